import assert from "node:assert/strict";
import { test } from "node:test";
import { waits_of } from "./waits";

test("the own agency's turn is told as that, another's is not", () => {
  assert.equal(waits_of({ waits_for: "gates", awaits_you: true }), "your_agency");
  assert.equal(waits_of({ waits_for: "desk", awaits_you: true }), "your_agency");
  assert.equal(waits_of({ waits_for: "gates", awaits_you: false }), "gates");
  assert.equal(waits_of({ waits_for: "second_person", awaits_you: true }), "second_person");
  assert.equal(waits_of({ waits_for: "firm" }), "firm");
});
