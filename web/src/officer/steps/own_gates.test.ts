import assert from "node:assert/strict";
import { test } from "node:test";
import { is_change_alone, own_gates, uncleared } from "./own_gates";

const gates = [
  { id: "police", agency: "public_security", clears: true },
  { id: "cars", agency: "sector_regulator", sector: "automotive", clears: null },
  { id: "banks", agency: "sector_regulator", sector: "banking", clears: false },
] as Parameters<typeof own_gates>[0];

test("a clearance is its own agency's and its own sector's", () => {
  assert.deepEqual(own_gates(gates, { agency: "sector_regulator", sector: "banking" }).map((gate) => gate.id), ["banks"]);
  assert.deepEqual(own_gates(gates, { agency: "cyberspace" }), []);
});

test("what was answered can be changed alone, and comes after what was not", () => {
  assert.equal(is_change_alone(own_gates(gates, { agency: "public_security" })), true);
  assert.equal(is_change_alone(own_gates(gates, { agency: "sector_regulator", sector: "automotive" })), false);
  assert.equal(is_change_alone([]), false);
  const two = own_gates([{ ...gates[0]!, id: "old" }, { ...gates[0]!, id: "new", clears: undefined }], { agency: "public_security" });
  assert.deepEqual(two.map((gate) => gate.id), ["new", "old"]);
});

test("a pass waits for what nobody answered and for what was not cleared", () => {
  assert.deepEqual(uncleared(gates).map((gate) => gate.id), ["cars", "banks"]);
});
