import assert from "node:assert/strict";
import { before, test } from "node:test";
import { forget_all_typed, forget_typed, is_typed, typed_forms } from "./kept";

before(() => {
  const rows = new Map<string, string>();
  const sessionStorage = {
    get length() {
      return rows.size;
    },
    key: (place: number) => [...rows.keys()][place] ?? null,
    getItem: (key: string) => rows.get(key) ?? null,
    setItem: (key: string, text: string) => void rows.set(key, text),
    removeItem: (key: string) => void rows.delete(key),
  };
  Object.assign(globalThis, { window: { sessionStorage } });
});

const type = (account: string, form: string) => window.sessionStorage.setItem(`tidegate.typed/${account}/${form}/text`, '"x"');

test("what was typed is found by its account and form alone, and goes form by form", () => {
  type("anna", "case:note_added:");
  type("anna", "case:supplement_asked:");
  assert.deepEqual(typed_forms("anna", "case:"), ["case:note_added:", "case:supplement_asked:"]);
  assert.deepEqual(typed_forms("berta", "case:"), []);
  forget_typed("anna", "case:note_added:");
  assert.equal(is_typed("anna", "case:note_added:"), false);
  assert.equal(is_typed("anna", "case:supplement_asked:"), true);
});

test("who signs in finds nothing of another account, and a sign-out leaves nothing", () => {
  type("anna", "case:note_added:");
  type("berta", "case:note_added:");
  forget_all_typed("berta");
  assert.equal(is_typed("anna", "case:note_added:"), false);
  assert.equal(is_typed("berta", "case:note_added:"), true);
  forget_all_typed();
  assert.equal(is_typed("berta", "case:note_added:"), false);
});
