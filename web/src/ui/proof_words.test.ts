import assert from "node:assert/strict";
import { test } from "node:test";
import en from "../locales/en/common.json";
import { proof_words } from "./proof_words";
import { make_say } from "./say";

const kind_of = (code: string) => (en.proof.kind as Record<string, string>)[code] ?? "";
const told = (words: string) => proof_words({ en: words, zh: "" }, make_say("en"), kind_of);

test("an instant of a proof is Beijing time, as all else on the page", () => {
  assert.equal(told("nothing newer as of 2026-11-28 18:46:01.518 UTC; status live"), "nothing newer as of 29 Nov 2026, 02:46; status live");
  assert.equal(told("as of 2026-11-28 10:46:01 UTC and 2026-11-28 10:47:01 UTC"), "as of 28 Nov 2026, 18:46 and 28 Nov 2026, 18:47");
});

test("a kind of entry is told in words; what is no kind stays", () => {
  assert.equal(told('"case_step", dated 2026-11-28 10:45:51.455 UTC'), "step of a case, dated 28 Nov 2026, 18:45");
  assert.equal(told('the quorum "agencies" needs 2 and has 1'), 'the quorum "agencies" needs 2 and has 1');
});
