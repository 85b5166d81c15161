import assert from "node:assert/strict";
import { test } from "node:test";
import { lean } from "./lean";
import { kind_of, may_be_partly } from "./verdicts";

test("one refused item makes a pass a part of one, and all of them a refusal", () => {
  const items = (...verdicts: Parameters<typeof kind_of>[0][number]["verdict"][]) => verdicts.map((verdict) => ({ verdict }));
  assert.equal(kind_of(items("allowed", "allowed_on_conditions")), "passed");
  assert.equal(kind_of(items("allowed", "refused")), "partly_passed");
  assert.equal(kind_of(items("refused", "refused")), "refused");
});

test("items of which one is undecided add up to nothing yet", () => {
  assert.equal(kind_of([{ verdict: "allowed" }, { verdict: undefined }]), undefined);
});

test("what is empty is left out of a step, a zero and a no are not", () => {
  assert.deepEqual(
    lean({ contest: 0, accepted: false, answer: { zh: "否", en: "" }, policy_hash: "", evidence: [], expires: undefined, at: null }),
    { contest: 0, accepted: false, answer: { zh: "否" } },
  );
});

test("an item of a decision keeps its number and verdict", () => {
  assert.deepEqual(lean({ items: [{ item: 0, verdict: "allowed", conditions: [], reason: { en: "", zh: "" } }] }), { items: [{ item: 0, verdict: "allowed" }] });
});

test("a filing under check has no outcome in part, an assessment and a review have", () => {
  assert.equal(may_be_partly("filing_check"), false);
  assert.equal(may_be_partly("under_assessment"), true);
  assert.equal(may_be_partly("under_review"), true);
});
