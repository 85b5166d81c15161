// One answer of the declaration, as a reader wants to see it.
import type { Json, T } from "../../api/types";
import { useSay, type Say } from "../../ui/say";
import { useTranslation } from "react-i18next";
import type { TFunction } from "i18next";
import type { FormField } from "./form_model";

function is_text(value: Json): value is { en: string; zh: string } {
  return value !== null && typeof value === "object" && !Array.isArray(value) && ("zh" in value || "en" in value);
}

function word_of(word: string, field: FormField | undefined, say: Say, t: TFunction<"officer">): string {
  const known = field?.words?.find((one) => one.word === word);
  return known ? say.text(known.says) : t(`claim_word.${word}`, { defaultValue: word });
}

type Find = (key: string) => FormField | undefined; // the question that a member of an object answers
const unknown_question: Find = () => undefined;

export function value_words(
  value: Json | undefined,
  field: FormField | undefined,
  say: Say,
  t: TFunction<"officer">,
  find: Find = unknown_question,
): string {
  if (value === undefined || value === null || value === "") return t("nothing");
  if (typeof value === "boolean") return t(value ? "common:yes" : "common:no");
  if (typeof value === "number") return `${say.number(value)}${unit_words(field, t)}`;
  if (typeof value === "string") return string_words(value, field, say, t);
  if (Array.isArray(value)) return value.map((one) => value_words(one, field, say, t, find)).join(t("comma"));
  if (is_text(value)) return both_words(value, say, t);
  return Object.entries(value)
    .map(([key, one]) => {
      const asked = find(key);
      const name = asked ? say.text(asked.label) : key.replaceAll("_", " ");
      return `${name}${t("colon")}${value_words(one, asked, say, t)}`;
    })
    .join("\n");
}

function string_words(value: string, field: FormField | undefined, say: Say, t: TFunction<"officer">): string {
  if (value === "withheld") return t("withheld");
  if (field?.type.startsWith("country")) return say.region(value);
  if (field?.type.startsWith("date")) return say.day(value) || value;
  if (field?.type.startsWith("word")) return word_of(value, field, say, t);
  if (field?.type === "other" && /^[A-Za-z]\w*$/.test(value)) return other_word(value, t);
  return value;
}

// Words of the law's facts have theirs where firms answer them.
function other_word(word: string, t: TFunction<"officer">): string {
  const known = word === "other" ? "" : t(`form:fact_word.${word}`, { defaultValue: "" });
  return known || t(`claim_word.${word}`, { defaultValue: word });
}

// What was declared in two languages is shown in both: the reader compares them.
function both_words(value: Partial<T>, say: Say, t: TFunction<"officer">): string {
  const other = say.lang === "zh" ? value.en : value.zh;
  const own = say.text(value);
  return other && other !== own ? `${own}\n${t("other_language")}${other}` : own;
}

function unit_words(field: FormField | undefined, t: TFunction<"officer">): string {
  return field?.unit ? ` ${t(`unit.${field.unit}`, { defaultValue: field.unit })}` : "";
}

export function Value({ value, field }: { value: Json | undefined; field?: FormField }) {
  const { t } = useTranslation(["officer", "form"]);
  const say = useSay();
  return <>{value_words(value, field, say, t)}</>;
}
