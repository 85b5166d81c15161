// A filing in preparation: its tasks, papers, check, documents and submission, around one declaration that is saved as it is typed.
import { useMemo, useState } from "react";
import { Select, Skeleton } from "antd";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { Link, Navigate, NavLink, Route, Routes, useLocation, useNavigate, useParams } from "react-router-dom";
import { get, patch } from "../api/client";
import { useAccount } from "../api/session";
import type { Filing, FilingCheck, Json } from "../api/types";
import { FormPageProvider, useFormPage } from "../form/context";
import { useDraft, type Keeper } from "../form/draft";
import { useForm, type Form } from "../form/form";
import { LawFactsPage } from "../form/law_facts";
import { useLeaveGuard } from "../form/leave_guard";
import { value_at } from "../form/pointer";
import { SaveLine } from "../form/save_line";
import { TaskPage } from "../form/task_page";
import { useTelling } from "../form/telling";
import { NotFound } from "../ui/not_found";
import { PageHead } from "../ui/page_head";
import { ProblemView } from "../ui/problem_view";
import { useSay } from "../ui/say";
import { CheckPage } from "./check";
import { DocumentsPage } from "./documents";
import { Overview } from "./overview";
import { PapersPage } from "./papers";
import { RecipientsPage } from "./recipients";
import { SubmitPage } from "./submit";

export interface Step {
  path: string; // beneath the filing's; "" its own
  words: string;
  mark?: "done" | "begun" | "not_begun";
  note?: string;
}

// Beside the check: what stands in the filing's way, and what a reviewer would ask although nothing does.
function told_of(check: FilingCheck, t: TFunction<"filing">): string {
  const gaps = (check.gaps?.blocks ?? 0) + (check.gaps?.returned ?? 0);
  const asked = check.gaps?.warns ?? 0;
  if (asked === 0) return t("gaps", { count: gaps });
  const questions = t("common:gap.warns", { count: asked });
  return gaps === 0 ? questions : `${t("gaps", { count: gaps })}${t("common:gap.comma")}${questions}`;
}

export function useSteps(form: Form, check: FilingCheck | undefined, papers: number, is_checked: boolean): Step[] {
  const { t } = useTranslation("filing");
  const say = useSay();
  const tasks = form.tasks.map((task): Step => {
    const state = check?.tasks?.find((one) => one.id === task.id);
    const gaps = (state?.gaps?.blocks ?? 0) + (state?.gaps?.returned ?? 0);
    return {
      path: `task/${task.id}`,
      words: say.text(task.title),
      mark: state?.state ?? "not_begun",
      // Before a check, what is open shows as what is not answered yet.
      note: gaps > 0 && (is_checked || state?.state === "done") ? t("gaps", { count: gaps }) : state?.needed ? t("answered", { answered: state.answered ?? 0, needed: state.needed ?? 0 }) : "",
    };
  });
  const missing = check?.missing?.length ?? 0;
  const law: Step = { path: "law", words: t("step.law"), mark: check ? (missing > 0 ? "begun" : "done") : "not_begun", note: missing > 0 ? t("missing", { count: missing }) : "" };
  return [
    { path: "", words: t("step.overview") },
    ...tasks,
    law,
    { path: "papers", words: t("step.papers"), note: t("papers", { count: papers }) },
    { path: "recipients", words: t("step.recipients") },
    { path: "check", words: t("step.check"), note: check && is_checked ? told_of(check, t) : "" },
    { path: "documents", words: t("step.documents") },
    { path: "submit", words: t("step.submit") },
  ];
}

const kMarks = { done: "✓", begun: "◐", not_begun: "○" } as const;

function StepMark({ mark }: { mark: NonNullable<Step["mark"]> }) {
  const { t } = useTranslation("filing");
  return (
    <>
      <span className={`step-mark is-${mark}`} aria-hidden="true">
        {kMarks[mark]}
      </span>
      <span className="hidden-text">{t(`mark.${mark}`)}</span>
    </>
  );
}

function StepNav({ base, steps }: { base: string; steps: Step[] }) {
  const { t } = useTranslation("filing");
  const { pathname } = useLocation();
  const navigate = useNavigate();
  const here = pathname.slice(base.length + 1);
  return (
    <>
      <nav className="step-nav" aria-label={t("steps")}>
        <ol className="plain-list">
          {steps.map((step) => (
            <li key={step.path}>
              <NavLink to={step.path ? `${base}/${step.path}` : base} end>
                {step.mark ? <StepMark mark={step.mark} /> : <span className="step-mark" aria-hidden="true" />}
                <span>
                  {step.words}
                  {step.note ? <span className="quiet small step-note">{step.note}</span> : null}
                </span>
              </NavLink>
            </li>
          ))}
        </ol>
      </nav>
      <div className="step-choice">
        <Select<string>
          className="wide"
          aria-label={t("steps")}
          value={here}
          onChange={(path) => navigate(path ? `${base}/${path}` : base)}
          options={steps.map((step) => ({ value: step.path, label: step.note ? `${step.words} · ${step.note}` : step.words }))}
        />
      </div>
    </>
  );
}

function Steps({ base, form, filing }: { base: string; form: Form; filing: Filing }) {
  const { t } = useTranslation("filing");
  const { check, telling } = useFormPage();
  const steps = useSteps(form, check, filing.papers.length, telling?.is_checked ?? true);
  const { pathname } = useLocation();
  const at = steps.findIndex((step) => pathname === (step.path ? `${base}/${step.path}` : base));
  const before = at > 0 ? steps[at - 1] : undefined;
  const after = at >= 0 ? steps[at + 1] : undefined;
  const to = (step: Step) => (step.path ? `${base}/${step.path}` : base);
  return (
    <div className={pathname === base ? "filing is-overview" : "filing"}>
      <StepNav base={base} steps={steps} />
      <div className="filing-page">
        <Routes>
          <Route index element={<Overview steps={steps} base={base} filing={filing} />} />
          {form.tasks.map((task) => (
            <Route key={task.id} path={`task/${task.id}`} element={<TaskPage key={task.id} task={task} />} />
          ))}
          <Route path="law" element={<LawFactsPage />} />
          <Route path="papers" element={<PapersPage filing={filing} />} />
          <Route path="recipients" element={<RecipientsPage filing={filing} />} />
          <Route path="check" element={<CheckPage base={base} form={form} filing={filing} />} />
          <Route path="documents" element={<DocumentsPage filing={filing} />} />
          <Route path="submit" element={<SubmitPage base={base} filing={filing} />} />
          <Route path="task" element={<Navigate to={base} replace />} />
          <Route path="*" element={<NotFound />} />
        </Routes>
        <nav className="step-ends" aria-label={t("neighbours")}>
          {before ? (
            <Link to={to(before)}>
              <span aria-hidden="true">←</span> {before.words}
            </Link>
          ) : (
            <span />
          )}
          {after ? (
            <Link to={to(after)}>
              {after.words} <span aria-hidden="true">→</span>
            </Link>
          ) : null}
        </nav>
      </div>
    </div>
  );
}

function title_of(declaration: Json, text: (both: { en?: string; zh?: string }) => string): string {
  const summary = value_at(declaration, "/scenario/summary");
  if (typeof summary === "string") return summary;
  return summary !== null && typeof summary === "object" && !Array.isArray(summary) ? text(summary as { en?: string; zh?: string }) : "";
}

function OpenFiling({ first, form }: { first: Filing; form: Form }) {
  const { t } = useTranslation("filing");
  const say = useSay();
  const queries = useQueryClient();
  const may_edit = useAccount().role === "filer"; // the firm's administrator and others read
  const [stored_filing, set_filing] = useState(first);
  const filing = useMemo(() => (may_edit ? stored_filing : { ...stored_filing, can_edit: false }), [may_edit, stored_filing]);
  const path = `/v1/filings/${first.id}`;
  const stored = (next: Filing) => {
    set_filing(next);
    queries.setQueryData(["filing", first.id], next);
    return { declaration: next.declaration as Json, version: next.version };
  };
  const keeper: Keeper = useMemo(
    () => ({
      save: async (version, change) => stored(await patch<Filing>(path, version, change)),
      reload: async () => stored(await get<Filing>(path)),
    }),
    [path],
  );
  const draft = useDraft({ declaration: first.declaration as Json, version: first.version }, keeper, filing.can_edit, () => {
    void queries.invalidateQueries({ queryKey: ["filings"] });
  });
  const check = useQuery({
    queryKey: ["filing-check", first.id, draft.version],
    queryFn: () => get<FilingCheck>(`${path}/check`),
    placeholderData: (before: FilingCheck | undefined) => before,
  });
  const base = `/filings/${first.id}`;
  useLeaveGuard(draft, base);
  const { pathname } = useLocation();
  const is_at_check = pathname === `${base}/check` || pathname === `${base}/submit`;
  const telling = useTelling(first.id, draft, is_at_check, Boolean(filing.case));
  const title = title_of(draft.declaration, say.text) || t("untitled");
  return (
    <FormPageProvider value={{ draft, check: check.data, telling }}>
      <PageHead title={title.length > 90 ? `${title.slice(0, 90)}…` : title} back={{ to: "/", words: t("back") }} says={may_edit || !stored_filing.can_edit ? <SaveLine draft={draft} /> : undefined} />
      {may_edit ? null : <p className="notice">{t("only_filer")}</p>}
      {filing.case ? (
        <p className="notice">
          {stored_filing.can_edit ? t("case_open") : t("case_closed")} <Link to={`/cases/${filing.case}`}>{t("to_case")}</Link>
        </p>
      ) : null}
      {check.isError && !check.data ? <ProblemView error={check.error} again={() => void check.refetch()} /> : null}
      <Steps base={base} form={form} filing={filing} />
    </FormPageProvider>
  );
}

export default function FilingPage() {
  const { filing: id = "" } = useParams();
  const { t } = useTranslation("filing");
  const form = useForm();
  const filing = useQuery({ queryKey: ["filing", id], queryFn: () => get<Filing>(`/v1/filings/${id}`), refetchOnWindowFocus: false, refetchOnMount: "always", gcTime: 0 });
  if (filing.isError || form.isError) {
    return (
      <>
        <PageHead title={t("untitled")} back={{ to: "/", words: t("back") }} />
        <ProblemView error={filing.error ?? form.error} again={() => void filing.refetch()} />
      </>
    );
  }
  if (!filing.data || !form.data) return <Skeleton active paragraph={{ rows: 8 }} />;
  return <OpenFiling key={id} first={filing.data} form={form.data} />;
}
