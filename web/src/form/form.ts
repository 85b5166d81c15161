// The official form as data (docs/formats/form.md), and its tasks cut into what a page shows: groups and lists of rows.
import { useQuery } from "@tanstack/react-query";
import { get } from "../api/client";
import type { Json, T } from "../api/types";

export type Needed = "always" | "filed" | "assessed" | "optional";

export interface Field {
  pointer: string;
  label: T;
  type: string;
  most?: number;
  unit?: string;
  needed: Needed;
  private?: boolean;
  words?: { word: string; says: T }[];
  why?: T;
  source?: T;
}

export interface Task {
  id: string;
  title: T;
  says: T;
  by_recipient?: boolean;
  fields: Field[];
}

export interface Form {
  format: string;
  id: string;
  title: T;
  edition: number;
  tasks: Task[];
}

// What stands together: fields under one heading, or a list whose rows have the fields.
export interface Group {
  at: string; // pointer of the object or list; "" for fields without a heading
  list?: { field?: Field }; // field: the form's own question about the whole list
  fields: Field[];
}

export function useForm() {
  return useQuery({ queryKey: ["form"], queryFn: () => get<Form>("/v1/forms/current"), staleTime: Infinity });
}

const kHeadings = ["/filing/assessed", "/filing/third_party", "/filing/last_pass", "/processor/legal_rep", "/processor/handler", "/processor/officer", "/processor/compliance", "/scenario/persons", "/scenario/retention"];

function home_of(field: Field): { at: string; is_list: boolean } {
  const star = field.pointer.indexOf("/*");
  if (star >= 0) return { at: field.pointer.slice(0, star), is_list: true };
  if (field.type === "table") return { at: field.pointer, is_list: true };
  return { at: kHeadings.find((heading) => field.pointer.startsWith(`${heading}/`)) ?? "", is_list: false };
}

// Of people the questions are the same: whose they are, its heading says. A key of form:group, or nothing.
export function heading_of(pointer: string): string {
  const found = kHeadings.find((heading) => heading.startsWith("/processor/") && pointer.startsWith(`${heading}/`));
  return found ? found.slice(1).replace(/\//g, "_") : "";
}

export function groups_of(task: Task): Group[] {
  const groups: Group[] = [];
  for (const field of task.fields) {
    const { at, is_list } = home_of(field);
    let group = groups.find((one) => one.at === at && (at !== "" || one === groups[groups.length - 1]));
    if (!group) {
      group = { at, fields: [], ...(is_list ? { list: {} } : {}) };
      groups.push(group);
    }
    if (field.type === "table") group.list = { field };
    else group.fields.push(field);
  }
  return groups;
}

// What the form leaves open and the check returns a filing for (V08, V11): asked like what the form itself needs.
const kChecked = new Set(["/filing/assessed/from", "/filing/assessed/to", "/scenario/items", "/scenario/persons/forecast", "/scenario/onward"]);

// Is an answer needed on this route? Before a route is known, what most routes need is shown as needed.
export function is_needed(field: Field, route: string | null | undefined): boolean {
  if (field.needed === "always") return true;
  if (field.needed === "filed") return route !== "EX";
  if (field.needed === "assessed") return !route || route === "SA" || route === "EXT";
  return kChecked.has(field.pointer) && route !== "EX";
}

export function is_answered(value: Json | undefined): boolean {
  if (value === undefined || value === null || value === "" || value === "unknown") return false;
  if (Array.isArray(value)) return value.length > 0;
  if (typeof value === "object") return Object.values(value).some(is_answered);
  return true;
}

// Is the question asked at all? Some hang on another's answer; what was answered is always shown.
export function is_asked(pointer: string, value: (pointer: string) => Json | undefined): boolean {
  if (is_answered(value(pointer))) return true;
  if (pointer.endsWith("_other")) return value(pointer.slice(0, -"_other".length)) === "other";
  const third = /^\/filing\/third_party\/(?!used$)/;
  if (third.test(pointer)) return value("/filing/third_party/used") === true;
  if (pointer.startsWith("/filing/last_pass/")) return value("/filing/route") === "EXT";
  if (pointer === "/scenario/important_authority" || pointer === "/scenario/important_size_mb") return ["important", "mixed"].includes(String(value("/scenario/data_type")));
  if (pointer === "/scenario/recipients_statement") return value("/scenario/recipients_summarised") === true;
  return true;
}

// The task whose page shows a pointer.
export function task_of(form: Form, pointer: string): Task | undefined {
  const pattern = pointer.replace(/\/\d+(?=\/|$)/g, "/*");
  if (pattern.startsWith("/attachments") || pattern === "") return undefined;
  const best = (task: Task) => Math.max(0, ...task.fields.map((field) => common(field.pointer, pattern)));
  const sorted = [...form.tasks].sort((a, b) => best(b) - best(a));
  const first = sorted[0];
  return first && best(first) >= Math.min(2, pattern.split("/").length - 1) ? first : undefined;
}

function common(a: string, b: string): number {
  const left = a.split("/").slice(1);
  const right = b.split("/").slice(1);
  let same = 0;
  while (same < left.length && left[same] === right[same]) ++same;
  return same === left.length && same === right.length ? same + 10 : same;
}

export function field_at(form: Form, pointer: string): Field | undefined {
  const pattern = pointer.replace(/\/\d+(?=\/|$)/g, "/*");
  for (const task of form.tasks) {
    const found = task.fields.find((field) => field.pointer === pattern || (field.type === "bilingual" && (pattern === `${field.pointer}/zh` || pattern === `${field.pointer}/en`)));
    if (found) return found;
  }
  return undefined;
}

// A label without the remarks that speak to writers of the declaration's file: keys and their places.
export function plain_label(label: string): string {
  return label
    .replace(/; say which in \w+$/, "")
    .replace(/[\uff08(]\u5728 \w+ \u4e2d\u8bf4\u660e[\uff09)]$/u, "")
    .replace(/, (?:when|by its name in) .*\b\w+_\w+\b.*$/, "")
    .replace(/; (?:says|the same as) [\w.]+$/, "");
}
