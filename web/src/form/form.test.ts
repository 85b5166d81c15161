import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { field_at, groups_of, is_answered, is_asked, is_needed, task_of, type Form } from "./form";

const form = JSON.parse(readFileSync(process.env.TIDEGATE_FORM ?? "../forms/cn-sa-3.json", "utf8")) as Form;

test("every field of the form stands in exactly one group of its task", () => {
  for (const task of form.tasks) {
    const shown = groups_of(task).flatMap((group) => [...group.fields, ...(group.list?.field ? [group.list.field] : [])]);
    assert.deepEqual(new Set(shown.map((field) => field.pointer)), new Set(task.fields.map((field) => field.pointer)));
    assert.equal(shown.length, task.fields.length);
  }
});

test("a row's pointer leads to its task and its field", () => {
  assert.equal(task_of(form, "/scenario/items/17/example")?.id, "items");
  assert.equal(field_at(form, "/scenario/items/17/example")?.type, "text");
  assert.equal(task_of(form, "/scenario/recipients/0/region")?.id, "recipient");
  assert.equal(task_of(form, "/legal_documents/0/clauses/remedy")?.id, "papers");
  assert.equal(task_of(form, "/processor/officer/name")?.id, "people");
  assert.equal(task_of(form, ""), undefined);
});

test("either side of a text in two languages belongs to its field", () => {
  assert.equal(field_at(form, "/scenario/summary/en")?.pointer, "/scenario/summary");
});

test("unknown, empty and null are no answers; no, nought and none are", () => {
  for (const value of [undefined, null, "", "unknown", [], {}]) assert.equal(is_answered(value), false);
  for (const value of [false, 0, "none", ["x"]]) assert.equal(is_answered(value), true);
});

test("what an assessment needs is asked as long as the route is not known", () => {
  const field = { pointer: "/a", label: { en: "a", zh: "a" }, type: "text", needed: "assessed" as const };
  assert.equal(is_needed(field, null), true);
  assert.equal(is_needed(field, "SA"), true);
  assert.equal(is_needed(field, "SC"), false);
});

test("a question that hangs on another's answer is asked once that is given, and never hidden once it is answered", () => {
  const told = (values: Record<string, string | boolean>) => (pointer: string) => values[pointer];
  assert.equal(is_asked("/scenario/industry_other", told({})), false);
  assert.equal(is_asked("/scenario/industry_other", told({ "/scenario/industry": "other" })), true);
  assert.equal(is_asked("/scenario/industry_other", told({ "/scenario/industry": "retail", "/scenario/industry_other": "x" })), true);
  assert.equal(is_asked("/filing/third_party/used", told({})), true);
  assert.equal(is_asked("/filing/third_party/facts", told({ "/filing/third_party/used": true })), true);
  assert.equal(is_asked("/filing/third_party/facts", told({ "/filing/third_party/used": false })), false);
});
