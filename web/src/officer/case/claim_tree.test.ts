import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import type { Json } from "../../api/types";
import type { Form } from "../../form/form";
import { beside, claims_of, last_words, rest_of } from "./claim_tree";

const form = JSON.parse(readFileSync(process.env.TIDEGATE_FORM ?? "../forms/cn-sa-3.json", "utf8")) as Form;
const declaration: Json = {
  kind: "Transfer",
  exporter: { city: "beijing" },
  scenario: {
    summary: { zh: "回传", en: "sent back" },
    purpose: "statistics",
    items: [{ name: "a", necessity: "step", pseudonymised: true }, { name: "b" }],
    onward: "none",
  },
};
const task = (id: string) => {
  const found = form.tasks.find((one) => one.id === id);
  if (!found) throw new Error(id);
  return found;
};

test("answers stand in their task, and each element of a list by itself", () => {
  assert.deepEqual(
    claims_of(declaration, task("items")).map((part) => [part.pointer, part.claims.map((claim) => claim.pointer)]),
    [
      ["/scenario/items/0", ["/scenario/items/0/name", "/scenario/items/0/necessity"]],
      ["/scenario/items/1", ["/scenario/items/1/name"]],
    ],
  );
  assert.deepEqual(claims_of(declaration, task("processor")), []);
});

test("an answer in two languages is one claim", () => {
  const [part] = claims_of(declaration, task("scenario"));
  assert.deepEqual(part?.claims.map((claim) => claim.pointer), ["/scenario/summary", "/scenario/purpose"]);
});

test("nothing that was claimed is left out: what the form does not ask stands apart", () => {
  assert.deepEqual(rest_of(declaration, form).map((claim) => claim.pointer), ["/exporter/city", "/scenario/items/0/pseudonymised"]);
});

test("what else is stated of an item stands with it, its class behind its name", () => {
  const [first, second] = claims_of(declaration, task("items"));
  const more = { pointer: "/scenario/items/0", claims: ["pseudonymised", "class"].map((key) => ({ pointer: `/scenario/items/0/${key}`, field: undefined, value: true })) };
  const rest = new Map([[more.pointer, more], ["", { pointer: "", claims: [] }]]);
  const parts = beside([first, second].filter((part) => part !== undefined), rest);
  assert.deepEqual(parts[0]?.claims.map((claim) => claim.pointer.split("/").pop()), ["name", "class", "necessity", "pseudonymised"]);
  assert.equal(parts[1], second);
  assert.deepEqual([...rest.keys()], [""]);
});

test("a list that was answered by a word is shown as that word", () => {
  assert.deepEqual(claims_of(declaration, task("flow")).flatMap((part) => part.claims.map((claim) => claim.value)), ["none"]);
});

test("a place without a question is called by the ends of its pointer", () => {
  assert.equal(last_words("/legal_documents/1/clauses/change"), "clauses / change");
});
