import assert from "node:assert/strict";
import { webcrypto } from "node:crypto";
import { test } from "node:test";
import { commitment_of, number_of } from "./draw";

// Node 18 has it, but not as a global.
globalThis.crypto ??= webcrypto as Crypto;

// Figures of a second program, written from docs/formats/sampling.md.
const seed = "5e".repeat(32);
const hash = "ab".repeat(32);

test("a seed has the commitment that the format says", async () => {
  assert.equal(await commitment_of("2026-10", seed), "bcf1bdc223fe1e47de5228b498091902aa2bac09abc18b67592d43d81d79f7cb");
});

test("a case has one number a draw", async () => {
  assert.equal(await number_of(seed, "2026-10", "lane", "C-2026-00007", hash), 552_709);
  assert.equal(await number_of(seed, "2026-10", "blind", "C-2026-00007", hash), 679_226);
});
