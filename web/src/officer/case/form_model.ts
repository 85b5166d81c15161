// The official form: which question of the declaration lies where, and what it is called.
import { useMemo } from "react";
import { plain_label, useForm, type Field as FormField, type Form, type Task as FormTask } from "../../form/form";
import { useSay } from "../../ui/say";

import { starred } from "./claim_tree";

export { useForm };
export type { Form, FormField, FormTask };

export function useLabels(form: Form | undefined): (pointer: string) => FormField | undefined {
  return useMemo(() => {
    const known = new Map(form?.tasks.flatMap((task) => task.fields.map((field) => [field.pointer, field] as const)));
    return (pointer: string) => {
      // The nearest question above it: /scenario/items/3/facts/x is of the table of items.
      for (let here = starred(pointer); here !== ""; here = here.slice(0, here.lastIndexOf("/"))) {
        const field = known.get(here);
        if (field) return field;
      }
      return undefined;
    };
  }, [form]);
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
