import assert from "node:assert/strict";
import { test } from "node:test";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { may_go } from "../ui/unsaved";
import { useDraft, type Draft, type Keeper } from "./draft";

// Drawn once: what is typed and sent is kept beside what is drawn.
function draft_of(save: Keeper["save"]): Draft {
  let draft: Draft | undefined;
  const keeper: Keeper = { save, reload: () => Promise.reject(new Error("nobody changed it")) };
  function Page() {
    draft = useDraft({ declaration: { a: "before" }, version: 7 }, keeper, true);
    return null;
  }
  renderToStaticMarkup(createElement(Page));
  assert.ok(draft);
  return draft;
}

test("what was typed is kept where a save breaks, and sent again by the next one", async () => {
  const sent: unknown[] = [];
  const draft = draft_of((version, change) => {
    sent.push({ version, set: change.set });
    if (sent.length <= 2) return Promise.reject(new SyntaxError("half an answer"));
    return Promise.resolve({ declaration: { a: change.set["/a"] ?? null }, version: version + 1 });
  });
  assert.equal(draft.is_unsaved(), false);
  draft.set("/a", "typed");
  await assert.rejects(draft.flush(), SyntaxError);
  assert.equal(draft.is_unsaved(), true);
  assert.equal(await may_go(draft, () => Promise.resolve(false)), false, "asked, and stays");
  assert.equal(draft.is_unsaved(), true);
  assert.equal(await may_go(draft, () => Promise.reject(new Error("it is saved: nobody is to be asked"))), true);
  assert.equal(draft.is_unsaved(), false);
  assert.equal(draft.newest(), 8);
  assert.deepEqual(sent, Array(3).fill({ version: 7, set: { "/a": "typed" } }));
});
