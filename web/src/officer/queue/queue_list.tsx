// The rows on the screen and a few beyond; pages are fetched as the end comes near.
import { useCallback, useEffect, useRef, useState, type KeyboardEvent } from "react";
import { useVirtualizer, useWindowVirtualizer } from "@tanstack/react-virtual";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router-dom";
import { useAccount } from "../../api/session";
import type { CaseSummary } from "../../api/types";
import { useSay } from "../../ui/say";
import { kNarrow, useMedia } from "../use_media";
import { QueueRow } from "./queue_row";

interface QueueListProps {
  rows: CaseSummary[];
  has_more: boolean;
  is_fetching: boolean;
  fetch_more: () => void;
  show_keys: () => void;
  place: string; // of the filter: what is remembered belongs to it
}

// Where the reader was, to find it again after a look at a case.
const remembered = new Map<string, { index: number; offset: number }>();

const kMoves: Record<string, (here: number, last: number) => number> = {
  j: (here, last) => Math.min(here + 1, last),
  k: (here) => Math.max(here - 1, 0),
  ArrowDown: (here, last) => Math.min(here + 1, last),
  ArrowUp: (here) => Math.max(here - 1, 0),
  PageDown: (here, last) => Math.min(here + 10, last),
  PageUp: (here) => Math.max(here - 10, 0),
  Home: () => 0,
  End: (_, last) => last,
};

// Of the list in its page.
function top_of(list: HTMLElement | null): number {
  return list ? Math.round(list.getBoundingClientRect().top + window.scrollY) : 0;
}

export function QueueList({ rows, has_more, is_fetching, fetch_more, show_keys, place }: QueueListProps) {
  const { t } = useTranslation("officer");
  const say = useSay();
  const navigate = useNavigate();
  const { id: own } = useAccount();
  const is_narrow = useMedia(kNarrow);
  const height = is_narrow ? 168 : 78; // narrow: a guess, each card is measured
  const frame = useRef<HTMLDivElement>(null);
  const [here, set_here] = useState(() => remembered.get(place)?.index ?? 0);
  const count = rows.length + (has_more ? 3 : 0);
  const room = {
    count,
    estimateSize: () => height,
    overscan: 8,
    useFlushSync: false, // rows beyond the edge are there already: a frame need not wait for the new ones
    initialOffset: () => remembered.get(place)?.offset ?? 0,
  };
  // On a wide screen the list scrolls beneath its head; on a narrow one it is part of the page, whose cards are as high as what they say.
  const framed = useVirtualizer({ ...room, getScrollElement: () => frame.current, enabled: !is_narrow });
  const paged = useWindowVirtualizer({ ...room, scrollMargin: is_narrow ? top_of(frame.current) : 0, enabled: is_narrow });
  const virtual = is_narrow ? paged : framed;
  useEffect(() => framed.measure(), [framed, height]);
  useEffect(() => {
    if (!is_narrow) frame.current?.focus({ preventScroll: true });
  }, [is_narrow]);

  const shown = virtual.getVirtualItems();
  const last_shown = shown[shown.length - 1]?.index ?? 0;
  useEffect(() => {
    if (has_more && !is_fetching && last_shown > rows.length - 60) fetch_more();
  }, [has_more, is_fetching, last_shown, rows.length, fetch_more]);

  // One function for the list's whole life, so that no row is drawn anew when a page of rows or the place changes.
  const now = useRef({ rows, place, navigate, is_narrow });
  now.current = { rows, place, navigate, is_narrow };
  const open = useCallback((row: CaseSummary) => {
    remembered.set(now.current.place, { index: now.current.rows.indexOf(row), offset: now.current.is_narrow ? window.scrollY : (frame.current?.scrollTop ?? 0) });
    now.current.navigate(`/cases/${row.id}`);
  }, []);

  const press = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const row = rows[here];
    if (event.key === "?") show_keys();
    else if ((event.key === "Enter" || event.key === "o") && row) open(row);
    else {
      const move = kMoves[event.key];
      if (!move || rows.length === 0) return;
      const next = move(here, rows.length - 1);
      set_here(next);
      virtual.scrollToIndex(next, { align: "auto" });
    }
    event.preventDefault();
  };

  return (
    <div
      ref={frame}
      role="grid"
      tabIndex={0}
      className={is_narrow ? "queue-list is-narrow" : "queue-list"}
      aria-label={t("queue.list")}
      aria-describedby="queue-hint"
      aria-rowcount={has_more ? -1 : rows.length + 1}
      aria-activedescendant={rows.length > 0 ? `queue-${here}` : undefined}
      onKeyDown={press}
    >
      {!is_narrow && (
        <div role="row" className="queue-head" aria-rowindex={1}>
          {(["lane", "case", "state", "facts", "assignee", "due"] as const).map((name) => (
            <span role="columnheader" key={name}>
              {t(`queue.head.${name}`)}
            </span>
          ))}
        </div>
      )}
      <div role="rowgroup" style={{ height: virtual.getTotalSize(), position: "relative" }}>
        {shown.map((item) => {
          const row = rows[item.index];
          if (!row) return <Bone key={item.key} top={item.start - virtual.options.scrollMargin} height={height} />;
          return (
            <QueueRow
              key={row.id}
              row={row}
              index={item.index}
              top={item.start - virtual.options.scrollMargin}
              height={height}
              measure={is_narrow ? paged.measureElement : undefined}
              is_here={item.index === here}
              is_narrow={is_narrow}
              own={own}
              say={say}
              t={t}
              open={open}
            />
          );
        })}
      </div>
    </div>
  );
}

function Bone({ top, height }: { top: number; height: number }) {
  return (
    <div className="queue-row" aria-hidden style={{ height, top }}>
      <div className="queue-bone" />
      <div className="queue-bone" />
      <div className="queue-bone" />
    </div>
  );
}
