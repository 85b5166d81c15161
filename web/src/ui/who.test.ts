import assert from "node:assert/strict";
import { test } from "node:test";
import { is_program } from "./who";

test("what the desk did by itself is the program's, as it writes it with a role or without", () => {
  assert.equal(is_program(undefined), true);
  assert.equal(is_program({ role: "" }), true);
  assert.equal(is_program({ role: "machine" }), true);
});

test("a person of the other side is a person without an account to name", () => {
  assert.equal(is_program({ role: "officer", agency: "cyberspace" }), false);
  assert.equal(is_program({ role: "filer" }), false);
  assert.equal(is_program({ role: "machine", account: "01ACCOUNT" }), false);
});
