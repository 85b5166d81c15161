// The flows as rows: sorted by any column, only those in sight drawn.
import { useMemo, useRef, useState } from "react";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useTranslation } from "react-i18next";
import { Link } from "react-router-dom";
import type { Flow } from "../api/types";
import { useSay } from "../ui/say";

type Column = "title" | "firm" | "kind" | "destination" | "recipient" | "persons" | "state";

function word_of(row: Flow, column: Column): string | number {
  if (column === "firm") return row.firm?.name ?? "";
  if (column === "persons") return row.persons ?? -1;
  return row[column] ?? "";
}

function home_of(row: Flow, is_firm: boolean): string | null {
  if (row.case) return `/cases/${row.case}`;
  return row.filing && is_firm ? `/filings/${row.filing}` : null;
}

export function FlowTable({ rows, is_firm }: { rows: Flow[]; is_firm: boolean }) {
  const { t } = useTranslation("flows");
  const say = useSay();
  const [order, set_order] = useState<{ column: Column; is_down: boolean }>({ column: "persons", is_down: true });
  const room = useRef<HTMLDivElement>(null);
  const columns: Column[] = is_firm ? ["title", "kind", "destination", "recipient", "persons", "state"] : ["firm", "title", "kind", "destination", "recipient", "persons", "state"];
  const sorted = useMemo(() => {
    const side = order.is_down ? -1 : 1;
    return [...rows].sort((a, b) => {
      const left = word_of(a, order.column);
      const right = word_of(b, order.column);
      return side * (typeof left === "number" && typeof right === "number" ? left - right : String(left).localeCompare(String(right), say.lang));
    });
  }, [rows, order, say.lang]);
  const sight = useVirtualizer({ count: sorted.length, getScrollElement: () => room.current, estimateSize: () => 44, overscan: 12 });
  const seen = sight.getVirtualItems();
  const before = seen[0]?.start ?? 0;
  const after = sight.getTotalSize() - (seen[seen.length - 1]?.end ?? 0);
  const shown = (row: Flow, column: Column) => {
    switch (column) {
      case "title": {
        const to = home_of(row, is_firm);
        const title = say.title(row) || t("untitled");
        return to ? <Link to={to}>{title}</Link> : title;
      }
      case "firm":
        return row.firm?.name ?? "";
      case "kind":
        return row.kind ? t(`kind.${row.kind}`) : "";
      case "destination":
        return row.destination ? say.region(row.destination) : t("common:not_stated");
      case "persons":
        return row.persons === null || row.persons === undefined ? t("common:not_stated") : say.number(row.persons);
      case "state":
        return row.state ? t(`state.${row.state}`) : "";
      default:
        return row.recipient ?? "";
    }
  };
  return (
    <div ref={room} className="table-room flow-room" tabIndex={0} role="region" aria-label={t("table")}>
      <table className="plain folds flow-table" aria-rowcount={sorted.length + 1}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col" aria-sort={order.column === column ? (order.is_down ? "descending" : "ascending") : "none"}>
                <button type="button" className="sort" onClick={() => set_order({ column, is_down: order.column === column ? !order.is_down : column === "persons" })}>
                  {t(`column.${column}`)} <span aria-hidden="true">{order.column === column ? (order.is_down ? "▾" : "▴") : "↕"}</span>
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {before > 0 ? (
            <tr aria-hidden="true">
              <td colSpan={columns.length} style={{ height: before, padding: 0, border: 0 }} />
            </tr>
          ) : null}
          {seen.map(({ index }) => {
            const row = sorted[index];
            if (!row) return null;
            return (
              <tr key={row.id ?? index} ref={sight.measureElement} data-index={index} aria-rowindex={index + 2}>
                {columns.map((column) => (
                  <td key={column} className={column === "persons" ? "numbers" : undefined} data-label={column === "title" ? undefined : t(`column.${column}`)}>
                    {shown(row, column)}
                  </td>
                ))}
              </tr>
            );
          })}
          {after > 0 ? (
            <tr aria-hidden="true">
              <td colSpan={columns.length} style={{ height: after, padding: 0, border: 0 }} />
            </tr>
          ) : null}
        </tbody>
      </table>
    </div>
  );
}
