// The declaration cut by the form: what was claimed in each task, and what the form does not ask.
import type { Json } from "../../api/types";
import type { Field as FormField, Form, Task as FormTask } from "../../form/form";

export const starred = (pointer: string) => pointer.replace(/\/\d+(?=\/|$)/g, "/*");

// A place that the form does not ask about, by the ends of its pointer.
export function last_words(pointer: string): string {
  return pointer.split("/").slice(1).filter((one) => !/^\d+$/.test(one)).slice(-2).join(" / ").replaceAll("_", " ");
}

// Claims of one task: answers alone, and elements of lists each with its own answers.
export interface Claim {
  pointer: string;
  field: FormField | undefined;
  value: Json;
}
export interface ClaimPart {
  pointer: string; // of the element; "" for what is in no list
  claims: Claim[];
}

function answers_at(root: Json, field: FormField): Claim[] {
  const found: Claim[] = [];
  const walk = (here: Json | undefined, rest: string[], pointer: string) => {
    if (here === undefined || here === null) return;
    const [head, ...tail] = rest;
    if (head === undefined) {
      if (here !== "" && !(field.type === "table" && Array.isArray(here))) found.push({ pointer, field, value: here });
      return;
    }
    if (head === "*") {
      if (Array.isArray(here)) here.forEach((child, index) => walk(child, tail, `${pointer}/${index}`));
      return;
    }
    if (typeof here === "object" && !Array.isArray(here)) walk(here[head], tail, `${pointer}/${head}`);
  };
  walk(root, field.pointer.split("/").slice(1), "");
  return found;
}

const list_part = (pointer: string) => /^(.*?\/\d+)(?:\/|$)/.exec(pointer)?.[1] ?? "";

export function claims_of(root: Json, task: FormTask): ClaimPart[] {
  const parts = new Map<string, ClaimPart>();
  for (const claim of task.fields.flatMap((field) => answers_at(root, field))) {
    const key = list_part(claim.pointer);
    const part = parts.get(key) ?? { pointer: key, claims: [] };
    part.claims.push(claim);
    parts.set(key, part);
  }
  const order = (part: ClaimPart) => Number(/\/(\d+)$/.exec(part.pointer)?.[1] ?? -1);
  const above = (part: ClaimPart) => part.pointer.replace(/\/\d+$/, "");
  return [...parts.values()].sort((a, b) => (above(a) === above(b) ? order(a) - order(b) : above(a) < above(b) ? -1 : 1));
}

// What else is stated of an element of a list stands with it, and is taken out of the rest: the class of an item beside its name.
export function beside(parts: ClaimPart[], rest: Map<string, ClaimPart>): ClaimPart[] {
  return parts.map((part) => {
    const more = part.pointer === "" ? undefined : rest.get(part.pointer);
    if (!more) return part;
    rest.delete(part.pointer);
    const [named, ...others] = part.claims;
    const classes = more.claims.filter((claim) => claim.pointer.endsWith("/class"));
    const facts = more.claims.filter((claim) => !classes.includes(claim));
    return { ...part, claims: [...(named ? [named] : []), ...classes, ...others, ...facts] };
  });
}

// What the form does not ask: told by whoever wrote the declaration by hand, or for the law alone.
export function rest_of(root: Json, form: Form): Claim[] {
  const asked = form.tasks.flatMap((task) => task.fields.map((field) => field.pointer));
  const rest: Claim[] = [];
  const walk = (here: Json, pointer: string) => {
    const shape = starred(pointer);
    if (here === null || here === "") return;
    if (asked.some((one) => one === shape && !(Array.isArray(here) || typeof here === "object"))) return;
    if (typeof here === "object") {
      const whole = asked.some((one) => one === shape);
      const children = Array.isArray(here) ? here.map((child, index) => [String(index), child] as const) : Object.entries(here);
      const is_leaf = children.every(([, child]) => typeof child !== "object" || child === null);
      if (whole && Array.isArray(here) && is_leaf) return;
      if (whole && !Array.isArray(here)) return;
      children.forEach(([key, child]) => walk(child, `${pointer}/${key}`));
      return;
    }
    rest.push({ pointer, field: undefined, value: here });
  };
  walk(root, "");
  return rest.filter(({ pointer }) => pointer !== "/api_version" && pointer !== "/kind");
}
