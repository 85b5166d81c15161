import assert from "node:assert/strict";
import { test } from "node:test";
import { heaviest } from "./heaviest";

const says = { en: "", zh: "" };
const of = (...shares: [string, number][]) => shares.map(([factor, share]) => ({ factor, share, says }));

test("the largest shares come first, whatever the order of the factors, and what moves nothing is left out", () => {
  const letters = (shares: [string, number][], most = 3) => heaviest(of(...shares), most).map((one) => one.factor).join("");
  assert.equal(letters([["N", 0.037], ["P", 0.038], ["D", 0.083], ["R", 0.08], ["V", 0.2]]), "VDR");
  assert.equal(letters([["N", 0], ["P", -0.01], ["D", 0.01]]), "D");
  assert.equal(letters([]), "");
});
