// What speaks about the claims: formal gaps, questions of lists, the law, the score. A click lights the claim.
import { AimOutlined, CheckCircleOutlined, QuestionCircleOutlined } from "@ant-design/icons";
import { useTranslation } from "react-i18next";
import type { Finding } from "../../api/types";
import { ExtensionView } from "../../ui/extension_view";
import { finding_source } from "../../ui/finding_source";
import { useSay } from "../../ui/say";
import { SeverityTag } from "../../ui/tags";
import { Articles } from "./articles";
import { items_of, type CaseView } from "./case_model";
import { last_words } from "./claim_tree";
import { useForm, useLabels } from "./form_model";
import { RiskCard } from "./risk_card";

type Light = (pointer: string) => void;

export function PointerButton({ view, pointer, light }: { view: CaseView; pointer: string; light: Light }) {
  const { t } = useTranslation("officer");
  const say = useSay();
  const form = useForm();
  const label = useLabels(form.data);
  if (pointer === "") return <span className="small quiet">{t("findings.whole")}</span>;
  const place = /\/(\d+)(?=\/|$)/.exec(pointer)?.[1];
  const field = label(pointer);
  const item = /^\/scenario\/items\/(\d+)$/.exec(pointer)?.[1];
  const name = (item && items_of(view.declaration)[Number(item)]) || (field ? say.sentence(field.label) : last_words(pointer));
  return (
    <button type="button" className="bare-link small" title={pointer} onClick={() => light(pointer)}>
      <AimOutlined aria-hidden /> {place === undefined ? name : t("findings.of_number", { name, number: Number(place) + 1 })}
    </button>
  );
}

function FindingCard({ view, finding, light }: { view: CaseView; finding: Finding; light: Light }) {
  const { t } = useTranslation("officer");
  const say = useSay();
  return (
    <li className={`slip slip-edge-${finding.severity} stack-tight`}>
      <div className="line">
        <SeverityTag severity={finding.severity} />
        <span className="code">{finding.rule}</span>
        <PointerButton view={view} pointer={finding.pointer} light={light} />
      </div>
      <div>{say.text(finding.says)}</div>
      {say.text(finding.fix) && (
        <div className="small">
          <span className="quiet">{t("findings.fix")}</span> {say.text(finding.fix)}
        </div>
      )}
      <div className="small quiet">{finding_source(finding, say)}</div>
    </li>
  );
}

function Gaps({ view, light }: { view: CaseView; light: Light }) {
  const { t } = useTranslation("officer");
  const order = ["blocks", "returned", "warns"];
  const fails = view.findings
    .filter((finding) => finding.state === "fails")
    .sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity));
  const unchecked = view.findings.filter((finding) => finding.state === "not_checkable");
  const passed = view.findings.filter((finding) => finding.state === "passes").length;
  return (
    <section className="stack-tight">
      <h3>{t("findings.gaps", { count: fails.length })}</h3>
      {fails.length === 0 && (
        <p className="line" style={{ margin: 0 }}>
          <CheckCircleOutlined aria-hidden /> {t("findings.no_gaps", { count: passed })}
        </p>
      )}
      <ul className="plain-list stack-tight">
        {fails.map((finding) => (
          <FindingCard key={`${finding.rule}${finding.pointer}`} view={view} finding={finding} light={light} />
        ))}
      </ul>
      {unchecked.length > 0 && (
        <details>
          <summary className="small">{t("findings.unchecked", { count: unchecked.length })}</summary>
          <UncheckedList findings={unchecked} />
        </details>
      )}
    </section>
  );
}

function UncheckedList({ findings }: { findings: Finding[] }) {
  const say = useSay();
  return (
    <ul className="small">
      {findings.map((finding) => (
        <li key={finding.rule}>
          <span className="code">{finding.rule}</span> {say.text(finding.says)}
        </li>
      ))}
    </ul>
  );
}

function Lists({ view, light }: { view: CaseView; light: Light }) {
  const { t } = useTranslation("officer");
  const say = useSay();
  if (view.list_questions.length === 0) return null;
  return (
    <section className="stack-tight">
      <h3>{t("findings.lists", { count: view.list_questions.length })}</h3>
      <p className="small quiet" style={{ margin: 0 }}>
        {t("findings.lists_say")}
      </p>
      <ul className="plain-list stack-tight">
        {view.list_questions.map((question) => (
          <li className="slip stack-tight" key={`${question.list}${question.row}${question.column}`}>
            <div className="line">
              <span className={!question.verdict || question.verdict === "open" ? "mark mark-warn" : "mark"}>
                <QuestionCircleOutlined aria-hidden /> {t(`findings.verdict.${question.verdict ?? "open"}`)}
              </span>
              {question.item === undefined ? <code>{question.column}</code> : <PointerButton view={view} pointer={`/scenario/items/${question.item}`} light={light} />}
            </div>
            <div>{say.text(question.says)}</div>
            <div className="small quiet">
              {question.list} · {question.row}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Law({ view }: { view: CaseView }) {
  const { t } = useTranslation("officer");
  const say = useSay();
  return (
    <section className="stack-tight">
      <h3>{t("findings.law")}</h3>
      {view.opinions.length === 0 && <p className="quiet">{t("findings.no_law")}</p>}
      {view.opinions.map((opinion) => (
        <article className="slip stack-tight" key={opinion.law}>
          <div className="line">
            <span className="mark">{t(`law.${opinion.law}`, { defaultValue: opinion.law })}</span>
            <span className="strong">{say.text(opinion.route_words)}</span>
          </div>
          <Articles articles={opinion.legal_basis ?? []} />
          {(opinion.doubts ?? []).map((doubt, index) => (
            <div className="line small" key={index}>
              <span className="mark mark-warn">
                <QuestionCircleOutlined aria-hidden /> {t("findings.doubt")}
              </span>
              <span>{say.text(doubt)}</span>
            </div>
          ))}
          {(opinion.duties ?? []).length > 0 && (
            <details>
              <summary className="small">{t("findings.duties", { count: opinion.duties.length })}</summary>
              <ul className="small">
                {opinion.duties.map((duty) => (
                  <li key={duty.code}>
                    {say.text(duty.says)} <span className="quiet">{duty.cites.join(t("comma"))}</span>
                  </li>
                ))}
              </ul>
            </details>
          )}
        </article>
      ))}
    </section>
  );
}

export function Findings({ view, light, explain }: { view: CaseView; light: Light; explain: () => void }) {
  return (
    <div className="stack">
      {view.extension && (
        <section className="stack-tight">
          <ExtensionView extension={view.extension} heading="h3" />
        </section>
      )}
      <Gaps view={view} light={light} />
      <Lists view={view} light={light} />
      <Law view={view} />
      <RiskCard view={view} explain={explain} />
    </div>
  );
}
