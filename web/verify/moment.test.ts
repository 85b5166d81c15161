import assert from "node:assert/strict";
import test from "node:test";
import { moment_text, parse_moment } from "./moment";

test("a moment is told in UTC, and to readers of Chinese in the time of Beijing", () => {
  assert.deepEqual(moment_text(1_795_000_000_000n), { en: "2026-11-18 11:06:40 UTC", zh: "北京时间 2026-11-18 19:06:40" });
  assert.equal(moment_text(1_795_000_000_005n).en, "2026-11-18 11:06:40.005 UTC");
  assert.equal(moment_text((1n << 63n) - 1n).en, "9999-12-31 23:59:59.999 UTC");
});

test("a moment is read as the command line reads it", () => {
  for (const [words, expected] of [
    ["2026-11-18T11:06:40Z", 1_795_000_000_000n], ["2026-11-18T19:06:40+08:00", 1_795_000_000_000n], ["2026-11-18T11:06:40.5Z", 1_795_000_000_500n], ["1970-01-01", -28_800_000n],
    ["2026-02-30T00:00:00Z", undefined], ["2026-11-18T24:00:00Z", undefined], ["2026-11-18T11:06Z", undefined], ["2026-11-18T11:06:40", undefined], ["2026-11-18T11:06:40+24:00", undefined],
    ["now", undefined], ["2026-11-18T11:06:40.1234Z", undefined], ["0000-01-01", undefined],
  ] as const)
    assert.equal(parse_moment(words), expected, words);
});
