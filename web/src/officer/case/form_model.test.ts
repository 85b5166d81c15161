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

test("what is written as a code has words in both languages", () => {
  const words = (pointer: string, lang: "en" | "zh") => Object.fromEntries((field_finder(form)(pointer)?.words ?? []).map((one) => [one.word, one.says[lang]]));
  assert.deepEqual(words("/scenario/items/3/class", "zh"), {
    PI: "个人信息",
    SPI: "敏感个人信息",
    IMPORTANT: "处理者自行识别的重要数据（不等于被告知、公布）",
    GENERAL: "一般数据（不含个人信息）",
  });
  assert.equal(words("/scenario/items/0/class", "en").GENERAL, "no personal information");
  assert.equal(words("/exporter/sector", "zh").rail, words("/scenario/industry", "zh").rail);
  assert.equal(words("/risk/N/evidence", "en").E1, "own document or log");
  for (const pointer of ["/exporter/sector", "/recipient/kind", "/facts/safeguard", "/scenario/links/0/keys", "/lawful_basis"])
    for (const lang of ["en", "zh"] as const)
      for (const [word, says = ""] of Object.entries(words(pointer, lang))) {
        assert.match(says, lang === "zh" ? /[\u4e00-\u9fff]/ : /^[^\u4e00-\u9fff]+$/, `${pointer} ${word}`);
        assert.doesNotMatch(says, /[a-z]_[a-z]/, `${pointer} ${word}`);
      }
});

test("what has no name of its own is of the nearest question above it", () => {
  assert.equal(label("/scenario/persons/forecast/1"), label("/scenario/persons/forecast"));
  assert.equal(field_finder(form)("/nowhere/at/all"), undefined);
});
