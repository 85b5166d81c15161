// What was typed into a form and not sent yet. It is kept in this tab under its writer's account, so that a session that
// ends, a way back or a reload loses nothing; what was sent or given up goes, and a sign-out takes all of it.
import { createContext, useCallback, useContext, useState } from "react";
import { useAccount } from "../api/session";

const kBeginning = "tidegate.typed/";
const kMost = 1_000_000; // characters of one field; more is not kept

function storage(): Storage | null {
  try {
    return window.sessionStorage;
  } catch {
    return null; // a browser that keeps nothing
  }
}

function keys_of(beginning: string): string[] {
  const all = storage();
  return all ? Array.from({ length: all.length }, (_, place) => all.key(place) ?? "").filter((key) => key.startsWith(beginning)) : [];
}

const beginning_of = (account: string, form: string) => `${kBeginning}${account}/${form}/`;

function read<Value>(key: string, first: Value): Value {
  try {
    const text = storage()?.getItem(key);
    return text ? (JSON.parse(text) as Value) : first;
  } catch {
    return first;
  }
}

function write(key: string, value: unknown): void {
  const text = JSON.stringify(value);
  try {
    if (text.length <= kMost) storage()?.setItem(key, text);
    else storage()?.removeItem(key);
  } catch {
    storage()?.removeItem(key); // full: better nothing than what stood there before
  }
}

export function forget_typed(account: string, form: string): void {
  keys_of(beginning_of(account, form)).forEach((key) => storage()?.removeItem(key));
}

// All of it, or all that is not of the account that signed in.
export function forget_all_typed(but?: string): void {
  keys_of(kBeginning)
    .filter((key) => but === undefined || !key.startsWith(`${kBeginning}${but}/`))
    .forEach((key) => storage()?.removeItem(key));
}

export function is_typed(account: string, form: string): boolean {
  return keys_of(beginning_of(account, form)).length > 0;
}

// Names of forms with something typed in them that begin so.
export function typed_forms(account: string, beginning: string): string[] {
  const all = `${kBeginning}${account}/`;
  return [...new Set(keys_of(all + beginning).map((key) => key.slice(all.length).split("/")[0] ?? ""))];
}

// The form that the fields below belong to; none: they are kept nowhere.
const FormContext = createContext("");
export const TypedForm = FormContext.Provider;

export function useTypedForm() {
  const form = useContext(FormContext);
  const { id } = useAccount();
  const [came_back] = useState(() => form !== "" && is_typed(id, form));
  const forget = useCallback(() => forget_typed(id, form), [id, form]);
  return { came_back, forget };
}

// A field's state that is kept from its first change on.
export function useTyped<Value>(field: string, first: Value | (() => Value)): [Value, (value: Value) => void] {
  const form = useContext(FormContext);
  const { id } = useAccount();
  const key = beginning_of(id, form) + field;
  const [value, set_value] = useState<Value>(() => {
    const begun = first instanceof Function ? first() : first;
    return form === "" ? begun : read(key, begun);
  });
  const change = useCallback(
    (next: Value) => {
      set_value(next);
      if (form !== "") write(key, next);
    },
    [form, key],
  );
  return [value, change];
}
