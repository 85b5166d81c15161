// One input a type of field (docs/formats/form.md). Each takes the stored value and tells the new one; undefined: no answer.
import { useEffect, useRef, useState } from "react";
import { Button, Input, Radio, Select } from "antd";
import { useTranslation } from "react-i18next";
import type { Json } from "../api/types";
import { useSay } from "../ui/say";
import { plain_label, type Field } from "./form";
import { regions } from "./law_facts.json";

export interface InputProps {
  id: string;
  field: Pick<Field, "type" | "most" | "unit" | "words" | "pointer">;
  value: Json | undefined;
  set: (value: Json | undefined) => void;
  hold?: (is_held: boolean, part?: string) => void; // what stands in the field is no answer and is not sent
  disabled: boolean;
  is_bad: boolean;
  described_by: string | undefined;
}

function text_of(value: Json | undefined): string {
  if (value === undefined || value === null) return "";
  return typeof value === "object" ? "" : String(value);
}

const status = (is_bad: boolean) => (is_bad ? ("error" as const) : undefined);

function TextInput({ id, field, value, set, disabled, is_bad, described_by }: InputProps) {
  const common = {
    id, disabled, status: status(is_bad), value: text_of(value), maxLength: field.most, "aria-describedby": described_by, "aria-invalid": is_bad || undefined,
    onChange: (event: { target: { value: string } }) => (field.type !== "date" || event.target.value.length <= 10) && set(event.target.value === "" ? undefined : event.target.value),
  };
  if (field.type === "long_text") return <Input.TextArea {...common} rows={2} className="grows" />;
  return <Input {...common} type={field.type === "email" ? "email" : field.type === "date" ? "date" : "text"} className={field.type === "date" ? "short-input" : undefined} {...(field.type === "date" ? { min: "1900-01-01", max: "2199-12-31", maxLength: undefined } : {})} />;
}

// Told to the save line as long as it is so and the field is there.
function useHeld(is_held: boolean, hold: InputProps["hold"], part?: string): void {
  const tell = useRef(hold);
  tell.current = hold;
  useEffect(() => {
    if (!is_held) return;
    tell.current?.(true, part);
    return () => tell.current?.(false, part);
  }, [is_held, part]);
}

// The browser's own field, whose order of day and month is the browser's; the day stands beside it in the page's language.
// A day that no calendar has leaves the field empty for the program: that nothing is saved is said beside it.
function DateInput(props: InputProps) {
  const { t } = useTranslation("form");
  const say = useSay();
  const [is_no_day, set_no_day] = useState(false);
  useHeld(is_no_day, props.hold);
  return (
    <div>
      <div className="row" onBlur={(event) => set_no_day(event.target instanceof HTMLInputElement && event.target.validity.badInput)}>
        <TextInput {...props} />
        <span className="quiet">{say.day(text_of(props.value))}</span>
      </div>
      {is_no_day ? (
        <div className="field-bad" role="alert">
          {t("no_day")}
        </div>
      ) : null}
    </div>
  );
}

// Either language alone is a text too: it stands under "zh" where the declaration has it as one text.
function BilingualInput(props: InputProps) {
  const { t } = useTranslation("form");
  const both: Partial<Record<string, Json>> = props.value !== null && typeof props.value === "object" && !Array.isArray(props.value) ? props.value : { zh: props.value };
  const change = (side: "zh" | "en", text: string) => {
    const next: { [key: string]: Json } = {};
    for (const key of ["zh", "en"] as const) {
      const said = key === side ? text : text_of(both[key]);
      if (said) next[key] = said;
    }
    props.set(Object.keys(next).length > 0 ? next : undefined);
  };
  return (
    <div className="stack tight">
      {(["zh", "en"] as const).map((side) => (
        <div key={side}>
          <label className="quiet small" htmlFor={side === "zh" ? props.id : `${props.id}-en`}>
            {t(`side.${side}`)}
          </label>
          <Input.TextArea
            id={side === "zh" ? props.id : `${props.id}-en`}
            lang={side === "zh" ? "zh-CN" : "en"}
            value={text_of(both[side])}
            maxLength={props.field.most}
            disabled={props.disabled}
            status={status(props.is_bad)}
            aria-describedby={props.described_by}
            rows={2}
            className="grows"
            onChange={(event) => change(side, event.target.value)}
          />
        </div>
      ))}
    </div>
  );
}

// Yes, no, not known: an answer that is not given is not a no.
function BoolInput({ id, value, set, disabled, described_by }: InputProps) {
  const { t } = useTranslation("form");
  const shown = value === true || value === "yes" ? "yes" : value === false || value === "no" ? "no" : value === "unknown" ? "unknown" : undefined;
  return (
    <Radio.Group
      id={id}
      disabled={disabled}
      value={shown}
      aria-labelledby={`${id}-label`}
      aria-describedby={described_by}
      onChange={(event) => set(event.target.value === "yes" ? true : event.target.value === "no" ? false : "unknown")}
      options={[
        { value: "yes", label: t("common:yes") },
        { value: "no", label: t("common:no") },
        { value: "unknown", label: t("common:unknown") },
      ]}
    />
  );
}

function plain_digits(text: string): string {
  return text.normalize("NFKC").replace(/[\s,_']/g, "");
}

// Digits as they are typed; separators and full-width digits are taken out. What is no number stays in sight and is not sent.
function CountInput({ id, field, value, set, hold, disabled, is_bad, described_by }: InputProps) {
  const { t } = useTranslation("form");
  const say = useSay();
  const [typed, set_typed] = useState<string | null>(null);
  const stored = text_of(value);
  useEffect(() => set_typed(null), [stored]);
  useHeld(typed !== null, hold, id);
  const shown = typed ?? stored;
  const change = (text: string) => {
    const plain = plain_digits(text);
    if (plain === "") {
      set_typed(null);
      set(undefined);
    } else if (/^\d{1,15}$/.test(plain)) {
      set_typed(null);
      set(Number(plain));
    } else {
      set_typed(text);
    }
  };
  const is_number = /^\d+$/.test(shown);
  return (
    <div>
      <Input
        id={id}
        className="short-input"
        inputMode="numeric"
        value={shown}
        disabled={disabled}
        status={status(is_bad || typed !== null)}
        aria-describedby={described_by}
        aria-invalid={is_bad || typed !== null || undefined}
        suffix={field.unit ? t(`unit.${field.unit}`) : undefined}
        onChange={(event) => change(event.target.value)}
      />
      {typed !== null ? <div className="field-bad">{t(/^\d+$/.test(plain_digits(typed)) ? "too_large" : "digits_only")}</div> : null}
      {typed === null && is_number && Number(shown) >= 10_000 ? <div className="quiet small numbers">{say.number(Number(shown))}</div> : null}
    </div>
  );
}

function matches(typed: string, option: { label?: unknown; value?: unknown } | undefined): boolean {
  return `${String(option?.label ?? "")} ${String(option?.value ?? "")}`.toLowerCase().includes(typed.toLowerCase());
}

function ChoiceInput({ id, field, value, set, disabled, is_bad, described_by }: InputProps) {
  const { t } = useTranslation("form");
  const say = useSay();
  const many = field.type === "words";
  const options =
    field.type === "country"
      ? [...(regions as string[])].map((code) => ({ value: code, label: t("common:with_more", { name: say.region(code), more: code }) })).sort((a, b) => a.label.localeCompare(b.label, say.lang))
      : (field.words ?? []).map(({ word, says }) => ({ value: word, label: plain_label(say.text(says)) }));
  const chosen = many ? (Array.isArray(value) ? value.map(String) : value ? [String(value)] : []) : text_of(value) || undefined;
  return (
    <Select<string | string[]>
      id={id}
      className="wide"
      mode={many ? "multiple" : undefined}
      value={chosen}
      options={options}
      disabled={disabled}
      status={status(is_bad)}
      allowClear
      showSearch={options.length > 8}
      filterOption={matches}
      popupMatchSelectWidth={false}
      placeholder={t("choose")}
      aria-describedby={described_by}
      onChange={(next: string | string[] | undefined) => set(next === undefined || (Array.isArray(next) && next.length === 0) ? undefined : next)}
    />
  );
}

// Texts one below another; Enter or a comma ends one.
function TextListInput({ id, field, value, set, disabled, is_bad, described_by }: InputProps) {
  const { t } = useTranslation("form");
  const rows = Array.isArray(value) ? value.map(String) : text_of(value) ? [text_of(value)] : [];
  const is_full = field.most !== undefined && rows.length >= field.most;
  return (
    <>
      <Select<string[]>
        id={id}
        className="wide"
        mode="tags"
        open={false}
        suffixIcon={null}
        value={rows}
        maxCount={field.most}
        tokenSeparators={[",", ";", "\n", "\uff0c", "\u3001", "\uff1b"]}
        disabled={disabled}
        status={status(is_bad)}
        placeholder={t("several")}
        aria-describedby={described_by}
        onChange={(next) => set(next.length > 0 ? next.map((one) => one.trim()).filter(Boolean) : undefined)}
      />
      {is_full ? <div className="quiet small">{t("most_rows", { count: field.most })}</div> : null}
    </>
  );
}

function CountListInput(props: InputProps) {
  const { t } = useTranslation("form");
  const rows: (Json | undefined)[] = Array.isArray(props.value) ? props.value : [];
  const change = (place: number, value: Json | undefined) => {
    const next = Array.from({ length: Math.max(rows.length, place + 1) }, (_, at) => (at === place ? value : rows[at]) ?? null);
    while (next.length > 0 && next[next.length - 1] === null) next.pop();
    props.set(next.length > 0 ? next : undefined);
  };
  return (
    <div className="row">
      {Array.from({ length: props.field.most ?? 3 }, (_, at) => (
        <div key={at}>
          <label className="quiet small" htmlFor={at === 0 ? props.id : `${props.id}-${at}`}>
            {t("after_years", { count: at + 1 })}
          </label>
          <CountInput {...props} id={at === 0 ? props.id : `${props.id}-${at}`} value={rows[at]} set={(value) => change(at, value)} />
        </div>
      ))}
    </div>
  );
}

// A number of an identity paper is checked by the desk and not kept: what comes back is that it was given.
function PersonIdInput(props: InputProps) {
  const { t } = useTranslation("form");
  const [is_anew, set_anew] = useState(false);
  if (props.value === "withheld" && !is_anew) {
    return (
      <div className="row">
        <span>{t("id_given")}</span>
        {props.disabled ? null : (
          <Button size="small" onClick={() => set_anew(true)}>
            {t("id_anew")}
          </Button>
        )}
      </div>
    );
  }
  return <LateInput {...props} value={props.value === "withheld" ? undefined : props.value} />;
}

// Told when it is left, not at each letter: what is checked as a whole would be refused half typed.
function LateInput({ id, field, value, set, disabled, is_bad, described_by }: InputProps) {
  const [typed, set_typed] = useState<string | null>(null);
  const tell = () => {
    if (typed === null) return;
    // Codes, addresses and numbers as they are meant, also where an input method typed them in full width.
    const plain = typed.normalize("NFKC").trim();
    set(plain === "" ? undefined : field.type === "uscc" ? plain.replace(/[\s-]/g, "").toUpperCase() : plain);
    set_typed(null);
  };
  return (
    <Input
      id={id}
      value={typed ?? text_of(value)}
      maxLength={field.most}
      disabled={disabled}
      status={status(is_bad)}
      autoComplete="off"
      spellCheck={false}
      aria-describedby={described_by}
      aria-invalid={is_bad || undefined}
      onChange={(event) => set_typed(event.target.value)}
      onBlur={tell}
      onPressEnter={tell}
    />
  );
}

export function AnyInput(props: InputProps) {
  switch (props.field.type) {
    case "bilingual":
      return <BilingualInput {...props} />;
    case "bool":
      return <BoolInput {...props} />;
    case "count":
      return <CountInput {...props} />;
    case "count_list":
      return <CountListInput {...props} />;
    case "word":
    case "words":
    case "country":
      return <ChoiceInput {...props} />;
    case "text_list":
    case "address_list":
    case "host_list":
      return <TextListInput {...props} />;
    case "person_id":
      return <PersonIdInput {...props} />;
    case "uscc":
    case "email":
    case "host":
    case "address":
      return <LateInput {...props} />;
    case "date":
      return <DateInput {...props} />;
    default:
      return <TextInput {...props} />;
  }
}
