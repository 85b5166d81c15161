// ETags as they come back through a proxy.
import assert from "node:assert/strict";
import { test } from "node:test";
import { strong_tag } from "./client";

test("a tag that was made weak on the way is sent back strong", () => {
  assert.equal(strong_tag('W/"v7-0123456789abcdef-1f"'), '"v7-0123456789abcdef-1f"');
  assert.equal(strong_tag('"v7-0123456789abcdef-1f"'), '"v7-0123456789abcdef-1f"');
  assert.equal(strong_tag(null), null);
});
