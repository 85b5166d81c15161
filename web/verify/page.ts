// The page: takes a bundle and a policy, shows what verify.ts finds. Nothing is kept, nothing is sent.
import "./page.css";
import { kLargestBundle } from "./bundle";
import { parse_moment } from "./moment";
import type { Octets } from "./octets";
import { cannot_check, outcome } from "./outcome";
import { type Policy, kLargestPolicy, parse_policy } from "./policy";
import { Fault, type Text, text } from "./text";
import { type Verified, verify_bundle } from "./verify";
import { element, seen } from "./view";
import { kWords } from "./words";

type Language = "en" | "zh";
interface Chosen {
  readonly name: string;
  readonly octets: Octets;
}
type Shown = { readonly verified: Verified; readonly at_ms: bigint } | { readonly fault: Text };

let language: Language = /^zh\b/i.test(navigator.language) ? "zh" : "en";
let bundle: Chosen | undefined;
let policy = "";
let moment = "";
let shown: Shown | undefined;

const t = (words: Text): string => words[language];

// Undefined: too large or unreadable, and told.
async function read(file: File, most: number, too_large: Text): Promise<Octets | undefined> {
  if (file.size > most) {
    shown = { fault: too_large };
    return undefined;
  }
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch {
    shown = { fault: kWords.unreadable };
    return undefined;
  }
}

async function take_bundle(file: File): Promise<void> {
  shown = undefined;
  bundle = undefined;
  const octets = await read(file, kLargestBundle, kWords.too_large);
  if (octets) bundle = { name: file.name, octets };
  draw();
}
async function take_policy(file: File): Promise<void> {
  shown = undefined;
  const octets = await read(file, kLargestPolicy, kWords.policy_too_large);
  // What is no UTF-8 can stand in a comment alone: a key or a name made of it is refused.
  if (octets) policy = new TextDecoder("utf-8", { ignoreBOM: true }).decode(octets);
  draw();
}
// A file of text is a policy, any other a bundle: both may be dropped at once.
async function take_dropped(files: FileList): Promise<void> {
  for (const file of files) await (/\.(txt|policy)$/i.test(file.name) ? take_policy(file) : take_bundle(file));
}

function ask(): Shown {
  if (!bundle) return { fault: kWords.choose_first };
  let trust: Policy | undefined;
  try {
    // Without any word nobody is trusted, and no key is vouched for. A text area drops the last line's end.
    if (policy.trim() !== "") trust = parse_policy(policy.endsWith("\n") ? policy : `${policy}\n`);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { fault: text(`${kWords.no_policy.en} ${error.says.en}`, `${kWords.no_policy.zh}${error.says.zh}`) };
  }
  const asked = moment.trim();
  const at_ms = asked === "" ? BigInt(Date.now()) : parse_moment(asked);
  if (at_ms === undefined) return { fault: text(`"${asked}" ${kWords.no_moment.en}`, `“${asked}”${kWords.no_moment.zh}`) };
  return { verified: verify_bundle(bundle.octets, { trust, at_ms, asks_now: asked === "" }), at_ms };
}

function field(id: string, label: Text, hint: Text, ...inputs: HTMLElement[]): HTMLElement {
  return element("div", { class: "field" }, element("label", { for: id }, t(label)), element("p", { class: "quiet", id: `${id}-hint` }, t(hint)), ...inputs);
}

// One for good: the browser shows what was chosen in it.
const inputs = new Map<string, HTMLInputElement>();
function file_input(id: string, attributes: Record<string, string>, take: (file: File) => Promise<void>): HTMLInputElement {
  const there = inputs.get(id);
  if (there) return there;
  const input = element("input", { type: "file", id, ...attributes });
  inputs.set(id, input);
  input.addEventListener("change", () => {
    const file = input.files?.[0];
    if (file) void take(file);
  });
  return input;
}

function form(): HTMLElement {
  const words = element("textarea", { id: "policy-text", rows: "6", spellcheck: "false", "aria-label": t(kWords.policy_text), "aria-describedby": "policy-hint" });
  words.value = policy;
  words.addEventListener("input", () => {
    policy = words.value;
  });
  const at = element("input", { type: "text", id: "moment", autocomplete: "off", spellcheck: "false", "aria-describedby": "moment-hint" });
  at.value = moment;
  at.addEventListener("input", () => {
    moment = at.value;
  });
  const chosen = bundle ? [element("p", { class: "chosen", id: "chosen" }, `${t(kWords.chosen)}${t(kWords.colon)}${seen(bundle.name)}${t(kWords.opens)}${bundle.octets.length} ${t(kWords.octets)}${t(kWords.closes)}`)] : [];
  const clear = element("button", { type: "button", class: "button" }, t(kWords.clear));
  clear.addEventListener("click", () => {
    bundle = shown = undefined;
    policy = moment = "";
    inputs.clear();
    draw();
  });
  const out = element(
    "form",
    { class: "card" },
    field("bundle", kWords.bundle, kWords.bundle_hint, file_input("bundle", { accept: ".tgb", "aria-describedby": "bundle-hint" }, take_bundle), ...chosen),
    field("policy", kWords.policy, kWords.policy_hint, file_input("policy", { accept: ".txt,.policy,text/plain", "aria-describedby": "policy-hint" }, take_policy), words),
    field("moment", kWords.moment, kWords.moment_hint, at),
    element("div", { class: "buttons" }, element("button", { type: "submit", class: "button is-main" }, t(kWords.verify)), clear),
  );
  out.addEventListener("submit", (event) => {
    event.preventDefault();
    shown = ask();
    draw();
    document.getElementById("verdict")?.focus();
  });
  return out;
}

function language_switch(): HTMLElement {
  const one = (of: Language, name: string, tag: string) => {
    const button = element("button", { type: "button", lang: tag, "aria-pressed": String(language === of) }, name);
    button.addEventListener("click", () => {
      language = of;
      draw();
    });
    return button;
  };
  return element("div", { class: "language-switch", role: "group", "aria-label": t(kWords.language) }, one("zh", "中文", "zh-CN"), one("en", "English", "en"));
}

function answer(): HTMLElement[] {
  if (!shown) return [];
  if ("fault" in shown) return [element("p", { class: "notice is-bad", id: "verdict", tabindex: "-1", role: "alert" }, seen(t(shown.fault)))];
  return outcome(shown.verified, shown.at_ms, t);
}

function draw(): void {
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  document.title = `${t(kWords.title)} · Tidegate`;
  const head = element("header", {}, element("h1", {}, t(kWords.title)), language_switch());
  const main = element("main", {}, element("p", {}, t(kWords.intro)), form(), element("div", { id: "outcome", "aria-live": "polite" }, ...answer()), cannot_check(t));
  document.body.replaceChildren(head, main);
}

document.addEventListener("dragover", (event) => event.preventDefault());
document.addEventListener("drop", (event) => {
  event.preventDefault();
  if (event.dataTransfer) void take_dropped(event.dataTransfer.files);
});
draw();
