// Legal time and real time of a case side by side: working days used and left, and the calendar days that passed.
import { useTranslation } from "react-i18next";
import type { Clock } from "../api/types";
import { DueDay } from "./due_day";
import { law_source } from "./law_source";
import { useSay } from "./say";

function ClockRow({ clock }: { clock: Clock }) {
  const { t } = useTranslation();
  const say = useSay();
  const given = clock.working_days ?? 0;
  const used = clock.working_days_used ?? 0;
  const left = clock.working_days_left ?? 0;
  // By an estimated day nobody is late while a notice could still move it.
  const is_over = left < 0 && (clock.ended_at !== undefined || clock.is_overdue !== false);
  const state = clock.ended_at ? "ended" : clock.is_stopped ? "stopped" : clock.is_running ? "running" : "ended";
  return (
    <li className={`clock is-${state}`}>
      <div className="clock-head">
        <strong>{say.text(clock.words)}</strong>
        <span className="quiet">
          {t(`clock.whose.${clock.whose ?? "desk"}`)} · {t(`clock.${state}`)}
        </span>
      </div>
      <div className="clock-bar" aria-hidden="true">
        <span className={is_over ? "is-over" : ""} style={{ width: `${Math.min(100, given > 0 ? (used * 100) / given : 0)}%` }} />
      </div>
      <dl className="clock-facts">
        <div>
          <dt>{t("clock.working")}</dt>
          <dd>{clock.ended_at && left >= 0 ? t("clock.used", { used, given }) : is_over ? t("clock.over", { used, given, over: -left }) : t("clock.used_left", { used, given, left: Math.max(0, left) })}</dd>
        </div>
        <div>
          <dt>{t("clock.real")}</dt>
          <dd>{t("clock.days", { count: clock.real_days ?? 0 })}</dd>
        </div>
        {clock.ended_at ? null : (
          <div>
            <dt>{t("clock.due")}</dt>
            <dd>
              <DueDay day={clock.due_day} is_overdue={clock.is_overdue ?? left < 0} is_estimated={clock.is_estimated} latest={clock.latest_due_day} />
            </dd>
          </div>
        )}
      </dl>
      {clock.source ? <p className="quiet clock-source">{law_source(clock.source, t, say.lang)}</p> : null}
    </li>
  );
}

export function Clocks({ clocks }: { clocks: Clock[] }) {
  const { t } = useTranslation();
  if (clocks.length === 0) return <p className="quiet">{t("clock.none")}</p>;
  return (
    <ul className="clocks">
      {clocks.map((clock, place) => (
        <ClockRow key={`${clock.kind}${clock.started_at ?? place}`} clock={clock} />
      ))}
    </ul>
  );
}
