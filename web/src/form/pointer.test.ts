import assert from "node:assert/strict";
import { test } from "node:test";
import { is_within, of_row, pattern_of, value_at, with_value } from "./pointer";

test("a value that was set is read at the same pointer, and what lies beside it stays", () => {
  const before = { scenario: { items: [{ name: "a" }, { name: "b" }] }, other: 1 };
  const after = with_value(before, "/scenario/items/1/necessity", "why");
  assert.equal(value_at(after, "/scenario/items/1/necessity"), "why");
  assert.equal(value_at(after, "/scenario/items/1/name"), "b");
  assert.equal(value_at(after, "/other"), 1);
  assert.deepEqual(before.scenario.items[1], { name: "b" });
});

test("objects and lists on the way are made", () => {
  assert.deepEqual(with_value(undefined, "/scenario/links/0/exporter/ip", ["192.0.2.1"]), { scenario: { links: [{ exporter: { ip: ["192.0.2.1"] } }] } });
});

test("a hole in a list is null, never missing", () => {
  assert.deepEqual(with_value({ a: [] }, "/a/2", 7), { a: [null, null, 7] });
});

test("undefined takes a key out of an object and a row out of a list", () => {
  assert.deepEqual(with_value({ a: { b: 1, c: 2 } }, "/a/b", undefined), { a: { c: 2 } });
  assert.deepEqual(with_value({ a: [1, 2, 3] }, "/a/1", undefined), { a: [1, 3] });
});

test("a minus appends", () => {
  assert.deepEqual(with_value({ a: [1] }, "/a/-", 2), { a: [1, 2] });
});

test("a word where a list stood gives way to the list", () => {
  assert.deepEqual(with_value({ scenario: { onward: "none" } }, "/scenario/onward/0/party", "x"), { scenario: { onward: [{ party: "x" }] } });
});

test("signs of RFC 6901 are told apart", () => {
  assert.equal(value_at({ "a/b": { "c~d": 5 } }, "/a~1b/c~0d"), 5);
});

test("rows and patterns lead to each other", () => {
  assert.equal(of_row("/scenario/items/*/name", 12), "/scenario/items/12/name");
  assert.equal(pattern_of("/scenario/items/12/name"), "/scenario/items/*/name");
});

test("a pointer is within itself and what it stands beneath, and not within a name that begins alike", () => {
  assert.ok(is_within("/scenario/items/1", "/scenario/items"));
  assert.ok(is_within("/scenario/items", "/scenario/items"));
  assert.ok(!is_within("/scenario/items_more", "/scenario/items"));
});
