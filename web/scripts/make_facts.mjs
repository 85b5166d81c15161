// Writes src/form/law_facts.json from api/transfer.schema.json: the facts that the law of the mainland asks for and the official
// form does not, with kind, words and label, and the codes of countries and regions; and src/officer/case/other_labels.json: what each place
// is called that the form does not ask about, and its words. Part of `npm run types`.
import { readFileSync, writeFileSync } from "node:fs";

const form = JSON.parse(readFileSync(new URL("../../forms/cn-sa-3.json", import.meta.url), "utf8"));
const schema = JSON.parse(readFileSync(new URL("../../api/transfer.schema.json", import.meta.url), "utf8"));
const resolved = (node) => (node.$ref ? { ...schema.$defs[node.$ref.split("/").pop()], ...node } : node);

function kind_of(node) {
  const words = (node.enum ?? []).filter((word) => word !== null && word !== "unknown");
  if (words.length === 2 && words.includes(true)) return { type: "bool" };
  if (words.length > 100) return { type: "country" };
  if (words.length > 0) return { type: "word", words };
  if (node.oneOf?.some((one) => one.type === "integer")) return { type: "count" };
  if (node.oneOf?.some((one) => one.properties)) return { type: "exemptions", facts: Object.keys(node.oneOf.find((one) => one.properties).properties) };
  if (node.pattern?.includes("[0-9]{4}-")) return { type: "date" };
  return { type: "text", most: node.maxLength };
}

function fact(pointer, node) {
  const [en, zh] = node.description.replace(/ \[[^\]]*\]$/, "").split(" / ");
  return { pointer, label: { en, zh: zh ?? en }, ...kind_of(node) };
}

// The words of each place, as the format's page lists them: "### `/exporter`", then "`sector`: `rail` railways 铁路; ...".
function words_of(page) {
  const found = {};
  let within = "";
  for (const line of page.split("\n")) {
    within = /^### `(.*)`$/.exec(line)?.[1] ?? within;
    const list = /^`(\w+)`: (`.*)\.$/.exec(line);
    if (!list) continue;
    found[`${within === "/" ? "" : within}/${list[1]}`] = list[2].split("; `").map((one) => {
      const [, word, en, zh] = /^`?([^`]+)` ([^\u3400-\u9fff\uff00-\uffef]*) (.*)$/u.exec(one) ?? [];
      if (!word) throw new Error(`no word of ${list[1]}: ${one}`);
      const [said_en, said_zh] = [en, zh].map((text) => text.replace(/(; |\uff0c|\uff1b)[^;\uff0c\uff1b]*[a-z]_[a-z].*$|\uff08[^\uff09]*[a-z]_[a-z][^\uff09]*\uff09$/u, "")); // as above: notes on keys
      return { word, says: { en: said_en, zh: said_zh } };
    });
  }
  return found;
}

const asked = (node) => /\bCN\b/.test(node["x-asked-by"] ?? "") && !/\bform\b/.test(node["x-asked-by"]);
const within = (node, pointer) =>
  Object.entries(resolved(node).properties).flatMap(([key, inner]) => (asked(resolved(inner)) ? [fact(`${pointer}/${key}`, resolved(inner))] : []));

const { properties } = schema;
const scenario = resolved(properties.scenario).properties;
const item = resolved(scenario.items).items;
const facts = [
  { id: "exporter", facts: within(properties.exporter, "/exporter").filter(({ pointer }) => !/ciio|sector|people_handled_total|jurisdiction/.test(pointer)) },
  { id: "recipient", facts: within(properties.recipient, "/recipient").filter(({ pointer }) => !/country/.test(pointer)) },
  { id: "circumstances", facts: [...(asked(resolved(properties.purpose)) ? [fact("/purpose", resolved(properties.purpose))] : []), ...within(properties.facts, "/facts")] },
  { id: "sent_before", facts: within(properties.cumulative_before, "/cumulative_before").filter(({ type }) => type !== "exemptions") },
  { id: "all_items", facts: within(scenario.all_items, "/scenario/all_items") },
];
const kOfItem = ["subjects", "already_counted", "counted_as_sensitive", "sensitive", "under14", "important_notified", "anonymised", "pseudonymised"];
const of_items = [
  fact("/scenario/items/*/class", resolved(resolved(item).properties.class)),
  ...within(item, "/scenario/items/*").filter(({ pointer }) => kOfItem.includes(pointer.split("/").pop())),
];
const exemption = resolved(resolved(scenario.all_items).properties.exemption_facts);
const exemption_labels = Object.fromEntries(
  Object.entries(exemption.oneOf?.find((one) => one.properties)?.properties ?? {}).map(([key, node]) => {
    const { label, type } = fact(key, resolved(node));
    return [key, { label, type }];
  }),
);
const regions = resolved(resolved(resolved(properties.processor).properties.legal_rep).properties.nationality).enum.filter((code) => code && code !== "unknown");
writeFileSync(new URL("../src/form/law_facts.json", import.meta.url), `${JSON.stringify({ groups: facts, of_items, exemption_labels, regions }, null, 1)}\n`);
console.log(facts.map(({ id, facts: rows }) => `${id} ${rows.length}`).join(", "), Object.keys(exemption_labels).length, regions.length);

// A declaration in a file may say more than the form asks: a reviewer reads it under these names. Notes on keys are for who writes files.
const asked_of = new Set(form.tasks.flatMap((task) => task.fields.map((field) => field.pointer)));
const others = {};
const words = words_of(readFileSync(new URL("../../docs/formats/transfer.md", import.meta.url), "utf8"));
function name(node, pointer) {
  const here = resolved(node);
  if (pointer && here.description && !asked_of.has(pointer)) {
    const [en, zh] = here.description.replace(/ \[[^\]]*\]$/, "").split(" / ");
    others[pointer] = { en: en.split("; ")[0], zh: (zh ?? en).split("\uff1b")[0], ...(words[pointer] ? { words: words[pointer] } : {}) };
  }
  for (const shape of [here, ...(here.oneOf ?? []), ...(here.anyOf ?? [])].map(resolved)) {
    for (const [key, inner] of Object.entries(shape.properties ?? {})) name(inner, `${pointer}/${key}`);
    if (shape.items) name(shape.items, `${pointer}/*`);
  }
}
name(schema, "");
writeFileSync(new URL("../src/officer/case/other_labels.json", import.meta.url), `${JSON.stringify(others, null, 1)}\n`);
console.log("other places", Object.keys(others).length);
