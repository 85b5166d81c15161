// The outcome of a verification as the reader sees it.
import { cosigned_ms } from "./checkpoint";
import { kind_label, status_label } from "./entry";
import { moment_text } from "./moment";
import { hex, text_of } from "./octets";
import type { Text } from "./text";
import { type Verified, exit_of } from "./verify";
import { code, element, rows, seen, table } from "./view";
import { kCannot, kStates, kStepLabels, kWords } from "./words";

type Tell = (text: Text) => string;

function verdict(verified: Verified, at_ms: bigint, t: Tell): HTMLElement {
  const words = verified.holds ? kWords.proved : verified.bundle ? kWords.not_proved : kWords.no_bundle;
  const failed = verified.steps.filter(({ state }) => state === "failed").map(({ name }) => t(kStepLabels[name]));
  // What is proved may be that something does not stand: the headline says so.
  const stated = verified.holds && verified.entry?.is === "record" ? verified.entry.status : undefined;
  const stands = stated === undefined || stated === "live";
  const status = stated === undefined ? "" : t(kWords.colon) + t(status_label(stated));
  const why = failed.length > 0 ? ` · ${t(kWords.failed_at)}${failed.join(t(kWords.comma))}` : "";
  return element(
    "div",
    { class: !verified.holds ? "verdict is-bad" : stands ? "verdict is-good" : "verdict is-warn", "data-exit": String(exit_of(verified)) },
    element("h2", { id: "verdict", tabindex: "-1" }, `${!verified.holds ? "✕" : stands ? "✓" : "!"} ${t(words)}${status}`),
    element("p", {}, `${t(kWords.asked_of)} ${t(moment_text(at_ms))}${why}`),
  );
}

function steps(verified: Verified, t: Tell): HTMLElement {
  const body = verified.steps.map(({ name, state, says }) => {
    const { sign, label } = kStates[state];
    const cell = element("span", { class: `state is-${state}`, "data-step": name, "data-state": state }, `${sign} ${t(label)}`);
    return [t(kStepLabels[name]), cell, seen(t(says))] as const;
  });
  return table(t(kWords.steps), [t(kWords.step), t(kWords.state), t(kWords.says)], body);
}

function clocks(verified: Verified, t: Tell): HTMLElement {
  const list: [string, string][] = [];
  if (verified.entry) list.push([t(kWords.entry_time), t(moment_text(verified.entry.time_ms))]);
  if (verified.stated_at_ms !== undefined) list.push([t(kWords.log_time), t(moment_text(verified.stated_at_ms))]);
  for (const { name, time_s } of verified.witnessed) list.push([`${t(kWords.witness_time)}${t(kWords.colon)}${seen(name)}`, t(moment_text(cosigned_ms(time_s)))]);
  if (verified.witnessed.length === 0) list.push([t(kWords.witness_time), t(kWords.no_witness_time)]);
  for (const { kind, by, time_ms } of verified.anchored)
    list.push([t(kWords.anchor_time), seen(`${time_ms > 0n ? `${t(moment_text(time_ms))} ` : ""}${kind} ${by}${t(kWords.not_proven)}`)]);
  return rows(list);
}

function record(verified: Verified, t: Tell): HTMLElement {
  const list: [string, Node | string][] = [];
  const { entry, bundle } = verified;
  if (entry) list.push([t(kWords.kind), t(kind_label(entry))]);
  if (bundle) list.push([t(kWords.index), String(bundle.index)]);
  list.push([t(kWords.origin), code(verified.origin)], [t(kWords.size), String(verified.size)]);
  if (entry?.is === "record") {
    list.push([t(kWords.subject), code(hex(entry.subject))], [t(kWords.actor), code(entry.actor)], [t(kWords.status), t(status_label(entry.status))]);
    if (entry.law) list.push([t(kWords.law), code(hex(entry.law))]);
    if (entry.statement) list.push([t(kWords.statement), code(hex(entry.statement))]);
    if (entry.parents.length > 0) list.push([t(kWords.parents), entry.parents.join(t(kWords.comma))]);
  }
  return rows(list);
}

function disclosed(verified: Verified, t: Tell): HTMLElement[] {
  const shown = verified.bundle?.disclosed ?? [];
  if (shown.length === 0) return [element("p", { class: "quiet" }, t(kWords.discloses_nothing))];
  const warning = verified.holds ? [] : [element("p", { class: "notice is-warn" }, t(kWords.disclosed_unproved))];
  const body = shown.map(({ name, value }) => [code(name), element("span", { class: "value" }, seen(value))] as const);
  return [...warning, table(t(kWords.disclosed), [t(kWords.field_name), t(kWords.field_value)], body)];
}

function statement(verified: Verified, t: Tell): HTMLElement[] {
  const octets = verified.bundle?.statement;
  if (!octets) return [];
  const words = text_of(octets);
  const inside = words === undefined ? element("p", { class: "quiet" }, t(kWords.statement_binary)) : element("pre", { tabindex: "0" }, seen(words));
  return [element("details", {}, element("summary", {}, `${t(kWords.statement_text)}${t(kWords.opens)}${octets.length} ${t(kWords.octets)}${t(kWords.closes)}`), inside)];
}

const list_of = (texts: readonly Text[], none: Text, t: Tell): HTMLElement =>
  texts.length === 0 ? element("p", { class: "quiet" }, t(none)) : element("ul", {}, ...texts.map((text) => element("li", {}, code(t(text)))));

export function cannot_check(t: Tell): HTMLElement {
  return element("section", { class: "card" }, element("h2", {}, t(kWords.cannot)), element("ul", {}, ...kCannot.map((text) => element("li", {}, t(text)))));
}

export function outcome(verified: Verified, at_ms: bigint, t: Tell): HTMLElement[] {
  const card = (title: Text, ...inside: HTMLElement[]) => element("section", { class: "card" }, element("h2", {}, t(title)), ...inside);
  const parts = [verdict(verified, at_ms, t), card(kWords.steps, steps(verified, t))];
  if (!verified.bundle) return parts;
  return [
    ...parts,
    card(kWords.clocks, clocks(verified, t)),
    card(kWords.record, record(verified, t)),
    card(kWords.disclosed, ...disclosed(verified, t), ...statement(verified, t)),
    card(kWords.trusted, list_of(verified.trusted, kWords.trusts_nobody, t)),
    card(kWords.declared, list_of(verified.declared, kWords.declares_nothing, t), element("p", { class: "quiet" }, t(kWords.declared_hint))),
  ];
}
