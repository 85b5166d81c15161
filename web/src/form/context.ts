import { createContext, useContext } from "react";
import type { FilingCheck, Finding } from "../api/types";
import type { Draft } from "./draft";
import { is_within } from "./pointer";

export interface FormPage {
  draft: Draft;
  check: FilingCheck | undefined; // undefined: not computed yet, or nobody asked (the recipient's part)
  telling?: Telling; // left out: nothing is held back
}

// A question that nobody has come to yet is not told what is wrong with it, until the whole is checked.
export interface Telling {
  is_checked: boolean;
  is_told: (pointer: string) => boolean;
  touch: (pointer: string) => void; // somebody was at this question
}

const Context = createContext<FormPage | null>(null);
export const FormPageProvider = Context.Provider;

export function useFormPage(): FormPage {
  const page = useContext(Context);
  if (!page) throw new Error("no form around this field");
  return page;
}

// Open findings beneath a place that none of its fields shows.
export function loose_findings(check: FilingCheck | undefined, at: string, shown: string[]): Finding[] {
  return findings_at(check, at, true).filter((one) => one.pointer === at || !shown.some((pointer) => is_within(one.pointer, pointer)));
}

// Open findings that are told at this pointer. beneath: those of its parts too.
export function findings_at(check: FilingCheck | undefined, pointer: string, beneath = false): Finding[] {
  return (check?.findings ?? []).filter((one) => one.state === "fails" && (one.pointer === pointer || (beneath && is_within(one.pointer, pointer))));
}

// Those of them that are told already.
export function told(page: FormPage, findings: Finding[], at?: string): Finding[] {
  return findings.filter((one) => page.telling?.is_told(at ?? one.pointer) ?? true);
}

// Is this fact one that the law waits for? Said for all items, it answers for each.
export function is_missing_fact(check: FilingCheck | undefined, pointer: string): boolean {
  const of_each = pointer.startsWith("/scenario/all_items/") ? pointer.slice("/scenario/all_items/".length) : null;
  return (check?.missing ?? []).some(
    (one) => one.pointer === pointer || one.pointer.startsWith(`${pointer}/`) || (of_each !== null && one.pointer.startsWith("/scenario/items/") && one.pointer.split("/")[4] === of_each),
  );
}
