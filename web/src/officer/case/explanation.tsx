// Why the program says what it says: law by law with its proof, and the score factor by factor. Nothing that it used is hidden.
import { Alert, Skeleton } from "antd";
import { useTranslation } from "react-i18next";
import { ProblemView } from "../../ui/problem_view";
import { useSay } from "../../ui/say";
import { LaneTag } from "../lanes";
import { Articles } from "./articles";
import type { Assessment, EventRates, Opinion, Risk } from "./assessment_model";
import type { CaseView } from "./case_model";
import { Proof } from "./proof";
import { Interval } from "./risk_card";
import { useCasePart } from "./use_case";

function Margins({ opinion }: { opinion: Opinion }) {
  const { t } = useTranslation("officer");
  const say = useSay();
  if (opinion.margins.length === 0) return null;
  return (
    <div className="table-scroll">
      <table className="table-plain">
        <caption className="hidden-text">{t("explain.margins")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("explain.counter")}</th>
            <th scope="col" className="number">
              {t("explain.value")}
            </th>
            <th scope="col" className="number">
              {t("explain.limit")}
            </th>
            <th scope="col" className="number">
              {t("explain.to_limit")}
            </th>
            <th scope="col">{t("explain.from_limit")}</th>
          </tr>
        </thead>
        <tbody>
          {opinion.margins.map((margin) => (
            <tr key={`${margin.counter}${margin.limit}`}>
              <th scope="row">{say.text(margin.label)}</th>
              <td className="number">
                {margin.value_known ? "" : t("explain.at_least")}
                {say.number(margin.value)}
              </td>
              <td className="number">{say.number(margin.limit)}</td>
              <td className="number">{margin.to_limit > 0 ? say.number(margin.to_limit) : t("explain.passed", { over: say.number(-margin.to_limit) })}</td>
              <td>{say.text(opinion.labels[margin.route_from_limit]) || margin.route_from_limit}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function OpinionView({ opinion }: { opinion: Opinion }) {
  const { t } = useTranslation("officer");
  const say = useSay();
  const basis = opinion.citations.filter((article) => opinion.legal_basis.includes(article.code));
  return (
    <section className="sheet stack">
      <div className="spread">
        <h2>
          {t(`law.${opinion.law}`, { defaultValue: opinion.law })}
          {t("colon")}
          {say.text(opinion.route_label)}
        </h2>
        <span className="small quiet">{t("explain.pack", { pack: opinion.pack_id, version: opinion.pack_version, day: say.day(opinion.as_of) })}</span>
      </div>
      <Articles articles={basis} />
      {opinion.doubts.map((doubt) => (
        <Alert key={doubt.code} type="warning" showIcon message={say.text(doubt.says)} />
      ))}
      <Margins opinion={opinion} />
      <h3>{t("explain.proof")}</h3>
      <Proof opinion={opinion} />
      <details>
        <summary>{t("explain.every_article", { count: opinion.citations.length })}</summary>
        <Articles articles={opinion.citations} />
      </details>
    </section>
  );
}

const kEvents = ["leak", "tamper", "loss", "misuse", "rights"] as const;

function Likelihood({ now, without }: { now: EventRates; without: EventRates }) {
  const { t } = useTranslation("officer");
  return (
    <div className="table-scroll">
      <table className="table-plain">
        <caption className="small quiet">{t("explain.events_say")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("explain.event")}</th>
            <th scope="col" className="number">
              {t("explain.with_measures")}
            </th>
            <th scope="col" className="number">
              {t("explain.without_measures")}
            </th>
          </tr>
        </thead>
        <tbody>
          {kEvents.map((event) => (
            <tr key={event}>
              <th scope="row">{t(`event.${event}`)}</th>
              <td className="number">{now[event].toFixed(3)}</td>
              <td className="number">{without[event].toFixed(3)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Factors({ risk }: { risk: Risk }) {
  const { t } = useTranslation("officer");
  const say = useSay();
  const factors = [...risk.factors].sort((a, b) => b.share - a.share);
  const most = Math.max(...factors.map((factor) => factor.share), 0.001);
  return (
    <div className="table-scroll">
      <table className="table-plain">
        <thead>
          <tr>
            <th scope="col">{t("explain.factor")}</th>
            <th scope="col" className="number">
              {t("explain.level")}
            </th>
            <th scope="col">{t("explain.grade")}</th>
            <th scope="col" className="number">
              {t("explain.share")}
            </th>
            <th scope="col" style={{ minWidth: 90 }}>
              <span className="hidden-text">{t("explain.share")}</span>
            </th>
            <th scope="col">{t("explain.says")}</th>
          </tr>
        </thead>
        <tbody>
          {factors.map((factor) => (
            <tr key={factor.factor}>
              <th scope="row">
                {factor.factor} {t(`factor.${factor.factor}`, { defaultValue: "" })}
              </th>
              <td className="number">{factor.best === factor.level ? factor.level : t("explain.level_range", { best: factor.best, level: factor.level })}</td>
              <td>{factor.grade === "none" ? t("explain.no_grade") : factor.grade}</td>
              <td className="number">{factor.share.toFixed(4)}</td>
              <td>
                <div className="share-bar" aria-hidden>
                  <i style={{ width: `${(Math.max(factor.share, 0) / most) * 100}%` }} />
                </div>
              </td>
              <td className="small">{say.text(factor.says)}</td>
            </tr>
          ))}
          <tr>
            <th scope="row">{t("explain.inherent")}</th>
            <td />
            <td />
            <td className="number">{risk.inherent.toFixed(4)}</td>
            <td />
            <td className="small">{t("explain.inherent_says")}</td>
          </tr>
        </tbody>
      </table>
    </div>
  );
}

function RiskView({ risk }: { risk: Risk }) {
  const { t } = useTranslation("officer");
  const say = useSay();
  return (
    <section className="sheet stack">
      <div className="spread">
        <h2>{t("risk.title")}</h2>
        <span className="small quiet">{t("explain.weights", { id: risk.weights_id, day: say.day(risk.weights_from) })}</span>
      </div>
      <div className="line">
        <span className="strong">{risk.score.toFixed(6)}</span>
        <span>
          {t("explain.by_risk")} <LaneTag lane={risk.risk_lane} />
        </span>
        <span>
          {t("explain.by_law")} <LaneTag lane={risk.legal_floor} />
        </span>
        <span>
          {t("explain.together")} <LaneTag lane={risk.lane} />
        </span>
      </div>
      <Interval score={risk.score} low={risk.low} high={risk.high} />
      <p style={{ margin: 0 }}>{say.text(risk.confidence)}</p>
      {say.text(risk.next_question) && <Alert type="info" showIcon message={say.text(risk.next_question)} />}
      <Factors risk={risk} />
      <h3>{t("explain.impacts")}</h3>
      <ul>
        {risk.impacts.map((impact) => (
          <li key={impact.harm}>
            <span className="strong">
              {t(`harm.${impact.harm}`, { defaultValue: impact.harm })} {impact.level}
            </span>{" "}
            {say.text(impact.rule)}
          </li>
        ))}
      </ul>
      <Likelihood now={risk.likelihood} without={risk.likelihood_without_measures} />
      {risk.changes.length > 0 && (
        <>
          <h3>{t("explain.changes")}</h3>
          <ul>
            {risk.changes.map((change, index) => (
              <li key={index}>
                <LaneTag lane={change.lane} /> {say.text(change.says)}
              </li>
            ))}
          </ul>
        </>
      )}
      {risk.conditions.length > 0 && (
        <>
          <h3>{t("explain.conditions")}</h3>
          <ul>
            {risk.conditions.map((condition, index) => (
              <li key={index}>{say.text(condition)}</li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

export function Explanation({ view }: { view: CaseView }) {
  const { t } = useTranslation("officer");
  const say = useSay();
  const found = useCasePart<Assessment>(view, "/explanation");
  if (found.error) return <ProblemView error={found.error} again={() => void found.refetch()} />;
  if (!found.data) return <Skeleton active paragraph={{ rows: 10 }} />;
  const { opinions, risk, disclaimer, program } = found.data;
  return (
    <div className="stack">
      {opinions.map((opinion) => (
        <OpinionView key={opinion.law} opinion={opinion} />
      ))}
      {risk ? <RiskView risk={risk} /> : <Alert type="info" showIcon message={t(view.hides_score ? "risk.blind" : "risk.none")} description={view.hides_score ? t("risk.blind_why") : undefined} />}
      <p className="small quiet">
        {program} · {say.text(disclaimer)}
      </p>
    </div>
  );
}
