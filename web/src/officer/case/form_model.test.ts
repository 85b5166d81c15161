import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import type { Form } from "../../form/form";
import { field_finder } from "./form_model";

const form = JSON.parse(readFileSync(process.env.TIDEGATE_FORM ?? "../forms/cn-sa-3.json", "utf8")) as Form;
const label = (pointer: string, lang: "en" | "zh" = "zh") => field_finder(form)(pointer)?.label[lang] ?? "";

test("what a change is of goes by its own name, not by that of what stands beside it", () => {
  assert.match(label("/scenario/items/0/name"), /数据项名称/);
  for (const pointer of ["/scenario/items/0/class", "/scenario/items/12/sensitive", "/data/0/counts/subjects", "/data/1/counts/already_counted"])
    for (const lang of ["en", "zh"] as const) {
      assert.notEqual(label(pointer, lang), "", pointer);
      assert.notEqual(label(pointer, lang), label("/scenario/items/0/name", lang), pointer);
      assert.doesNotMatch(label(pointer, lang), /[a-z]_[a-z]|\/|subjects/, pointer);
    }
  assert.match(label("/scenario/items/0/class"), /^类别/);
  assert.match(label("/data/0/counts/subjects", "en"), /natural persons/);
});

test("what has no name of its own is of the nearest question above it", () => {
  assert.equal(label("/scenario/persons/forecast/1"), label("/scenario/persons/forecast"));
  assert.equal(field_finder(form)("/nowhere/at/all"), undefined);
});
