// Which way the law gives, why, and what would change it.
import { useTranslation } from "react-i18next";
import { Link } from "react-router-dom";
import type { FilingCheck } from "../api/types";
import { is_law_fact } from "../form/law_facts";
import { place_id } from "../form/pointer";
import { task_of, type Form } from "../form/form";
import { useSay } from "../ui/say";
import { LaneTag, type LaneName } from "../ui/tags";

// Where in the filing's pages a pointer is answered.
export function way_to(base: string, form: Form, pointer: string): string {
  if (pointer.startsWith("/attachments")) return `${base}/papers`;
  if (pointer && is_law_fact(pointer)) return `${base}/law#${place_id(pointer)}`;
  const task = task_of(form, pointer);
  return task ? `${base}/task/${task.id}#${place_id(pointer)}` : base;
}

// The same fact of many items is said once, with the way to each.
function grouped(missing: NonNullable<FilingCheck["missing"]>, text: (says: (typeof missing)[number]["says"]) => string): { words: string; pointers: string[] }[] {
  const found = new Map<string, string[]>();
  for (const one of missing) {
    const words = text(one.says);
    const pointers = found.get(words) ?? [];
    if (one.pointer) pointers.push(one.pointer);
    found.set(words, pointers);
  }
  return [...found].map(([words, pointers]) => ({ words, pointers: [...new Set(pointers)] }));
}

const kShown = 8; // of the places of one fact

function MissingFact({ words, pointers, base, form }: { words: string; pointers: string[]; base: string; form?: Form }) {
  const { t } = useTranslation("filing");
  const [first, ...others] = pointers;
  if (!first || !form) return <li>{words}</li>;
  if (others.length === 0)
    return (
      <li>
        <Link to={way_to(base, form, first)}>{words}</Link>
      </li>
    );
  return (
    <li>
      {words} <span className="quiet">{t("route.places", { count: pointers.length })}</span>{" "}
      {pointers.slice(0, kShown).map((pointer, place) => (
        <Link key={pointer} to={way_to(base, form, pointer)} aria-label={t("route.place_of", { words, number: place + 1 })} className="place-link">
          {t("route.place", { number: Number(/\/(\d+)(\/|$)/.exec(pointer)?.[1] ?? place) + 1 })}
        </Link>
      ))}
      {pointers.length > kShown ? <span className="quiet">{t("route.more_places", { count: pointers.length - kShown })}</span> : null}
    </li>
  );
}

export function RouteCard({ check, base, form }: { check: FilingCheck; base: string; form?: Form }) {
  const { t } = useTranslation("filing");
  const say = useSay();
  const missing = check.missing ?? [];
  const changes = check.smallest_changes ?? [];
  const risk = check.risk;
  // Nothing is told of a form that does not say yet which data leave.
  if (!check.route && !risk && missing.some((one) => one.fact === "data")) {
    return (
      <section className="card" aria-labelledby="route">
        <h2 id="route">{t("route.title")}</h2>
        <p className="route-words">
          <strong>{t("route.nothing_yet")}</strong>
        </p>
        <p className="quiet">{t("route.nothing_yet_says")}</p>
        <Link to={`${base}/task/items`}>{t("route.begin")}</Link>
        <p className="quiet small card-foot">{say.text(check.disclaimer)}</p>
      </section>
    );
  }
  return (
    <section className="card" aria-labelledby="route">
      <h2 id="route">{t("route.title")}</h2>
      <p className="route-words">
        <strong>{check.route ? say.text(check.route_words) || t(`common:route.${check.route}`) : t("route.undetermined")}</strong>
      </p>
      {check.route ? null : <p className="quiet">{say.text(check.route_words) || t("route.undetermined_says")}</p>}
      {missing.length > 0 ? (
        <>
          <h3>{t("route.missing")}</h3>
          <ul>
            {grouped(missing, say.text).map((one) => (
              <MissingFact key={one.words} words={one.words} pointers={one.pointers} base={base} form={form} />
            ))}
          </ul>
        </>
      ) : null}
      {risk ? (
        <>
          <h3>{t("risk.title")}</h3>
          <p className="row">
            {risk.lane ? <LaneTag lane={risk.lane as LaneName} /> : null}
            <span className="numbers">{t("risk.score", { score: share(risk.score, say.lang), low: share(risk.low, say.lang), high: share(risk.high, say.lang) })}</span>
          </p>
          <p className="quiet small">{t("risk.says")}</p>
        </>
      ) : null}
      {changes.length > 0 ? (
        <>
          <h3>{t("route.changes")}</h3>
          <ul>
            {changes.map((one, place) => (
              <li key={place}>{say.text(one.says)}</li>
            ))}
          </ul>
          {changes.some((one) => /\bE[0-4]\b/.test(say.text(one.says))) ? <p className="quiet small">{t("risk.legend")}</p> : null}
        </>
      ) : null}
      <p className="quiet small">{say.text(check.disclaimer)}</p>
    </section>
  );
}

function share(value: number | undefined, lang: string): string {
  return new Intl.NumberFormat(lang === "zh" ? "zh-CN" : "en-GB", { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(value ?? 0);
}
