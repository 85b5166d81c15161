import assert from "node:assert/strict";
import { test } from "node:test";
import { middle } from "./text_difference";

test("what is the same before and behind is left alone", () => {
  assert.deepEqual(middle("用于主要终点统计", "用于次要终点统计"), { head: "用于", was: "主", is: "次", tail: "要终点统计" });
});

test("a number is never cut in two", () => {
  assert.deepEqual(middle("12,400 and 14,000", "12,400 and 15,200"), { head: "12,400 and ", was: "14,000", is: "15,200", tail: "" });
});

test("what only grew has nothing taken away", () => {
  assert.deepEqual(middle("ab", "ab cd"), { head: "ab", was: "", is: " cd", tail: "" });
});
