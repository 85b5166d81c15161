// Words, numbers and times as the reader's language writes them. Days and times are the zone's: Beijing time.
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { T } from "../api/types";

const kZone = "Asia/Shanghai";

export interface Say {
  lang: "en" | "zh";
  text: (both: Partial<T> | null | undefined) => string; // the reader's side; the other one where that is empty
  sentence: (both: Partial<T> | null | undefined) => string; // as it stands on a button or at the head of a line
  title: (row: { title?: string; title_en?: string }) => string; // of a filing, a case or a flow
  number: (value: number) => string;
  permille: (value: number) => string; // as a percentage
  day: (day: string | undefined) => string; // YYYY-MM-DD as it stands; of an instant (RFC 3339) Beijing's day
  last_day: (end: string | undefined) => string; // of what ends before a day: the day before that one
  moment: (at: string | undefined) => string; // RFC 3339
  clock: (at: Date) => string; // hour and minute
  size: (octets: number) => string;
  region: (code: string) => string; // CN -> China
}

// The day in Beijing, YYYY-MM-DD, of an instant.
export function beijing_day(at: Date): string {
  return new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 10); // China keeps one zone and no summer time
}

// A day as it stands; of an instant its day in Beijing.
function day_of(text: string): string {
  const at = text.length > 10 ? new Date(text) : null;
  return at && !Number.isNaN(at.getTime()) ? beijing_day(at) : text.slice(0, 10);
}

// The day before; "" where it is no day.
function day_before(day: string): string {
  const at = new Date(day);
  return Number.isNaN(at.getTime()) ? "" : new Date(at.getTime() - 24 * 3_600_000).toISOString().slice(0, 10);
}

// Intl is slow where a long list asks it for the same few words again and again.
function remembering(say: (key: string) => string): (key: string) => string {
  const known = new Map<string, string>();
  return (key) => {
    const before = known.get(key);
    if (before !== undefined) return before;
    if (known.size >= 5000) known.clear();
    const said = say(key);
    known.set(key, said);
    return said;
  };
}

export function make_say(lang: "en" | "zh"): Say {
  const locale = lang === "zh" ? "zh-CN" : "en-GB";
  const number = new Intl.NumberFormat(locale);
  const percent = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 1 });
  const day = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone: "UTC" });
  const moment = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short", timeZone: kZone });
  const clock = new Intl.DateTimeFormat(locale, { timeStyle: "short", timeZone: kZone });
  const regions = new Intl.DisplayNames([locale], { type: "region" });
  const size = (octets: number) => {
    const units = ["B", "KiB", "MiB", "GiB"];
    let left = octets;
    let unit = 0;
    while (left >= 1024 && unit < units.length - 1) {
      left /= 1024;
      unit += 1;
    }
    return `${new Intl.NumberFormat(locale, { maximumFractionDigits: left < 10 && unit > 0 ? 1 : 0 }).format(left)} ${units[unit] ?? ""}`;
  };
  const safe = (format: Intl.DateTimeFormat, text: string | undefined) => {
    const at = text ? new Date(text) : null;
    return at && !Number.isNaN(at.getTime()) ? format.format(at) : "";
  };
  const said_day = remembering((text) => safe(day, text));
  const text = (both: Partial<T> | null | undefined) => (both ? both[lang] || both.en || both.zh || "" : "");
  return {
    lang,
    text,
    sentence: (both) => text(both).replace(/^\p{Ll}/u, (letter) => letter.toLocaleUpperCase(locale)),
    title: (row) => text({ zh: row.title, en: row.title_en || row.title }),
    number: (value) => number.format(value),
    permille: (value) => percent.format(value / 1000),
    day: (text) => (text ? said_day(day_of(text)) : ""),
    last_day: (end) => (end ? said_day(day_before(day_of(end))) : ""),
    moment: (text) => safe(moment, text),
    clock: (at) => clock.format(at),
    size,
    region: remembering((code) => {
      try {
        return regions.of(code) ?? code;
      } catch {
        return code; // EPO and what is no region
      }
    }),
  };
}

export function useSay(): Say {
  const { i18n } = useTranslation();
  const lang = i18n.language === "zh" ? "zh" : "en";
  return useMemo(() => make_say(lang), [lang]);
}
