import assert from "node:assert/strict";
import { test } from "node:test";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import i18next from "i18next";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { initReactI18next } from "react-i18next";
import form from "../../locales/en/form.json";
import officer from "../../locales/en/officer.json";
import type { CaseView } from "./case_model";
import { SupplementRound } from "./supplement_round";

await i18next.use(initReactI18next).init({ lng: "en", resources: { en: { form, officer } }, ns: ["form", "officer"], interpolation: { escapeValue: false } });

const items = (...names: string[]) => ({ scenario: { items: names.map((name) => ({ name })) } });
const ask = { pointer: "/scenario/items", what: { en: "", zh: "" }, why: { en: "", zh: "" }, source: "", fix: { en: "", zh: "" } };
const round = (asked_at: string, handed_in_at: string) => ({ id: asked_at, asked_at, handed_in_at, due_day: "2026-12-01", lines: [{ ask, answered_at: handed_in_at, answer: "", evidence: [] }] });
const rounds = [round("2026-11-02T08:00:00Z", "2026-11-04T08:00:00Z"), round("2026-11-06T08:00:00Z", "2026-11-10T08:00:00Z")];
// The firm put another item before all others between its two answers.
const view = {
  id: "C1",
  version: 3,
  versions: ["2026-11-01T08:00:00Z", "2026-11-03T08:00:00Z", "2026-11-09T08:00:00Z"].map((at, place) => ({ number: place + 1, at })),
  declaration: items("loyalty card", "passport number"),
  supplements: rounds,
  papers: [],
} as unknown as CaseView;
const change = { rows: [{ pointer: "/scenario/items/0/necessity", kind: "changed", label: { en: "necessity", zh: "" }, before: "a", after: "b" }] };

function shown(number: number, known: Record<string, unknown>): string {
  const queries = new QueryClient();
  for (const [part, body] of Object.entries(known)) queries.setQueryData(["case-part", view.id, part], body);
  const page = createElement(SupplementRound, { view, round: view.supplements[number - 1]!, number, show: () => undefined });
  return renderToStaticMarkup(createElement(QueryClientProvider, { client: queries }, page));
}

test("what changed in a round is called what the round's own version calls it", () => {
  const first = shown(1, { "/differences?from=1&to=2": change, "/versions/2": { declaration: items("passport number") } });
  assert.match(first, /passport number/);
  assert.doesNotMatch(first, /loyalty card/);
  const newest = shown(2, { "/differences?from=2&to=3": change });
  assert.match(newest, /loyalty card/, "the newest version is on the page");
});

test("as long as that version is not read, its row's number says which it is", () => {
  const first = shown(1, { "/differences?from=1&to=2": change });
  assert.match(first, /no\. 1</);
  assert.doesNotMatch(first, /loyalty card|passport number/);
});
