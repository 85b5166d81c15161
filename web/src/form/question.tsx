// One question: its words, why it is asked and by whom, the input, and what is wrong with the answer, beside it.
import { useTranslation } from "react-i18next";
import type { Finding, T } from "../api/types";
import { finding_source } from "../ui/finding_source";
import { problem_words } from "../ui/problem_words";
import { useSay } from "../ui/say";
import { SeverityTag } from "../ui/tags";
import { findings_at, is_missing_fact, told, useFormPage } from "./context";
import { is_asked, is_needed, plain_label, type Field } from "./form";
import { AnyInput } from "./inputs";
import { place_id } from "./pointer";

export function FindingLine({ finding }: { finding: Finding }) {
  const { t } = useTranslation("form");
  const say = useSay();
  return (
    <div className={`finding is-${finding.severity}`}>
      <div>
        <SeverityTag severity={finding.severity} /> {say.sentence(finding.says)} <span className="code small quiet">{finding.rule}</span>
      </div>
      {say.text(finding.fix) ? (
        <div>
          <strong>{t("fix")}</strong> {say.sentence(finding.fix)}
        </div>
      ) : null}
      <div className="quiet small">{finding_source(finding, say)}</div>
    </div>
  );
}

function Why({ why, source }: { why?: T; source?: T }) {
  const { t } = useTranslation("form");
  const say = useSay();
  if (!why && !source) return null;
  return (
    <details className="why">
      <summary>{t("why")}</summary>
      <p>{say.text(why)}</p>
      {source ? <p className="quiet">{say.text(source)}</p> : null}
    </details>
  );
}

function Conflicting({ pointer }: { pointer: string }) {
  const { t } = useTranslation("form");
  const { draft } = useFormPage();
  const found = draft.conflicts.find((one) => one.pointer === pointer);
  if (!found) return null;
  const shown = (value: unknown) => (value === undefined || value === null ? t("conflict.empty") : typeof value === "object" ? JSON.stringify(value) : String(value));
  return (
    <div className="notice is-warn" role="alert">
      <p>{t("conflict.says")}</p>
      <p>
        <strong>{t("conflict.mine")}</strong> {shown(found.mine)}
      </p>
      <p>
        <strong>{t("conflict.theirs")}</strong> {shown(found.theirs)}
      </p>
      <div className="row">
        <button type="button" className="plain-button is-small" onClick={() => draft.settle(pointer, true)}>
          {t("conflict.keep_mine")}
        </button>
        <button type="button" className="plain-button is-small" onClick={() => draft.settle(pointer, false)}>
          {t("conflict.keep_theirs")}
        </button>
      </div>
    </div>
  );
}

// field.pointer is the form's; pointer says which place of the declaration it is, rows counted. of_law: the law asks it and not the form, so
// that it is needed where the route cannot be told without it, and marked then alone.
export function Question({ field, pointer, of_law = false }: { field: Field; pointer: string; of_law?: boolean }) {
  const { t } = useTranslation("form");
  const say = useSay();
  const page = useFormPage();
  const { draft, check } = page;
  const id = place_id(pointer);
  const own_findings = findings_at(check, pointer, true);
  if (own_findings.length === 0 && !draft.refused.has(pointer) && !is_asked(pointer, draft.value)) return null;
  const findings = told(page, findings_at(check, pointer, field.type === "bilingual" || field.type.endsWith("_list")), pointer);
  const refused = draft.refused.get(pointer);
  const is_bad = refused !== undefined || findings.some((one) => one.severity !== "warns");
  const has_label = field.type !== "bool";
  const says_id = `${id}-says`;
  const has_says = findings.length > 0 || refused !== undefined;
  const needed = is_needed(field, check?.route) || own_findings.some((one) => one.severity !== "warns");
  const is_missing = of_law && is_missing_fact(check, pointer);
  const of = /\/(?:clauses|links\/\*)\/(\w+)\//.exec(field.pointer)?.[1];
  const words = (
    <>
      {of ? `${t(`part_of.${of}`)}${say.lang === "zh" ? "\uff1a" : ": "}` : null}
      {plain_label(say.text(field.label))} {of_law ? is_missing ? <span className="mood-tag is-warn optional">{t("law.needed")}</span> : null : needed ? null : <span className="quiet optional">{t("optional")}</span>}
    </>
  );
  return (
    <div className={is_bad ? "question is-bad" : "question"} id={`${id}-place`} onBlur={() => page.telling?.touch(pointer)}>
      <div className="question-head">
        {has_label ? (
          <label htmlFor={id} id={`${id}-label`}>
            {words}
          </label>
        ) : (
          <span className="as-label" id={`${id}-label`}>
            {words}
          </span>
        )}
        <Why why={field.why} source={field.source} />
      </div>
      <AnyInput
        id={id}
        field={field}
        value={draft.value(pointer)}
        set={(value) => draft.set(pointer, value)}
        hold={(is_held, part) => draft.hold(part ? `${pointer}#${part}` : pointer, is_held)}
        disabled={!draft.can_edit}
        is_bad={is_bad}
        described_by={has_says ? says_id : undefined}
      />
      <Conflicting pointer={pointer} />
      {has_says ? (
        <div id={says_id} className="question-says">
          {refused ? <div className="field-bad" role="alert">{problem_words(refused, say, t)}</div> : null}
          {findings.map((one) => (
            <FindingLine key={`${one.rule}${one.pointer}`} finding={one} />
          ))}
        </div>
      ) : null}
    </div>
  );
}
