// A decision, item by item, with its reasons and the conditions it was tied to.
import { CheckCircleOutlined, CloseCircleOutlined, ExclamationCircleOutlined } from "@ant-design/icons";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { CasePage, T } from "../api/types";
import { useSay } from "./say";
import { MoodTag, type Mood } from "./tags";

type DecisionRow = NonNullable<CasePage["decisions"]>[number];

const kVerdicts: Record<string, [Mood, ReactNode]> = {
  allowed: ["good", <CheckCircleOutlined key="i" />],
  allowed_on_conditions: ["warn", <ExclamationCircleOutlined key="i" />],
  refused: ["bad", <CloseCircleOutlined key="i" />],
};

export function VerdictTag({ verdict }: { verdict: string }) {
  const { t } = useTranslation();
  const [mood, icon] = kVerdicts[verdict] ?? ["calm", <ExclamationCircleOutlined key="i" />];
  return (
    <MoodTag mood={mood} icon={icon}>
      {t(`verdict.${verdict}`)}
    </MoodTag>
  );
}

export function Texts({ rows }: { rows: T[] | undefined }) {
  const say = useSay();
  if (!rows || rows.length === 0) return null;
  return (
    <ul>
      {rows.map((one, place) => (
        <li key={place}>{say.text(one)}</li>
      ))}
    </ul>
  );
}

export function DecisionView({ decision }: { decision: DecisionRow }) {
  const { t } = useTranslation();
  const say = useSay();
  return (
    <article className="decision">
      <div className="row">
        <strong>{t(`decision.kind.${decision.kind}`)}</strong>
        <span className="quiet">{t("decision.on", { day: say.day(decision.decided_on) })}</span>
        {decision.valid_until ? <span className="quiet">{t("decision.until", { day: say.last_day(decision.valid_until) })}</span> : null}
      </div>
      {say.text(decision.reasons) ? <p>{say.text(decision.reasons)}</p> : null}
      <Texts rows={decision.conditions} />
      {decision.items && decision.items.length > 0 ? (
        <div className="table-room">
          <table className="plain folds">
            <thead>
              <tr>
                <th scope="col">{t("decision.item")}</th>
                <th scope="col">{t("decision.verdict")}</th>
                <th scope="col">{t("decision.why")}</th>
              </tr>
            </thead>
            <tbody>
              {decision.items.map((one, place) => (
                <tr key={place}>
                  <td>{one.name}</td>
                  <td data-label={t("decision.verdict")}>
                    <VerdictTag verdict={one.verdict ?? "refused"} />
                  </td>
                  <td data-label={t("decision.why")}>
                    {say.text(one.reason)}
                    <Texts rows={one.conditions} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
    </article>
  );
}
