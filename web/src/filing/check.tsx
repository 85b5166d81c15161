// Every open gap in one list, the gravest first; each leads to the question that it is about.
import { Button, Skeleton } from "antd";
import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router-dom";
import { get } from "../api/client";
import type { Filing, FilingCheck, Finding, Json } from "../api/types";
import { useFormPage } from "../form/context";
import { is_law_fact } from "../form/law_facts";
import { field_at, heading_of, plain_label, task_of, type Form } from "../form/form";
import { EmptyState } from "../ui/empty_state";
import { finding_source } from "../ui/finding_source";
import { ProblemView } from "../ui/problem_view";
import { useSay } from "../ui/say";
import { SeverityTag } from "../ui/tags";
import { RouteCard, way_to } from "./route_card";

// Papers lack one after another by the same list: what they rest on is told once.
function same_source(before: Finding | undefined, finding: Finding): boolean {
  return before !== undefined && finding.pointer.startsWith("/attachments") && before.rule === finding.rule && JSON.stringify(before.source) === JSON.stringify(finding.source);
}

const kSeverities = ["blocks", "returned", "warns"] as const;
const kShown = 100;

// What an element of a list is called in the declaration: its name, its file or its code; nothing where it has none.
function named_row(value: (pointer: string) => Json | undefined, pointer: string): string {
  const row = /^.*?\/\d+(?=\/|$)/.exec(pointer)?.[0];
  const found = row === undefined ? undefined : value(row);
  if (found === undefined || found === null || typeof found !== "object" || Array.isArray(found)) return "";
  const name = [found.name, found.party, found.file, found.code].find((one) => typeof one === "string" && one !== "");
  return typeof name === "string" ? (name.length > 40 ? `${name.slice(0, 40)}\u2026` : name) : "";
}

// told: its source stands at the finding above it.
function GapRow({ finding, base, form, told = false }: { finding: Finding; base: string; form: Form; told?: boolean }) {
  const { t } = useTranslation(["filing", "form"]);
  const say = useSay();
  const { draft } = useFormPage();
  // A paper that lacks is no row yet: it is named by its code.
  const name = finding.pointer === "/attachments" ? (/\bA\d\b/.exec(finding.says.en)?.[0] ?? "") : named_row(draft.value, finding.pointer);
  const field = field_at(form, finding.pointer);
  const says = useId();
  const row = /\/(\d+)(\/|$)/.exec(finding.pointer)?.[1];
  const is_of_law = finding.pointer !== "" && !field && is_law_fact(finding.pointer);
  const where = finding.pointer.startsWith("/attachments") ? t("step.papers") : is_of_law ? t("step.law") : say.sentence(field?.label ?? task_of(form, finding.pointer)?.title);
  return (
    <li className={`finding is-${finding.severity}`}>
      <div id={says}>
        {say.sentence(finding.says)} <span className="code small quiet">{finding.rule}</span>
      </div>
      {say.text(finding.fix) ? (
        <div>
          <strong>{t("form:fix")}</strong> {say.sentence(finding.fix)}
        </div>
      ) : null}
      <div className="row small">
        <Link to={way_to(base, form, finding.pointer)} aria-describedby={says}>
          {where ? t("check.to", { place: row ? t("check.in_row", { place: where, row: Number(row) + 1 }) : where }) : t("check.to_filing")}
          {name ? t("check.named", { name }) : ""}
        </Link>
        {told ? null : <span className="quiet">{t("check.source", { source: finding_source(finding, say) })}</span>}
      </div>
    </li>
  );
}

// Questions without an answer, task by task: a word for each, and what they have in common once.
function BlankList({ findings, base, form }: { findings: Finding[]; base: string; form: Form }) {
  const { t } = useTranslation(["filing", "form"]);
  const say = useSay();
  const [first] = findings;
  if (!first) return null;
  const tasks = form.tasks.map((task) => ({ task, rows: findings.filter((one) => task_of(form, one.pointer)?.id === task.id) }));
  const placed = new Set(tasks.flatMap(({ rows }) => rows));
  const others = findings.filter((one) => !placed.has(one));
  const link = (one: Finding) => {
    const row = /\/(\d+)(\/|$)/.exec(one.pointer)?.[1];
    const own = plain_label(say.text(field_at(form, one.pointer)?.label ?? one.says).replace(/^(?:blank: |\u672a\u586b\u5199\uff1a)/u, ""));
    const group = heading_of(one.pointer);
    const label = group ? t("check.of_group", { group: t(`form:group.${group}`), label: own }) : own;
    return (
      <li key={one.pointer}>
        <Link to={way_to(base, form, one.pointer)}>{row ? t("check.in_row", { place: label, row: Number(row) + 1 }) : label}</Link>
      </li>
    );
  };
  return (
    <div className={`finding is-${first.severity} stack tight`}>
      <strong>{t("check.blank", { count: findings.length })}</strong>
      <div>{t("check.blank_says")}</div>
      {tasks.map(({ task, rows }) =>
        rows.length > 0 ? (
          <details key={task.id} open={findings.length <= 60}>
            <summary>
              {say.text(task.title)} <span className="quiet">{rows.length}</span>
            </summary>
            <ul className="blanks">{rows.map(link)}</ul>
          </details>
        ) : null,
      )}
      {others.length > 0 ? <ul className="blanks">{others.map(link)}</ul> : null}
      <div className="quiet small">{t("check.source", { source: finding_source(first, say) })}</div>
    </div>
  );
}

function GapList({ severity, findings, base, form }: { severity: (typeof kSeverities)[number]; findings: Finding[]; base: string; form: Form }) {
  const { t } = useTranslation("filing");
  const [shown, set_shown] = useState(kShown);
  if (findings.length === 0) return null;
  const blanks = findings.filter((one) => one.rule === "V02");
  const others = blanks.length > 1 ? findings.filter((one) => one.rule !== "V02") : findings;
  return (
    <section className="card" aria-labelledby={`gaps-${severity}`}>
      <h2 id={`gaps-${severity}`} className="row">
        <SeverityTag severity={severity} /> <span>{t(severity === "warns" ? "questions" : "gaps", { count: findings.length })}</span>
      </h2>
      <p className="quiet">{t(`check.${severity}`)}</p>
      {blanks.length > 1 ? <BlankList findings={blanks} base={base} form={form} /> : null}
      <ul className="plain-list stack gap-rows">
        {others.slice(0, shown).map((one, place) => (
          <GapRow key={place} finding={one} base={base} form={form} told={place > 0 && same_source(others[place - 1], one)} />
        ))}
      </ul>
      {others.length > shown ? <Button onClick={() => set_shown(shown + kShown)}>{t("common:more")}</Button> : null}
    </section>
  );
}

export function CheckPage({ base, form, filing }: { base: string; form: Form; filing: Filing }) {
  const { t } = useTranslation("filing");
  const { draft } = useFormPage();
  const check = useQuery({ queryKey: ["filing-check", filing.id, draft.version], queryFn: () => get<FilingCheck>(`/v1/filings/${filing.id}/check`) });
  if (check.isError) return <ProblemView error={check.error} again={() => void check.refetch()} />;
  if (!check.data) return <Skeleton active />;
  const open = (check.data.findings ?? []).filter((one) => one.state === "fails");
  const unsure = (check.data.findings ?? []).filter((one) => one.state === "not_checkable");
  return (
    <>
      <h2 className="task-title">{t("check.title")}</h2>
      <div className="columns-2">
        <div>
          {open.length === 0 ? (
            <section className="card">
              <EmptyState title={t("check.none")} says={t("check.none_says")} action={<Link to={`${base}/submit`}>{t("check.to_submit")}</Link>} />
            </section>
          ) : null}
          {kSeverities.map((severity) => (
            <GapList key={severity} severity={severity} findings={open.filter((one) => one.severity === severity)} base={base} form={form} />
          ))}
          {unsure.length > 0 ? (
            <details className="card">
              <summary>{t("check.unsure", { count: unsure.length })}</summary>
              <ul className="plain-list stack">
                {unsure.map((one, place) => (
                  <GapRow key={place} finding={one} base={base} form={form} />
                ))}
              </ul>
            </details>
          ) : null}
        </div>
        <RouteCard check={check.data} base={base} form={form} />
      </div>
    </>
  );
}
