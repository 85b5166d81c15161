import assert from "node:assert/strict";
import { test } from "node:test";
import { hold_unsaved, may_go, may_go_from_all, type Holder } from "./unsaved";

const never = () => Promise.reject(new Error("nobody is to be asked"));
const saved: Holder = { is_unsaved: () => false, flush: never };
const saves: Holder = { is_unsaved: () => true, flush: () => Promise.resolve(true) };
const refused: Holder = { is_unsaved: () => true, flush: () => Promise.resolve(false) };
const broken: Holder = { is_unsaved: () => true, flush: () => Promise.reject(new SyntaxError("half an answer")) };

test("nobody is asked where all is saved, or could be", async () => {
  assert.equal(await may_go(saved, never), true);
  assert.equal(await may_go(saves, never), true);
});

test("where a save was refused, or broke, it is as whoever is asked says", async () => {
  for (const holder of [refused, broken])
    for (const says of [true, false]) assert.equal(await may_go(holder, () => Promise.resolve(says)), says);
});

test("who signs out is asked once for all that is unsaved, until its page is gone", async () => {
  let asked = 0;
  const stay = () => {
    asked++;
    return Promise.resolve(false);
  };
  assert.equal(await may_go_from_all(stay), true);
  let kept = "";
  const gone = [refused, broken, { is_unsaved: () => kept === "", flush: () => Promise.resolve(Boolean((kept = "what was typed"))) }].map(hold_unsaved);
  assert.equal(await may_go_from_all(stay), false);
  assert.equal(asked, 1);
  assert.equal(kept, "what was typed", "what can be saved is, beside what cannot");
  assert.equal(await may_go_from_all(() => Promise.resolve(true)), true, "given up");
  gone.forEach((end) => end());
  assert.equal(await may_go_from_all(stay), true);
  assert.equal(asked, 1);
});
