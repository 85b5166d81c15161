import assert from "node:assert/strict";
import { test } from "node:test";
import { levels_of } from "./contest_levels";

test("an outcome under review is not contested again, the rest may be", () => {
  assert.deepEqual(levels_of("under_review"), ["fact", "mapping", "policy"]);
  assert.deepEqual(levels_of("refused"), ["fact", "mapping", "policy", "outcome"]);
});
