import assert from "node:assert/strict";
import { test } from "node:test";
import en from "./en/common.json";
import zh from "./zh/common.json";

// Timelines and chains are read by the firm, the officer and the auditor alike.
test("what happened is told so that it is true for whoever reads it", () => {
  for (const words of Object.values(en.happened)) assert.doesNotMatch(words, /\b(you|your|yours)\b/i);
  for (const words of Object.values(zh.happened)) assert.doesNotMatch(words, /[您你]|贵单位/);
});
