import assert from "node:assert/strict";
import { test } from "node:test";
import { beijing_day, make_say } from "./say";

const en = make_say("en");
const zh = make_say("zh");

test("a text is read in the reader's language, and in the other where that is empty", () => {
  assert.equal(zh.text({ en: "filed", zh: "备案通过" }), "备案通过");
  assert.equal(zh.text({ en: "filed", zh: "" }), "filed");
  assert.equal(en.text(undefined), "");
});

test("a moment is Beijing's: late in the day at Greenwich it is tomorrow there", () => {
  assert.match(en.moment("2026-11-27T18:30:00Z"), /28 Nov 2026/);
});

test("a day is no moment: no zone moves it", () => {
  assert.equal(en.day("2026-11-27"), "27 Nov 2026");
  assert.equal(zh.day("2026-11-27"), "2026年11月27日");
});

test("the day of an instant is Beijing's", () => {
  assert.equal(en.day("2026-11-27T18:30:00Z"), "28 Nov 2026");
  assert.equal(zh.day("2026-11-27T18:30:00.123Z"), "2026年11月28日");
  assert.equal(zh.day("2026-11-27T15:59:59Z"), "2026年11月27日");
  assert.equal(zh.day("2026-12-31T16:00:00Z"), "2027年1月1日");
  assert.equal(zh.day("2026-11-28T02:30:00+08:00"), "2026年11月28日");
  assert.equal(beijing_day(new Date("2026-11-27T18:30:00Z")), "2026-11-28");
});

test("what ends before a day is good through the day before", () => {
  assert.equal(en.last_day("2029-11-29"), "28 Nov 2029");
  assert.equal(zh.last_day("2029-11-29"), "2029年11月28日");
  assert.equal(zh.last_day("2028-03-01"), "2028年2月29日");
  assert.equal(zh.last_day("2027-01-01"), "2026年12月31日");
  assert.equal(en.last_day("soon"), "");
  assert.equal(en.last_day(undefined), "");
});

test("what is no day is shown as nothing, not as an error", () => {
  assert.equal(en.day("soon"), "");
  assert.equal(en.moment(undefined), "");
});

test("a code that is no region stands for itself", () => {
  assert.equal(en.region("DE"), "Germany");
  assert.equal(en.region("EPO"), "EPO");
});

test("a size has one unit", () => {
  assert.equal(en.size(999), "999 B");
  assert.equal(en.size(1536), "1.5 KiB");
  assert.equal(en.size(32 * 1024 * 1024), "32 MiB");
});
