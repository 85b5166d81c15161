// The head of a case: what and whose, where it stands, how long it has, in which lane, who is waited for.
import { useEffect } from "react";
import { Alert } from "antd";
import { ArrowLeftOutlined, UserOutlined, WarningOutlined } from "@ant-design/icons";
import { useTranslation } from "react-i18next";
import { Link } from "react-router-dom";
import { useAccount } from "../../api/session";
import type { Clock } from "../../api/types";
import { Clocks } from "../../ui/clocks";
import { persons_words } from "../../ui/persons";
import { useSay } from "../../ui/say";
import { StateTag, WaitsTag } from "../../ui/tags";
import { LaneTag } from "../lanes";
import { kNarrow, useMedia } from "../use_media";
import { Actions } from "../steps/actions";
import type { Assessment } from "./assessment_model";
import { people_of, type CaseView } from "./case_model";
import { useCasePart } from "./use_case";

function Assignee({ view }: { view: CaseView }) {
  const { t } = useTranslation("officer");
  const { id: own } = useAccount();
  const name = !view.assignee
    ? t("queue.unassigned")
    : view.assignee === own
      ? t("queue.mine")
      : people_of(view).get(view.assignee)?.name || t("queue.colleague");
  return (
    <span className="mark" title={view.assignee}>
      <UserOutlined aria-hidden /> {name}
    </span>
  );
}

function Facts({ view }: { view: CaseView }) {
  const { t } = useTranslation("officer");
  const say = useSay();
  return (
    <div className="line small quiet">
      <span>{view.id}</span>
      <span>
        {view.firm.name} {view.firm.uscc}
      </span>
      <span>{t(`common:route.${view.route}`, { defaultValue: view.route })}</span>
      <span>{t("head.to", { places: (view.destinations ?? []).map((code) => say.region(code)).join(t("comma")) || t("common:unknown") })}</span>
      <span>{t("head.persons", { words: persons_words(view.persons, view.sensitive_persons, say, t) })}</span>
      {view.submitted_at && <span>{t("head.submitted", { day: say.day(view.submitted_at) })}</span>}
    </div>
  );
}

// A stop rule or another regime lifts the floor to red, whatever the law's own floor is.
function useFloorWords(view: CaseView): string | undefined {
  const { t } = useTranslation("officer");
  const say = useSay();
  const floor = view.lane_detail?.floor;
  const risk = useCasePart<Assessment>(view, "/explanation", floor === "red").data?.risk;
  if (!floor) return undefined;
  const lane = t(`common:lane.${floor}`);
  if (floor === "red" && !risk) return t("lane.floor_alone", { lane });
  if (!risk || risk.gates.length === 0) return t("lane.floor", { lane });
  return t("lane.floor_gates", { names: risk.gates.map(say.text).join(t("comma")), lane, law: t(`common:lane.${risk.legal_floor}`) });
}

function LaneWhy({ view }: { view: CaseView }) {
  const { t } = useTranslation("officer");
  const detail = view.lane_detail;
  const floor = useFloorWords(view);
  if (!detail) return null;
  const whys = [
    floor,
    detail.risk_lane && t("lane.by_risk", { lane: t(`common:lane.${detail.risk_lane}`) }),
    detail.drawn_up && t("lane.drawn_up"),
    detail.frozen && t("lane.frozen"),
    detail.abstains && t("lane.abstains"),
    detail.computed && detail.holds && detail.computed !== detail.holds && t("lane.overridden", { computed: t(`common:lane.${detail.computed}`) }),
  ].filter((why): why is string => typeof why === "string");
  if (whys.length === 0) return null;
  return <span className="small quiet">{whys.join(t("semicolon"))}</span>;
}

// What keeps the rules from finishing it alone.
function NotByRules({ view }: { view: CaseView }) {
  const { t } = useTranslation("officer");
  const say = useSay();
  const whys = view.lane_detail?.not_by_rules ?? [];
  if (whys.length === 0) return null;
  return (
    <details className="small">
      <summary>{t("lane.not_by_rules", { count: whys.length })}</summary>
      <ul>
        {whys.map((why, place) => (
          <li key={place}>{say.sentence(why)}</li>
        ))}
      </ul>
    </details>
  );
}

// Clocks that have ended fold away.
function RunningClocks({ clocks }: { clocks: Clock[] }) {
  const { t } = useTranslation("officer");
  const past = clocks.filter((clock) => clock.ended_at);
  const running = clocks.filter((clock) => !clock.ended_at);
  return (
    <div className="case-clocks stack-tight">
      {running.length > 0 && <Clocks clocks={running} />}
      {past.length > 0 && (
        <details>
          <summary className="small">{t("head.past_clocks", { count: past.length })}</summary>
          <Clocks clocks={past} />
        </details>
      )}
    </div>
  );
}

export function Header({ view, show }: { view: CaseView; show: (tab: string) => void }) {
  const { t } = useTranslation("officer");
  const { t: common } = useTranslation();
  const say = useSay();
  const title = say.title(view) || t("untitled");
  const is_narrow = useMedia(kNarrow); // there the steps and the tabs come before what is read once
  useEffect(() => {
    document.title = `${title} · ${common("name")}`;
  }, [title, common]);
  return (
    <header className="case-top">
      <div className="case-head">
        <div className="stack-tight">
          <Link to="/" className="small">
            <ArrowLeftOutlined aria-hidden /> {t("head.back")}
          </Link>
          <h1>{title}</h1>
          {!is_narrow && <Facts view={view} />}
          <div className="line">
            <StateTag state={view.state} words={view.state_words} />
            <LaneTag lane={view.hides_score ? undefined : view.lane} />
            {view.is_overdue && (
              <span className="mark mark-alert">
                <WarningOutlined aria-hidden /> {t("queue.overdue")}
              </span>
            )}
            <WaitsTag waits_for={view.waits_for} />
            <Assignee view={view} />
            {view.important_data && <span className="mark mark-warn">{t("queue.important")}</span>}
          </div>
          {is_narrow ? (
            <details className="case-more">
              <summary>{view.due_day && !view.is_closed ? t("head.more_due", { day: say.day(view.due_day) }) : t("head.more")}</summary>
              <Facts view={view} />
              <LaneWhy view={view} />
              <NotByRules view={view} />
              <RunningClocks clocks={view.clocks} />
            </details>
          ) : (
            <>
              <LaneWhy view={view} />
              <NotByRules view={view} />
            </>
          )}
          {view.hides_score && <Alert type="info" showIcon message={t("lane.hidden_why")} />}
          <div className="case-actions">
            <Actions view={view} show={show} />
          </div>
        </div>
        {!is_narrow && <RunningClocks clocks={view.clocks} />}
      </div>
    </header>
  );
}
