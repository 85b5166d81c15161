// Fields of the steps' forms, each with its label, its hint and the desk's refusal beside it.
import { useId, type ReactNode } from "react";
import { Input } from "antd";
import { useTranslation } from "react-i18next";
import type { Problem } from "../../api/problem";
import type { T } from "../../api/types";
import { FieldProblem, is_of_field } from "../field_problem";

export const kNoText: T = { en: "", zh: "" };
const kLongest = 20_000; // octets the desk takes of one text; Chinese characters are three each
const kMost = Math.floor(kLongest / 3);

interface FieldProps {
  label: string;
  pointer: string;
  problem: Problem | null;
  hint?: string;
  children: (ids: { id: string; "aria-invalid": boolean; "aria-describedby": string }) => ReactNode;
}

export function Field({ label, pointer, problem, hint, children }: FieldProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {hint && (
        <span className="field-hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
      {children({ id, "aria-invalid": is_of_field(problem, pointer), "aria-describedby": `${id}-problem ${id}-hint` })}
      <FieldProblem problem={problem} pointer={pointer} id={`${id}-problem`} />
    </div>
  );
}

interface BothTextProps {
  label: string;
  pointer: string;
  problem: Problem | null;
  value: T;
  change: (value: T) => void;
  hint?: string;
  rows?: number;
  is_needed?: boolean;
}

// Chinese is what the file is kept in and must be there; English is wished for.
export function BothText({ label, pointer, problem, value, change, hint, rows = 3, is_needed = true }: BothTextProps) {
  const { t } = useTranslation("officer");
  const id = useId();
  const invalid = is_of_field(problem, pointer);
  return (
    <fieldset className="field">
      <legend>{label}</legend>
      {hint && <span className="field-hint">{hint}</span>}
      <div className="pair">
        {(["zh", "en"] as const).map((lang) => (
          <div className="field" key={lang}>
            <label htmlFor={`${id}-${lang}`} className="small" style={{ fontWeight: 400 }}>
              {lang === "en" ? t("both.en_wished") : t(is_needed ? "both.zh_must" : "both.zh")}
            </label>
            <Input.TextArea
              id={`${id}-${lang}`}
              lang={lang === "zh" ? "zh-CN" : "en"}
              rows={rows}
              maxLength={kMost}
              value={value[lang]}
              status={invalid ? "error" : undefined}
              aria-invalid={invalid}
              aria-describedby={`${id}-problem`}
              onChange={(event) => change({ ...value, [lang]: event.target.value })}
            />
          </div>
        ))}
      </div>
      <FieldProblem problem={problem} pointer={pointer} id={`${id}-problem`} />
    </fieldset>
  );
}

export function is_said(text: T): boolean {
  return text.zh.trim() !== "";
}
