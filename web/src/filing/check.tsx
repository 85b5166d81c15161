// Every open gap in one list, the gravest first; each leads to the question that it is about.
import { Button, Skeleton } from "antd";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router-dom";
import { get } from "../api/client";
import type { Filing, FilingCheck, Finding } from "../api/types";
import { useFormPage } from "../form/context";
import { field_at, task_of, type Form } from "../form/form";
import { EmptyState } from "../ui/empty_state";
import { finding_source } from "../ui/finding_source";
import { ProblemView } from "../ui/problem_view";
import { useSay } from "../ui/say";
import { SeverityTag } from "../ui/tags";
import { RouteCard, way_to } from "./route_card";

const kSeverities = ["blocks", "returned", "warns"] as const;
const kShown = 100;

function GapRow({ finding, base, form }: { finding: Finding; base: string; form: Form }) {
  const { t } = useTranslation(["filing", "form"]);
  const say = useSay();
  const field = field_at(form, finding.pointer);
  const row = /\/(\d+)(\/|$)/.exec(finding.pointer)?.[1];
  const where = finding.pointer.startsWith("/attachments") ? t("step.papers") : say.text(field?.label ?? task_of(form, finding.pointer)?.title);
  return (
    <li className={`finding is-${finding.severity}`}>
      <div>
        <span className="code small">{finding.rule}</span> {say.text(finding.says)}
      </div>
      {say.text(finding.fix) ? (
        <div>
          <strong>{t("form:fix")}</strong> {say.text(finding.fix)}
        </div>
      ) : null}
      <div className="row small">
        <Link to={way_to(base, form, finding.pointer)}>{where ? t("check.to", { place: row ? t("check.in_row", { place: where, row: Number(row) + 1 }) : where }) : t("check.to_filing")}</Link>
        <span className="quiet">{finding_source(finding, say)}</span>
      </div>
    </li>
  );
}

function GapList({ severity, findings, base, form }: { severity: (typeof kSeverities)[number]; findings: Finding[]; base: string; form: Form }) {
  const { t } = useTranslation("filing");
  const [shown, set_shown] = useState(kShown);
  if (findings.length === 0) return null;
  return (
    <section className="card" aria-labelledby={`gaps-${severity}`}>
      <h2 id={`gaps-${severity}`} className="row">
        <SeverityTag severity={severity} /> <span>{t("gaps", { count: findings.length })}</span>
      </h2>
      <p className="quiet">{t(`check.${severity}`)}</p>
      <ul className="plain-list stack">
        {findings.slice(0, shown).map((one, place) => (
          <GapRow key={place} finding={one} base={base} form={form} />
        ))}
      </ul>
      {findings.length > shown ? <Button onClick={() => set_shown(shown + kShown)}>{t("common:more")}</Button> : null}
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
