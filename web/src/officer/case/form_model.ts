// The official form: which question of the declaration lies where, and what it is called.
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { plain_label, task_of, useForm, type Field as FormField, type Form, type Task as FormTask } from "../../form/form";
import type { T } from "../../api/types";
import { useSay } from "../../ui/say";

import { starred } from "./claim_tree";
import others from "./other_labels.json";

export { useForm };
export type { Form, FormField, FormTask };

// A place that the form does not ask about, by the name that the declaration's format has for it, and whose it is.
export function other_field(pointer: string): FormField | undefined {
  const shape = starred(pointer);
  const known: Partial<Record<string, T & { words?: FormField["words"] }>> = others;
  const own = known[shape];
  if (!own) return undefined;
  const of = shape.startsWith("/risk/") ? known[shape.slice(0, shape.lastIndexOf("/"))] : undefined;
  const label = of && shape.split("/").length > 3 ? { en: `${of.en}: ${own.en}`, zh: `${of.zh}\uff1a${own.zh}` } : own;
  return { pointer: shape, label: { en: label.en, zh: label.zh }, type: own.words ? "word" : "other", needed: "optional", ...(own.words ? { words: own.words } : {}) };
}

// The question or place that a pointer is of. What has a name of its own goes by it: the class of an item is not the item's name. Else
// the nearest question above it: /scenario/persons/forecast/1 is of the forecast.
export function field_finder(form: Form | undefined): (pointer: string) => FormField | undefined {
  const known = new Map(form?.tasks.flatMap((task) => task.fields.map((field) => [field.pointer, field] as const)));
  return (pointer) => {
    const own = known.get(starred(pointer)) ?? other_field(pointer);
    if (own) return own;
    for (let here = starred(pointer); here !== ""; here = here.slice(0, here.lastIndexOf("/"))) {
      const field = known.get(here);
      if (field) return field;
    }
    return undefined;
  };
}

export function useLabels(form: Form | undefined): (pointer: string) => FormField | undefined {
  return useMemo(() => field_finder(form), [form]);
}

// What a place of the declaration is called, with its row; empty: it is the whole, or has no name.
export function usePlaceWords(): (pointer: string) => string {
  const { t } = useTranslation("officer");
  const form = useForm();
  const say = useSay();
  const labels = useLabels(form.data);
  return (pointer) => {
    if (pointer === "") return "";
    const label = labels(pointer)?.label ?? (form.data && task_of(form.data, pointer)?.title);
    const place = label ? plain_label(say.sentence(label)) : "";
    const row = /\/(\d+)(?:\/|$)/.exec(pointer)?.[1];
    return place && row ? t("in_row", { place, row: Number(row) + 1 }) : place;
  };
}

// The words that one question of the form offers, to say and to choose from.
export function useWords(pointer: string): { say: (word: string) => string; options: { value: string; label: string }[] } {
  const form = useForm();
  const say = useSay();
  return useMemo(() => {
    const words = form.data?.tasks.flatMap((task) => task.fields).find((field) => field.pointer === pointer)?.words ?? [];
    const options = words.filter(({ word }) => word !== "other").map(({ word, says }) => ({ value: word, label: plain_label(say.text(says)) }));
    return { options, say: (word: string) => options.find((one) => one.value === word)?.label ?? word };
  }, [form.data, pointer, say]);
}
