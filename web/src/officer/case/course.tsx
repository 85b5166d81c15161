// How the case went between the desk and the firm: what was asked, answered, decided, contested, noted.
import { Button } from "antd";
import { CheckCircleOutlined, CloseCircleOutlined, EyeInvisibleOutlined, EyeOutlined, HourglassOutlined } from "@ant-design/icons";
import { useTranslation } from "react-i18next";
import { Link } from "react-router-dom";
import type { Outcome, T } from "../../api/types";
import { CredentialsView } from "../../ui/credentials_view";
import { useSay } from "../../ui/say";
import { StatedView } from "../../ui/stated_view";
import { LaneTag } from "../lanes";
import { BarredLine } from "../steps/barred";
import { useOpenStep } from "../steps/open_step";
import { AskBody } from "./ask_body";
import type { CaseView, Contest, Decision, Proposal } from "./case_model";
import { PersonName } from "./person";
import { SupplementRound } from "./supplement_round";

export function Verdict({ verdict }: { verdict: Outcome["verdict"] }) {
  const { t } = useTranslation("officer");
  const looks = { allowed: ["mark mark-good", CheckCircleOutlined], allowed_on_conditions: ["mark mark-warn", CheckCircleOutlined], refused: ["mark mark-alert", CloseCircleOutlined] } as const;
  const [classes, Icon] = looks[verdict ?? "refused"];
  return (
    <span className={classes}>
      <Icon aria-hidden /> {t(`verdict.${verdict ?? "refused"}`)}
    </span>
  );
}

export function Outcomes({ items, conditions, reasons }: { items: Outcome[]; conditions: T[]; reasons: T | undefined }) {
  const { t } = useTranslation("officer");
  const say = useSay();
  return (
    <div className="stack-tight">
      <div className="table-scroll">
        <table className="table-plain">
          <thead>
            <tr>
              <th scope="col">{t("decision.item")}</th>
              <th scope="col">{t("decision.verdict")}</th>
              <th scope="col">{t("decision.said")}</th>
            </tr>
          </thead>
          <tbody>
            {items.map((item, index) => (
              <tr key={item.item ?? index}>
                <th scope="row">{item.name}</th>
                <td>
                  <Verdict verdict={item.verdict} />
                </td>
                <td>
                  {(item.conditions ?? []).map((condition, place) => (
                    <div key={place}>
                      <span className="quiet">{t("decision.condition_is")}</span>
                      {say.text(condition)}
                    </div>
                  ))}
                  {say.text(item.reason) && (
                    <div>
                      <span className="quiet">{t("decision.reason_is")}</span>
                      {say.text(item.reason)}
                    </div>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {conditions.length > 0 && (
        <div>
          <span className="strong">{t("decision.conditions")}</span>
          <ul>
            {conditions.map((condition, index) => (
              <li key={index}>{say.text(condition)}</li>
            ))}
          </ul>
        </div>
      )}
      {say.text(reasons) && (
        <div>
          <span className="strong">{t("decision.reasons")}</span>
          <div style={{ whiteSpace: "pre-wrap" }}>{say.text(reasons)}</div>
        </div>
      )}
    </div>
  );
}

function DecisionCard({ decision }: { decision: Decision }) {
  const { t } = useTranslation("officer");
  const say = useSay();
  return (
    <article className="slip stack-tight">
      <div className="spread">
        <h3>{t(`kind.${decision.kind ?? "terminated"}`)}</h3>
        <span className="small quiet">
          {t("decision.on", { day: say.day(decision.decided_on) })}
          {decision.valid_until && t("decision.until", { day: say.last_day(decision.valid_until) })}
        </span>
      </div>
      <div className="line small">
        {(decision.steps ?? []).map((step, index) => (
          <span key={index}>
            {t(`decision.step.${step.step}`, { defaultValue: step.step })} <PersonName person={step.by} />
          </span>
        ))}
      </div>
      <Outcomes items={decision.items ?? []} conditions={decision.conditions ?? []} reasons={decision.reasons} />
    </article>
  );
}

export function ProposalCard({ proposal }: { proposal: Proposal }) {
  const { t } = useTranslation("officer");
  const say = useSay();
  return (
    <article className="slip stack-tight">
      <div className="spread">
        <h3>{t("decision.proposed", { kind: t(`kind.${proposal.kind}`) })}</h3>
        <span className="small quiet">
          <PersonName person={proposal.by} /> · {say.moment(proposal.at)}
        </span>
      </div>
      <Outcomes items={proposal.items ?? []} conditions={proposal.conditions ?? []} reasons={proposal.reasons} />
    </article>
  );
}

function ContestCard({ view, contest, index }: { view: CaseView; contest: Contest; index: number }) {
  const { t } = useTranslation("officer");
  const say = useSay();
  const open = useOpenStep();
  const can_answer = !contest.answer && view.steps_open.some((step) => step.step === "contest_answered");
  const barred = contest.answer ? undefined : view.steps_barred.find((step) => step.step === "contest_answered");
  return (
    <article className="slip stack-tight">
      <div className="spread">
        <span className="line">
          <span className="mark">{t(`contest.level.${contest.level ?? "fact"}`)}</span>
          <span className="code">{contest.subject}</span>
        </span>
        <span className={contest.answer ? "mark mark-good" : "mark mark-warn"}>
          {contest.answer ? t("contest.answered") : t("contest.due", { day: say.day(contest.due_day), owner: t(`common:agency.${contest.owner}`, { defaultValue: contest.owner ?? "" }) })}
        </span>
      </div>
      <div style={{ whiteSpace: "pre-wrap" }}>{contest.claim}</div>
      <div className="small quiet">
        <PersonName person={contest.by} /> · {say.moment(contest.opened_at)}
      </div>
      {contest.answer && (
        <div className="slip" style={{ background: "#f4f7f7" }}>
          <span className="strong">{t(contest.answer.accepted ? "contest.accepted" : "contest.not_accepted")}</span>
          <div style={{ whiteSpace: "pre-wrap" }}>{say.text(contest.answer.answer)}</div>
          {contest.answer.stated && <StatedView stated={contest.answer.stated} />}
          <div className="small quiet">
            <PersonName person={contest.answer.by} /> {say.moment(contest.answer.at)}
          </div>
        </div>
      )}
      {can_answer && (
        <div>
          <Button onClick={() => open({ name: "contest_answered", at: index })}>{t("contest.answer")}</Button>
        </div>
      )}
      {barred && <BarredLine step={barred} />}
    </article>
  );
}

export function Contests({ view }: { view: CaseView }) {
  const { t } = useTranslation("officer");
  const say = useSay();
  if (view.contests.length === 0) return null;
  return (
    <section className="sheet stack-tight">
      <h2>{t("contest.title")}</h2>
      {view.outcome_contest && <p>{say.text(view.outcome_contest.says)}</p>}
      {view.contests.map((contest, index) => (
        <ContestCard view={view} contest={contest} index={contest.contest ?? index} key={contest.contest ?? index} />
      ))}
    </section>
  );
}

function Notes({ view }: { view: CaseView }) {
  const { t } = useTranslation("officer");
  const say = useSay();
  const open = useOpenStep();
  const can_add = view.steps_open.some((step) => step.step === "note_added");
  return (
    <section className="sheet stack-tight">
      <div className="spread">
        <h2>{t("notes.title")}</h2>
        {can_add && <Button onClick={() => open({ name: "note_added" })}>{t("notes.add")}</Button>}
      </div>
      {view.notes.length === 0 && <p className="quiet">{t("notes.none")}</p>}
      {view.notes.map((note, index) => (
        <article className="slip stack-tight" key={index}>
          <div className="line small quiet">
            <PersonName person={note.by} /> {say.moment(note.at)}
            <span className="mark">
              {note.shown_to_firm ? <EyeOutlined aria-hidden /> : <EyeInvisibleOutlined aria-hidden />} {t(note.shown_to_firm ? "notes.shown" : "notes.internal")}
            </span>
          </div>
          <div style={{ whiteSpace: "pre-wrap" }}>{note.text}</div>
        </article>
      ))}
    </section>
  );
}

// The computed lane stays beside what people made of it.
function Lanes({ view }: { view: CaseView }) {
  const { t } = useTranslation("officer");
  const say = useSay();
  const detail = view.lane_detail;
  if (!detail || (detail.overrides.length === 0 && !detail.override_proposal)) return null;
  const rows = [...detail.overrides, ...(detail.override_proposal ? [detail.override_proposal] : [])];
  return (
    <section className="sheet stack-tight">
      <h2>{t("override.title")}</h2>
      {detail.computed && (
        <div className="line">
          {t("override.computed")} <LaneTag lane={detail.computed} />
        </div>
      )}
      {rows.map((row, index) => (
        <article className="slip stack-tight" key={index}>
          <div className="spread">
            <span className="line">
              {"from" in row && <LaneTag lane={row.from} />} {t("override.becomes")} <LaneTag lane={row.to} />
            </span>
            {!("from" in row) && (
              <span className="mark mark-warn">
                <HourglassOutlined aria-hidden /> {t("override.waits")}
              </span>
            )}
          </div>
          <div>{t(`override.code.${row.reason_code}`, { defaultValue: row.reason_code })}</div>
          <div style={{ whiteSpace: "pre-wrap" }}>{say.text(row.reasons)}</div>
          <div className="small quiet">
            {t(row.scope === "precedent" ? "override.precedent" : "override.this_case")}
            {row.expires && t("override.until", { day: say.day(row.expires) })}
          </div>
          <div className="small quiet line">
            {"steps" in row ? row.steps.map((step, place) => <PersonName key={place} person={step.by} />) : <PersonName person={row.by} />}
          </div>
        </article>
      ))}
    </section>
  );
}

function Gates({ view }: { view: CaseView }) {
  const { t } = useTranslation("officer");
  const say = useSay();
  if (view.gates.length === 0) return null;
  return (
    <section className="sheet stack-tight">
      <h2>{t("gates.title")}</h2>
      {view.gates.map((gate) => (
        <article className="slip stack-tight" key={gate.id}>
          <div className="spread">
            <span className="strong">{say.text(gate.name)}</span>
            {gate.clears === null || gate.clears === undefined ? (
              <span className="mark mark-warn">
                <HourglassOutlined aria-hidden /> {t("gates.waits")}
              </span>
            ) : (
              <span className={gate.clears ? "mark mark-good" : "mark mark-alert"}>
                {gate.clears ? <CheckCircleOutlined aria-hidden /> : <CloseCircleOutlined aria-hidden />} {t(gate.clears ? "gates.clears" : gate.is_asked_again ? "gates.holds_earlier" : "gates.holds")}
              </span>
            )}
          </div>
          {say.text(gate.reasons) && <div>{say.text(gate.reasons)}</div>}
          <div className="small quiet">
            {say.text(gate.basis)}
            {gate.by?.account && (
              <>
                {" · "}
                <PersonName person={gate.by} /> {say.moment(gate.at)}
              </>
            )}
          </div>
        </article>
      ))}
    </section>
  );
}

export function Course({ view, show }: { view: CaseView; show: (tab: string) => void }) {
  const { t } = useTranslation("officer");
  const say = useSay();
  const nothing = view.decisions.length + view.supplements.length + view.contests.length + view.gaps.length + view.doubts.length === 0 && !view.proposal && !view.credentials;
  return (
    <div className="stack">
      {nothing && <p className="quiet">{t("course.none")}</p>}
      {(view.proposal || view.decisions.length > 0) && (
        <section className="sheet stack-tight">
          <h2>{t("decision.title")}</h2>
          {view.decisions.map((decision, index) => (
            <DecisionCard decision={decision} key={index} />
          ))}
          {view.proposal && <ProposalCard proposal={view.proposal} />}
          {view.permits.map((permit) => (
            <div className="line" key={permit.id}>
              <Link to={`/permits/${permit.id}`}>{t("decision.permit", { id: permit.id })}</Link>
              <span className="mark">{t(`permit.state.${permit.state}`, { defaultValue: permit.state ?? "" })}</span>
              <span className="small quiet">{t("permit.valid", { from: say.day(permit.valid_from), last: say.last_day(permit.valid_until) })}</span>
            </div>
          ))}
        </section>
      )}
      <CredentialsView page={view} className="sheet stack-tight" />
      <Lanes view={view} />
      <Gates view={view} />
      {view.gaps.length > 0 && (
        <section className="sheet stack-tight">
          <h2>{t("returned.title")}</h2>
          <ol className="stack-tight" style={{ paddingInlineStart: 20, margin: 0 }}>
            {view.gaps.map((gap, index) => (
              <li key={index}>
                <AskBody ask={gap} />
              </li>
            ))}
          </ol>
        </section>
      )}
      {view.supplements.length > 0 && (
        <section className="sheet stack-tight">
          <h2>{t("supplement.title")}</h2>
          {view.supplements.map((round, index) => (
            <SupplementRound view={view} round={round} number={index + 1} show={show} key={index} />
          ))}
        </section>
      )}
      <Contests view={view} />
      <Notes view={view} />
    </div>
  );
}
