// One case in the queue. Plain elements and no hooks: hundreds a second are drawn while somebody scrolls.
import { memo } from "react";
import type { TFunction } from "i18next";
import type { CaseSummary } from "../../api/types";
import { persons_short } from "../../ui/persons";
import { beijing_day, type Say } from "../../ui/say";
import { lane_mark } from "../lanes";
import { waits_of } from "./waits";

type Words = TFunction<"officer">;

interface RowProps {
  row: CaseSummary;
  index: number;
  top: number;
  height: number;
  measure?: (row: HTMLElement | null) => void; // none: every row is as high as height
  is_here: boolean;
  is_narrow: boolean;
  own: string; // id of the reader's account
  say: Say;
  t: Words;
  open: (row: CaseSummary) => void;
}

export function days_left(due: string | undefined, today: string): number | null {
  if (!due) return null;
  return Math.round((Date.parse(due) - Date.parse(today)) / 86_400_000);
}

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
  const today = beijing_day(new Date());
  const left = days_left(row.due_day, today) ?? 0;
  return <span className={left <= 3 ? "mark mark-warn" : "quiet"}>{t("queue.days_left", { count: left })}</span>;
}

function whose(row: CaseSummary, own: string, t: Words): string {
  if (!row.assignee) return t("queue.unassigned");
  return t(row.assignee === own ? "queue.mine" : "queue.colleague");
}

function Facts({ row, say, t }: Part) {
  const places = (row.destinations ?? []).map((code) => say.region(code)).join(t("comma"));
  const words = persons_short(row.persons, row.sensitive_persons, say, t);
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
  const { row, index, top, height, measure, is_here, is_narrow, own, say, t, open } = props;
  const title = say.title(row) || t("untitled");
  const state = say.text(row.state_words);
  // "under assessment (supplement needed)": what stands in brackets goes to the second line.
  const [, main = state, more = ""] = /^(.+?)\s*[(\uff08](.+)[)\uff09]$/u.exec(state) ?? [];
  const below = more || (row.is_closed ? "" : t(`common:waits.${waits_of(row)}`));
  const route = t(`common:route.${row.route}`, { defaultValue: row.route });
  return (
    <div
      role="row"
      id={`queue-${index}`}
      aria-rowindex={index + 2}
      aria-selected={is_here}
      className={is_here ? "queue-row is-here" : "queue-row"}
      ref={measure}
      data-index={index}
      style={{ height: measure ? undefined : height, top }}
      onClick={() => open(row)}
    >
      <div role="gridcell" className="queue-cell">
        {lane_mark(row.lane, t)}
        {row.is_frozen && <div className="small quiet">{t("queue.frozen")}</div>}
      </div>
      {is_narrow && (
        <div role="gridcell" className="queue-cell">
          <Due row={row} say={say} t={t} />
        </div>
      )}
      <div role="gridcell" className={is_narrow ? "queue-cell queue-wide" : "queue-cell"}>
        <a
          className="queue-title"
          href={`/cases/${row.id}`}
          tabIndex={-1}
          title={title}
          onClick={(event) => {
            // With a key held down the browser opens it elsewhere; else the row's own click does.
            if (event.ctrlKey || event.metaKey || event.shiftKey) event.stopPropagation();
            else event.preventDefault();
          }}
        >
          {title}
        </a>
        <div className="small quiet" title={`${row.firm.name} · ${route}`}>
          {row.firm.name} · {route}
        </div>
        <div className="small quiet queue-id">{row.id}</div>
      </div>
      <div role="gridcell" className={is_narrow ? "queue-cell queue-wide" : "queue-cell"}>
        <div title={state}>{main}</div>
        <div className="small quiet" title={below}>
          {below}
        </div>
      </div>
      {is_narrow && (
        <div role="gridcell" className="queue-cell queue-wide">
          <Facts row={row} say={say} t={t} />
        </div>
      )}
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
