// The facts on which the law turns and which the official form does not ask: the tenth page of a filing.
import { Checkbox, Radio } from "antd";
import { useTranslation } from "react-i18next";
import type { Json, T } from "../api/types";
import { useSay } from "../ui/say";
import { is_missing_fact, useFormPage } from "./context";
import type { Field } from "./form";
import { is_within, of_row, place_id } from "./pointer";
import { Question } from "./question";
import { useJump } from "./task_page";
import facts from "./law_facts.json";

interface Fact {
  pointer: string;
  label: T;
  type: string;
  words?: string[];
  most?: number;
}

// Words without a label of the form's have one in locales/*/form.json, in the language that is shown.
function useField(): (fact: Fact) => Field {
  const { t } = useTranslation("form");
  // Where the schema's own words speak of keys, the question has plain ones.
  const labelled = (fact: Fact): T => {
    const said = t(`fact_label.${fact.pointer.slice(1).replace(/\/\*/g, "").replace(/\//g, "_")}`, { defaultValue: "" });
    return said ? { en: said, zh: said } : fact.label;
  };
  return (fact) => ({
    pointer: fact.pointer,
    label: labelled(fact),
    type: fact.type,
    most: fact.most,
    needed: "optional",
    words: fact.words?.map((word) => {
      const said = t(`fact_word.${word}`);
      return { word, says: { en: said, zh: said } };
    }),
  });
}

function Exemptions({ pointer, label }: { pointer: string; label: T }) {
  const { t } = useTranslation("form");
  const say = useSay();
  const { draft } = useFormPage();
  const value = draft.value(pointer);
  const chosen = value !== null && typeof value === "object" && !Array.isArray(value) ? value : {};
  const has = value !== undefined && value !== null && value !== "none";
  const id = place_id(pointer);
  const labels: [string, { label: T }][] = Object.entries(facts.exemption_labels);
  const change = (key: string, is_so: boolean) => {
    const next: { [key: string]: Json } = { ...chosen, [key]: is_so };
    draft.set(pointer, next);
  };
  return (
    <div className="question" id={`${id}-place`}>
      <div className="question-head">
        <span className="as-label" id={`${id}-label`}>
          {say.text(label)}
        </span>
      </div>
      <Radio.Group
        id={id}
        aria-labelledby={`${id}-label`}
        disabled={!draft.can_edit}
        value={value === undefined || value === null ? undefined : has ? "some" : "none"}
        onChange={(event) => draft.set(pointer, event.target.value === "none" ? "none" : Object.fromEntries(labels.map(([key]) => [key, false])))}
        options={[
          { value: "none", label: t("exemption.none") },
          { value: "some", label: t("exemption.some") },
        ]}
      />
      {has ? (
        <div className="stack tight">
          {labels.map(([key, one]) => (
            <Checkbox key={key} checked={chosen[key] === true} disabled={!draft.can_edit} onChange={(event) => change(key, event.target.checked)}>
              {say.text(one.label)}
            </Checkbox>
          ))}
        </div>
      ) : null}
    </div>
  );
}

function FactQuestion({ fact }: { fact: Fact }) {
  const field = useField()(fact);
  if (fact.type === "exemptions") return <Exemptions pointer={fact.pointer} label={fact.label} />;
  return <Question field={field} pointer={fact.pointer} of_law />;
}

// What the law asks of one item apart from the others.
export function ItemFacts({ row }: { row: number }) {
  const { t } = useTranslation("form");
  const field = useField();
  const [first, ...others] = facts.of_items as Fact[];
  return (
    <>
      {first ? <Question field={field(first)} pointer={of_row(first.pointer, row)} of_law /> : null}
      <details className="more-facts">
        <summary>{t("item_facts")}</summary>
        {others.map((fact) => (
          <Question key={fact.pointer} field={field(fact)} pointer={of_row(fact.pointer, row)} of_law />
        ))}
      </details>
    </>
  );
}

function NeededCount({ facts: of_group }: { facts: Fact[] }) {
  const { t } = useTranslation("form");
  const { check } = useFormPage();
  const count = of_group.filter((fact) => is_missing_fact(check, fact.pointer)).length;
  return count > 0 ? <span className="mood-tag is-warn optional">{t("law.needed_count", { count })}</span> : null;
}

export function LawFactsPage() {
  const { t } = useTranslation("form");
  const say = useSay();
  const { check } = useFormPage();
  useJump();
  const missing = check?.missing ?? [];
  return (
    <>
      <h2 className="task-title">{t("law.title")}</h2>
      <p className="quiet">{t("law.says")}</p>
      {missing.length > 0 ? (
        <section className="card">
          <h2>{t("law.missing")}</h2>
          <ul>
            {missing.map((one) => (
              <li key={one.fact}>
                {one.pointer ? <a href={`#${place_id(one.pointer)}`}>{say.text(one.says)}</a> : say.text(one.says)}
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {facts.groups.map((group) => (
        <section key={group.id} className="card form-group">
          <h2 className="row">
            {t(`law.group.${group.id}`)}
            <NeededCount facts={group.facts as Fact[]} />
          </h2>
          {group.id === "all_items" ? <p className="quiet">{t("law.all_items_says")}</p> : null}
          {(group.facts as Fact[]).map((fact) => (
            <FactQuestion key={fact.pointer} fact={fact} />
          ))}
        </section>
      ))}
    </>
  );
}

// Does that page show the pointer, or what stands under it? Under the scenario both pages have some.
export function is_law_fact(pointer: string): boolean {
  const pattern = pointer.replace(/\/\d+(?=\/|$)/g, "/*");
  return facts.groups.some((group) => group.facts.some((fact) => is_within(pattern, fact.pointer) || (pattern !== "/scenario" && is_within(fact.pointer, pattern))));
}
