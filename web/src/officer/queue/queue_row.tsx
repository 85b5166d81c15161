// One case in the queue. Plain elements alone: hundreds a second are drawn while somebody scrolls.
import { memo } from "react";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { Link } from "react-router-dom";
import type { CaseSummary } from "../../api/types";
import type { Say } from "../../ui/say";
import { LaneTag } from "../lanes";

interface RowProps {
  row: CaseSummary;
  index: number;
  top: number;
  height: number;
  is_here: boolean;
  is_narrow: boolean;
  own: string; // id of the reader's account
  say: Say;
  open: (row: CaseSummary) => void;
}

export function days_left(due: string | undefined, today: string): number | null {
  if (!due) return null;
  return Math.round((Date.parse(due) - Date.parse(today)) / 86_400_000);
}

type Words = TFunction<"officer">;
type Part = Pick<RowProps, "row" | "say"> & { t: Words };

function Due({ row, say, t }: Part) {
  if (!row.due_day) return <span className="quiet">{t("queue.no_due")}</span>;
  return (
    <>
      <div className="queue-due">{say.day(row.due_day)}</div>
      <div className="small">
        {row.is_overdue ? <span className="mark mark-alert">{t("queue.overdue")}</span> : <Left row={row} t={t} />}
      </div>
    </>
  );
}

// Days of the calendar; working days stand on the case itself, where its clocks are.
function Left({ row, t }: Omit<Part, "say">) {
  const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10); // the zone's day
  const left = days_left(row.due_day, today) ?? 0;
  return <span className={left <= 3 ? "mark mark-warn" : "quiet"}>{t("queue.days_left", { count: left })}</span>;
}

function whose(row: CaseSummary, own: string, t: Words): string {
  if (!row.assignee) return t("queue.unassigned");
  return t(row.assignee === own ? "queue.mine" : "queue.colleague");
}

// Persons with sensitive information are counted apart: a case may have those alone.
function persons_words(row: CaseSummary, say: Say, t: Words): string {
  const plain = row.persons ?? 0;
  const sensitive = row.sensitive_persons ?? 0;
  if (sensitive > 0) {
    const words = t("queue.sensitive", { shown: say.number(sensitive) });
    return plain > 0 ? t("queue.both", { shown: say.number(plain), sensitive: words }) : words;
  }
  return row.persons === null || row.persons === undefined ? t("queue.persons_unknown") : t("queue.persons", { count: plain, shown: say.number(plain) });
}

function Facts({ row, say, t }: Part) {
  const places = (row.destinations ?? []).map((code) => say.region(code)).join(t("comma"));
  const words = persons_words(row, say, t);
  return (
    <>
      <div title={places}>{places || t("common:unknown")}</div>
      <div className="small quiet" title={words}>
        {words}
      </div>
    </>
  );
}

export const QueueRow = memo(function QueueRow(props: RowProps) {
  const { row, index, top, height, is_here, is_narrow, own, say, open } = props;
  const { t } = useTranslation("officer");
  const title = row.title || t("untitled");
  const route = t(`common:route.${row.route}`, { defaultValue: row.route });
  return (
    <div
      role="row"
      id={`queue-${index}`}
      aria-rowindex={index + 2}
      aria-selected={is_here}
      className={is_here ? "queue-row is-here" : "queue-row"}
      style={{ height, top }}
      onClick={() => open(row)}
    >
      <div role="gridcell" className="queue-cell">
        <LaneTag lane={row.lane} />
      </div>
      {is_narrow && (
        <div role="gridcell" className="queue-cell">
          <Due row={row} say={say} t={t} />
        </div>
      )}
      <div role="gridcell" className={is_narrow ? "queue-cell queue-wide" : "queue-cell"}>
        <Link className="queue-title" to={`/cases/${row.id}`} tabIndex={-1} onClick={(event) => event.stopPropagation()} title={title}>
          {title}
        </Link>
        <div className="small quiet">
          {row.firm.name} · {row.id} · {route}
        </div>
      </div>
      <div role="gridcell" className={is_narrow ? "queue-cell queue-wide" : "queue-cell"}>
        <div>{say.text(row.state_words)}</div>
        <div className="small quiet">
          {t(`common:waits.${row.waits_for}`)}
        </div>
      </div>
      {!is_narrow && (
        <>
          <div role="gridcell" className="queue-cell">
            <Facts row={row} say={say} t={t} />
          </div>
          <div role="gridcell" className="queue-cell">
            <div>{whose(row, own, t)}</div>
            {row.important_data && <span className="mark mark-warn">{t("queue.important")}</span>}
          </div>
          <div role="gridcell" className="queue-cell">
            <Due row={row} say={say} t={t} />
          </div>
        </>
      )}
    </div>
  );
});
