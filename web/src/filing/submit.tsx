// The last look before a filing is handed in: what it says in short, what is open, and the one button.
import { App as AntApp, Button, Skeleton } from "antd";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router-dom";
import { get, post } from "../api/client";
import { problem_of } from "../api/problem";
import { useAccount } from "../api/session";
import type { Filing, FilingCheck, Json } from "../api/types";
import { useFormPage } from "../form/context";
import { gap_words } from "../ui/gap_words";
import { ProblemView } from "../ui/problem_view";
import { persons_words } from "../ui/persons";
import { useSay } from "../ui/say";

interface Submitted {
  case: string;
  filing: string;
}

function text_at(value: Json | undefined): string {
  if (typeof value === "string") return value;
  return "";
}

function Summary({ check, papers }: { check: FilingCheck; papers: number }) {
  const { t } = useTranslation("filing");
  const say = useSay();
  const { draft } = useFormPage();
  const summary = draft.value("/scenario/summary");
  const recipients = draft.value("/scenario/recipients");
  const items = draft.value("/scenario/items");
  const count = (side: string) => {
    const value = draft.value(`/scenario/persons/${side}`);
    return typeof value === "number" ? value : undefined;
  };
  const rows = Array.isArray(recipients) ? recipients : [];
  return (
    <dl className="facts">
      <dt>{t("submit.what")}</dt>
      <dd>{typeof summary === "string" ? summary : say.text(summary as { en?: string; zh?: string } | null | undefined) || t("common:unknown")}</dd>
      <dt>{t("route.title")}</dt>
      <dd>{check.route ? say.text(check.route_words) || t(`common:route.${check.route}`) : t("route.undetermined")}</dd>
      <dt>{t("submit.to")}</dt>
      <dd>
        {rows.length === 0
          ? t("common:unknown")
          : rows
              .slice(0, 5)
              .map((one) => {
                const row = one as { [key: string]: Json };
                const region = text_at(row.region) ? say.region(text_at(row.region)) : "";
                return region ? t("submit.of_region", { name: text_at(row.name), region }) : text_at(row.name);
              })
              .join(say.lang === "zh" ? "\uff1b" : "; ")}
        {rows.length > 5 ? ` +${rows.length - 5}` : ""}
      </dd>
      <dt>{t("submit.items")}</dt>
      <dd className="numbers">{say.number(Array.isArray(items) ? items.length : 0)}</dd>
      <dt>{t("submit.persons")}</dt>
      <dd className="numbers">
        {persons_words(count("pi"), count("spi"), say, t)}
      </dd>
      <dt>{t("step.papers")}</dt>
      <dd className="numbers">{say.number(papers)}</dd>
    </dl>
  );
}

export function SubmitPage({ base, filing }: { base: string; filing: Filing }) {
  const { t } = useTranslation("filing");
  const { draft } = useFormPage();
  const { role } = useAccount();
  const { modal } = AntApp.useApp();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const check = useQuery({ queryKey: ["filing-check", filing.id, draft.version], queryFn: () => get<FilingCheck>(`/v1/filings/${filing.id}/check`) });
  const submit = useMutation({
    mutationFn: async () => {
      await draft.flush();
      return post<Submitted>(`/v1/filings/${filing.id}/submission`, {}, { version: draft.newest() });
    },
    onSuccess: async (answer) => {
      await Promise.all([queries.invalidateQueries({ queryKey: ["filings"] }), queries.invalidateQueries({ queryKey: ["cases"] }), queries.invalidateQueries({ queryKey: ["case"] })]);
      navigate(`/cases/${answer.case}`, { replace: true }); // Back leads before the submission, not to it
    },
    onError: (error) => {
      if (problem_of(error).status === 412) void draft.renew();
    },
  });
  if (check.isError) return <ProblemView error={check.error} again={() => void check.refetch()} />;
  if (!check.data) return <Skeleton active />;
  const { gaps, can_submit } = check.data;
  const is_clean = draft.refused.size === 0 && draft.held.size === 0 && draft.conflicts.length === 0;
  const ask = () =>
    void modal.confirm({
      title: t("submit.sure"),
      content: (gaps?.returned ?? 0) > 0 ? t("submit.sure_returned", { count: gaps?.returned ?? 0 }) : t("submit.sure_says"),
      okText: t("submit.do"),
      cancelText: t("common:cancel"),
      onOk: () => submit.mutateAsync().catch(() => undefined),
    });
  return (
    <>
      <h2 className="task-title">{t("submit.title")}</h2>
      <section className="card">
        <Summary check={check.data} papers={filing.papers.length} />
      </section>
      <section className="card">
        <p>{t("submit.gaps", { gaps: gap_words(gaps, t) })}</p>
        {(gaps?.blocks ?? 0) + (gaps?.returned ?? 0) + (gaps?.warns ?? 0) > 0 ? (
          <p>
            <Link to={`${base}/check`}>{t("submit.to_check")}</Link>
          </p>
        ) : null}
        {can_submit ? null : <p className="notice is-bad">{t("submit.blocked")}</p>}
        {is_clean ? null : <p className="notice is-warn">{t("submit.unsaved")}</p>}
        {submit.isError ? <ProblemView error={submit.error} /> : null}
        {filing.can_edit ? (
          <Button type="primary" size="large" disabled={!can_submit || !is_clean} loading={submit.isPending} onClick={ask}>
            {filing.case ? t("submit.again") : t("submit.do")}
          </Button>
        ) : role === "filer" ? (
          <p className="notice">{t("submit.done")}</p>
        ) : null}
      </section>
    </>
  );
}
