// JSON pointers (RFC 6901) into a declaration, and `*` for an element of a list in the form's own.
import type { Json } from "../api/types";

function parts_of(pointer: string): string[] {
  return pointer.split("/").slice(1).map((part) => part.replace(/~1/g, "/").replace(/~0/g, "~"));
}

export function value_at(tree: Json | undefined, pointer: string): Json | undefined {
  let here: Json | undefined = tree;
  for (const part of parts_of(pointer)) {
    if (here === null || typeof here !== "object") return undefined;
    here = Array.isArray(here) ? here[Number(part)] : here[part];
  }
  return here;
}

// The tree with one value set; objects and lists on the way are made. undefined takes the value out.
export function with_value(tree: Json | undefined, pointer: string, value: Json | undefined): Json {
  return place(tree, parts_of(pointer), value);
}

function place(tree: Json | undefined, parts: string[], value: Json | undefined): Json {
  const [first, ...rest] = parts;
  if (first === undefined) return value ?? null;
  const is_list = Array.isArray(tree) || (/^(\d+|-)$/.test(first) && (tree === undefined || tree === null || typeof tree !== "object"));
  if (is_list) {
    const list = Array.isArray(tree) ? [...tree] : [];
    const at = first === "-" ? list.length : Number(first);
    if (rest.length === 0 && value === undefined) list.splice(at, 1);
    else list[at] = place(list[at], rest, value);
    return Array.from(list, (one) => one ?? null);
  }
  const object: { [key: string]: Json } = tree !== null && typeof tree === "object" && !Array.isArray(tree) ? { ...tree } : {};
  if (rest.length === 0 && value === undefined) delete object[first];
  else object[first] = place(object[first], rest, value);
  return object;
}

// "/scenario/items/*/name" for row 3 of "/scenario/items": "/scenario/items/3/name".
export function of_row(pattern: string, row: number): string {
  return pattern.replace("/*", `/${row}`);
}

// "/scenario/items/3/name" -> "/scenario/items/*/name".
export function pattern_of(pointer: string): string {
  return pointer.replace(/\/\d+(?=\/|$)/g, "/*");
}

// One pointer stands at the other or beneath it.
export function is_within(pointer: string, above: string): boolean {
  return pointer === above || pointer.startsWith(`${above}/`);
}

// What an element of the page that shows a pointer is called.
export function place_id(pointer: string): string {
  return `q${pointer.replace(/[^A-Za-z0-9]+/g, "-")}`;
}
