// Who did what, in the order in which it was written; each row bound to the one before by its hash.
import { useEffect, useMemo, useRef, useState } from "react";
import { Button, Input, Select, Skeleton } from "antd";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useTranslation } from "react-i18next";
import { get, with_query } from "../api/client";
import type { Account, Audit, Rows, T } from "../api/types";
import { kNarrow, useMedia } from "../officer/use_media";
import { EmptyState } from "../ui/empty_state";
import { PageHead } from "../ui/page_head";
import { ProblemView } from "../ui/problem_view";
import { useSay } from "../ui/say";
import { useAccountNames, useFirmNames } from "./use_names";
import "../officer/officer.css";

function useTrail(after: number) {
  const query = useInfiniteQuery({
    queryKey: ["audit", after],
    queryFn: ({ pageParam, signal }) => get<Rows<Audit>>(with_query("/v1/audit", { limit: 200, after: pageParam }), { signal }),
    initialPageParam: String(after),
    getNextPageParam: (last) => last.next,
    structuralSharing: false,
    refetchOnWindowFocus: false,
  });
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.rows) ?? [], [query.data]);
  return { ...query, rows };
}

// Ids by the name of whose they are, texts in the language of the page.
function detail_of(row: Audit, names: ReturnType<typeof useAccountNames>, say: ReturnType<typeof useSay>, t: (key: string, more: { defaultValue: string }) => string): string {
  const is_text = (one: unknown): one is T => typeof one === "object" && one !== null && "zh" in one && "en" in one;
  const value = (one: unknown): string =>
    Array.isArray(one) ? one.map(value).join(", ") : is_text(one) ? say.text(one) : (names.get(String(one))?.name ?? (/^\d{4}-\d\d-\d\dT/.test(String(one)) ? say.moment(String(one)) : String(one)));
  return Object.entries(row.detail ?? {})
    .map(([key, one]) => `${t(`audit.detail.${key}`, { defaultValue: key })}: ${value(one)}`)
    .join("; ");
}

// firm: of who did it, or whom it concerns; object: its name where it has one, else its id.
function Row({ row, who, firm, object, detail, top, height }: { row: Audit; who: Account | undefined; firm: string; object: string; detail: string; top: number; height: number }) {
  const { t } = useTranslation("admin");
  const say = useSay();
  return (
    <div role="row" className="audit-row" style={{ height, top }}>
      <span role="cell" className="numbers">
        {row.seq}
      </span>
      <span role="cell">{say.moment(row.at)}</span>
      <span role="cell" title={row.tenant ? `${row.account} · ${row.tenant}` : row.account}>
        <span className="audit-line">
          {who?.name || row.account || t("audit.program")} <span className="quiet small">{who?.login === who?.name ? "" : who?.login}</span>
        </span>
        <span className="audit-line quiet small">
          {row.agency ? t(`common:agency.${row.agency}`, { defaultValue: row.agency }) : firm} {row.account && row.role ? t(`common:role.${row.role}`, { defaultValue: row.role }) : ""}
        </span>
      </span>
      <span role="cell" title={detail ? `${row.action} · ${detail}` : row.action}>
        <span className="audit-line">{t(`audit.did.${row.action.replace(/\./g, "-")}`, { defaultValue: row.action })}</span>
        {detail && <span className="audit-line quiet small">{detail}</span>}
      </span>
      <span role="cell" className={object === row.object ? "code" : undefined} title={row.object}>
        {object}
      </span>
      <span role="cell">
        <span className={row.outcome === "done" ? "mark mark-good" : "mark mark-warn"}>{t(`audit.outcome.${row.outcome}`, { defaultValue: row.outcome })}</span>
      </span>
      <span role="cell" className="code quiet" title={row.hash}>
        {row.hash.slice(0, 12)}
      </span>
    </div>
  );
}

export default function AuditTrail() {
  const { t } = useTranslation("admin");
  const is_narrow = useMedia(kNarrow);
  const height = is_narrow ? 148 : 48;
  const [after, set_after] = useState(0);
  const [typed, set_typed] = useState("");
  const [words, set_words] = useState("");
  const [outcome, set_outcome] = useState("");
  const say = useSay();
  const trail = useTrail(after);
  const names = useAccountNames();
  const firms = useFirmNames(true);
  const rows = useMemo(() => {
    const wanted = words.trim().toLowerCase();
    return trail.rows.filter(
      (row) =>
        (outcome === "" || (outcome === "done") === (row.outcome === "done")) &&
        (wanted === "" || [row.account, row.action, t(`audit.did.${row.action.replace(/\./g, "-")}`, { defaultValue: "" }), row.object, row.tenant ?? "", firms.get(row.tenant ?? "") ?? "", firms.get(row.object) ?? "", names.get(row.object)?.name ?? "", names.get(row.account)?.login ?? "", names.get(row.account)?.name ?? ""].some((text) => text.toLowerCase().includes(wanted))),
    );
  }, [trail.rows, words, outcome, names, firms, t]);
  const frame = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({ count: rows.length, getScrollElement: () => frame.current, estimateSize: () => height, overscan: 8 });
  useEffect(() => virtual.measure(), [virtual, height]);
  const shown = virtual.getVirtualItems();
  const last = shown[shown.length - 1]?.index ?? 0;
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = trail;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && last > rows.length - 60) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage, last, rows.length]);
  return (
    <div className="officer stack">
      <PageHead title={t("audit.title")} says={t("audit.says")} />
      <div className="line">
        <Input aria-label={t("audit.find")} placeholder={t("audit.find")} allowClear style={{ width: 260 }} value={words} onChange={(event) => set_words(event.target.value)} />
        <Select
          aria-label={t("audit.outcomes")}
          style={{ minWidth: 160 }}
          value={outcome}
          onChange={set_outcome}
          options={[
            { value: "", label: t("audit.every") },
            { value: "done", label: t("audit.outcome.done") },
            { value: "not", label: t("audit.not_done") },
          ]}
        />
        <Input
          aria-label={t("audit.from")}
          placeholder={t("audit.from")}
          inputMode="numeric"
          style={{ width: 150 }}
          value={typed}
          onChange={(event) => set_typed(event.target.value.replace(/\D/g, "").slice(0, 15))}
          onPressEnter={() => set_after(Math.max(0, Number(typed || 1) - 1))}
        />
        <Button onClick={() => set_after(Math.max(0, Number(typed || 1) - 1))}>{t("audit.go")}</Button>
        <span className="small quiet" role="status">
          {t("audit.loaded", { shown: rows.length, count: trail.rows.length })}
        </span>
      </div>
      {trail.error && <ProblemView error={trail.error} again={() => void trail.refetch()} />}
      {trail.isPending && <Skeleton active paragraph={{ rows: 10 }} />}
      {trail.data && rows.length === 0 && !trail.isFetchingNextPage && <EmptyState title={t("audit.none")} />}
      {rows.length > 0 && (
        <div ref={frame} className={is_narrow ? "queue-list audit-narrow" : "queue-list"} tabIndex={0} role="table" aria-label={t("audit.title")} aria-rowcount={-1}>
          {!is_narrow && (
            <div role="row" className="audit-row audit-head">
              {(["seq", "at", "who", "action", "object", "outcome_head", "hash"] as const).map((name) => (
                <span role="columnheader" key={name}>
                  {t(`audit.${name}`)}
                </span>
              ))}
            </div>
          )}
          <div role="rowgroup" style={{ height: virtual.getTotalSize(), position: "relative" }}>
            {shown.map((item) => {
              const row = rows[item.index];
              return row && <Row key={row.seq} row={row} who={names.get(row.account)} firm={row.object === row.tenant ? "" : (firms.get(row.tenant ?? "") ?? row.tenant ?? "")} detail={detail_of(row, names, say, t)} object={firms.get(row.object) ?? names.get(row.object)?.name ?? row.object} top={item.start} height={height} />;
            })}
          </div>
        </div>
      )}
    </div>
  );
}
