import assert from "node:assert/strict";
import { test } from "node:test";
import { levels_of } from "./contest_levels";

test("an outcome is contested once it is there, and not while its review runs", () => {
  assert.ok(!levels_of({ state: "under_assessment", decisions: [] }).includes("outcome"));
  assert.ok(levels_of({ state: "refused", decisions: [{}] }).includes("outcome"));
  assert.ok(!levels_of({ state: "under_review", decisions: [{}] }).includes("outcome"));
});

test("that a filing was not accepted is contested once", () => {
  assert.ok(levels_of({ state: "not_accepted", decisions: [], contests: [] }).includes("outcome"));
  assert.ok(!levels_of({ state: "not_accepted", decisions: [], contests: [{ level: "outcome" }] }).includes("outcome"));
});
