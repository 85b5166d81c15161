// The picture of flows. Bands are as wide as the persons in them; a flow whose persons nobody knows counts as one.
import { useEffect, useMemo, useRef } from "react";
import { SankeyChart } from "echarts/charts";
import { AriaComponent, TooltipComponent } from "echarts/components";
import { init, use, type EChartsType } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";
import { useTranslation } from "react-i18next";
import type { Flow } from "../api/types";
import { useSay } from "../ui/say";

use([SankeyChart, TooltipComponent, AriaComponent, CanvasRenderer]);

const kMostNames = 12; // a side; the rest is one band

interface Band {
  source: string;
  target: string;
  value: number;
}

// Columns of the picture, left to right; a name is marked with its column, so that no circle can arise.
function bands_of(rows: Flow[], sides: ((row: Flow) => string)[], others: string): { names: string[]; bands: Band[] } {
  const kept = sides.map((side) => {
    const size = new Map<string, number>();
    for (const row of rows) size.set(side(row), (size.get(side(row)) ?? 0) + Math.max(1, row.persons ?? 1));
    const order = [...size].sort((a, b) => b[1] - a[1]).map(([name]) => name);
    return new Set(order.length > kMostNames ? order.slice(0, kMostNames - 1) : order);
  });
  const named = (row: Flow, at: number) => {
    const name = sides[at]?.(row) ?? "";
    return `${at}\u0000${kept[at]?.has(name) ? name : others}`;
  };
  const bands = new Map<string, Band>();
  const names = new Set<string>();
  for (const row of rows) {
    for (let at = 0; at + 1 < sides.length; ++at) {
      const source = named(row, at);
      const target = named(row, at + 1);
      names.add(source);
      names.add(target);
      const key = `${source}\u0001${target}`;
      const band = bands.get(key) ?? { source, target, value: 0 };
      band.value += Math.max(1, row.persons ?? 1);
      bands.set(key, band);
    }
  }
  return { names: [...names], bands: [...bands.values()] };
}

const bare = (name: string) => name.slice(name.indexOf("\u0000") + 1);
const kColours = ["#0e6070", "#7a5000", "#1c4f94", "#1f6b3a"];

export default function Sankey({ rows, is_firm }: { rows: Flow[]; is_firm: boolean }) {
  const { t } = useTranslation("flows");
  const say = useSay();
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType>();
  const { names, bands } = useMemo(() => {
    const from = (row: Flow) => (is_firm ? say.title(row) || t("untitled") : row.firm?.name || t("untitled"));
    const kind = (row: Flow) => (row.kind ? t(`kind.${row.kind}`) : t("kind.other"));
    const to = (row: Flow) => (row.destination ? say.region(row.destination) : t("common:unknown"));
    const state = (row: Flow) => (row.state ? t(`state.${row.state}`) : "");
    return bands_of(rows, [from, kind, to, state], t("others"));
  }, [rows, is_firm, say, t]);

  useEffect(() => {
    if (!place.current) return;
    const made = init(place.current, undefined, { renderer: "canvas" });
    chart.current = made;
    const watch = new ResizeObserver(() => made.resize());
    watch.observe(place.current);
    return () => {
      watch.disconnect();
      made.dispose();
    };
  }, []);

  useEffect(() => {
    const width = place.current?.clientWidth ?? 1000;
    const is_narrow = width < 760;
    const right = is_narrow ? 56 : 120;
    const between = (width - right - 4) / 3 - 22; // what a name has of the room between two columns
    const short = (name: string) => {
      const most = is_narrow ? 24 : 36; // the room cuts it before; the whole name is in the tooltip
      const text = bare(name);
      return text.length > most ? `${text.slice(0, most)}…` : text;
    };
    chart.current?.setOption(
      {
        animation: !matchMedia("(prefers-reduced-motion: reduce)").matches,
        // Drawn on the canvas: the page's policy lets no style attribute through.
        tooltip: {
          trigger: "item",
          renderMode: "richText",
          formatter: (what: { dataType?: string; name: string; value: number; data: { source?: string; target?: string } }) =>
            what.dataType === "edge" ? `${bare(what.data.source ?? "")} → ${bare(what.data.target ?? "")}\n${t("persons", { count: what.value, number: say.number(what.value) })}` : `${bare(what.name)}\n${t("persons", { count: what.value, number: say.number(what.value) })}`,
        },
        aria: { enabled: true, label: { description: t("picture_text", { count: rows.length }) } },
        series: [
          {
            type: "sankey",
            left: 4,
            right,
            top: 8,
            bottom: 8,
            nodeGap: 16, // no label runs into the next one
            nodeWidth: 14,
            layoutIterations: 40,
            emphasis: { focus: "adjacency" },
            labelLayout: { hideOverlap: true },
            lineStyle: { color: "gradient", opacity: 0.35, curveness: 0.5 },
            label: { color: "#17292d", fontSize: 12, textBorderColor: "#ffffff", textBorderWidth: 2, width: between, overflow: "truncate" as const, ellipsis: "\u2026", ...(is_narrow ? { fontSize: 11 } : {}), fontFamily: getComputedStyle(document.body).fontFamily, formatter: (what: { name: string }) => short(what.name) },
            data: names.map((name) => ({ name, itemStyle: { color: kColours[Number(name[0])] ?? "#0e6070" } })),
            links: bands,
          },
        ],
      },
      true,
    );
  }, [names, bands, rows.length, say, t]);

  return <div ref={place} className="sankey" role="img" aria-label={t("picture_text", { count: rows.length })} />;
}
