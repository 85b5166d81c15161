// What the firm has in hand: its filings and its cases, who is waited for, what is due next.
import { Skeleton } from "antd";
import { FileAddOutlined, EditOutlined } from "@ant-design/icons";
import { useTranslation } from "react-i18next";
import { Link } from "react-router-dom";
import { useAccount } from "../api/session";
import type { CaseSummary, FilingSummary } from "../api/types";
import { DueDay } from "../ui/due_day";
import { EmptyState } from "../ui/empty_state";
import { gap_words } from "../ui/gap_words";
import { PageHead } from "../ui/page_head";
import { ProblemView } from "../ui/problem_view";
import { useSay } from "../ui/say";
import { MoodTag, StateTag, WaitsTag } from "../ui/tags";
import { useCases, useFilings } from "./queries";

function NewFiling() {
  const { t } = useTranslation("firm");
  const { role } = useAccount();
  if (role !== "filer") return null;
  return (
    <Link className="plain-button is-main" to="/filings/new">
      <FileAddOutlined /> {t("new_filing")}
    </Link>
  );
}

function CaseRow({ row }: { row: CaseSummary }) {
  const { t } = useTranslation("firm");
  const say = useSay();
  return (
    <tr>
      <td>
        <Link to={`/cases/${row.id}`}>{say.title(row) || t("untitled")}</Link>
        <div className="quiet small">{t(`common:route.${row.route}`)}</div>
      </td>
      <td data-label={t("column.state")}>
        <StateTag state={row.state} words={row.state_words} />
      </td>
      <td data-label={t("column.waits")}>
        <WaitsTag waits_for={row.waits_for} for_firm />
      </td>
      <td data-label={t("column.due")}>
        <DueDay day={row.due_day} is_overdue={row.is_overdue} />
      </td>
      <td data-label={t("column.changed")} className="quiet">
        {say.moment(row.updated_at)}
      </td>
    </tr>
  );
}

function DraftRow({ row }: { row: FilingSummary }) {
  const { t } = useTranslation("firm");
  const say = useSay();
  return (
    <tr>
      <td>
        <Link to={`/filings/${row.id}`}>{say.title(row) || t("untitled")}</Link>
        <div className="quiet small">{t(`common:route.${row.route ?? "none"}`)}</div>
      </td>
      <td data-label={t("column.state")}>
        <MoodTag mood="calm" icon={<EditOutlined />}>
          {t("state.draft")}
        </MoodTag>
      </td>
      <td data-label={t("column.answered")} className="numbers">
        {t("answered", { answered: row.answered, needed: row.needed })}
      </td>
      <td data-label={t("column.gaps")} className="numbers">
        {gap_words({ ...row.gaps, warns: 0 }, t)}
      </td>
      <td data-label={t("column.changed")} className="quiet">
        {say.moment(row.updated_at)}
      </td>
    </tr>
  );
}

// Nearest last day first among those that wait for the firm, then the others.
function by_need(a: CaseSummary, b: CaseSummary): number {
  const rank = (row: CaseSummary) => (row.waits_for === "firm" ? 0 : 1);
  return rank(a) - rank(b) || (a.due_day ?? "9999").localeCompare(b.due_day ?? "9999") || b.updated_at.localeCompare(a.updated_at);
}

function CaseTable({ rows }: { rows: CaseSummary[] }) {
  const { t } = useTranslation("firm");
  return (
    <div className="table-room">
      <table className="plain folds">
        <thead>
          <tr>
            <th scope="col">{t("column.case")}</th>
            <th scope="col">{t("column.state")}</th>
            <th scope="col">{t("column.waits")}</th>
            <th scope="col">{t("column.due")}</th>
            <th scope="col">{t("column.changed")}</th>
          </tr>
        </thead>
        <tbody>
          {[...rows].sort(by_need).map((row) => (
            <CaseRow key={row.id} row={row} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

// What is closed stands apart, and folds away where there is something in hand.
function Cases() {
  const { t } = useTranslation("firm");
  const cases = useCases();
  if (cases.isError) return <ProblemView error={cases.error} again={() => void cases.refetch()} />;
  if (!cases.data) return <Skeleton active />;
  const open = cases.data.filter((row) => !row.is_closed);
  const closed = cases.data.filter((row) => row.is_closed);
  return (
    <>
      {open.length > 0 ? <CaseTable rows={open} /> : <EmptyState title={t("cases.none")} says={t("cases.none_says")} />}
      {closed.length > 0 ? (
        <details className="more-facts" open={open.length === 0}>
          <summary>{t("closed.title", { count: closed.length })}</summary>
          <CaseTable rows={closed} />
        </details>
      ) : null}
    </>
  );
}

function Drafts() {
  const { t } = useTranslation("firm");
  const filings = useFilings();
  if (filings.isError) return <ProblemView error={filings.error} again={() => void filings.refetch()} />;
  if (!filings.data) return <Skeleton active />;
  const drafts = filings.data.filter((row) => row.state === "draft");
  if (drafts.length === 0) return <EmptyState title={t("drafts.none")} says={t("drafts.none_says")} action={<NewFiling />} />;
  return (
    <div className="table-room">
      <table className="plain folds">
        <thead>
          <tr>
            <th scope="col">{t("column.filing")}</th>
            <th scope="col">{t("column.state")}</th>
            <th scope="col">{t("column.answered")}</th>
            <th scope="col">{t("column.gaps")}</th>
            <th scope="col">{t("column.changed")}</th>
          </tr>
        </thead>
        <tbody>
          {drafts.map((row) => (
            <DraftRow key={row.id} row={row} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

export default function Home() {
  const { t } = useTranslation("firm");
  const { data } = useCases();
  const waiting = data?.filter((row) => row.waits_for === "firm" && !row.is_closed).length;
  return (
    <>
      <PageHead title={t("home.title")} says={waiting === undefined ? undefined : t("home.waiting", { count: waiting })} actions={<NewFiling />} />
      <section className="card" aria-labelledby="cases">
        <h2 id="cases">{t("cases.title")}</h2>
        <Cases />
      </section>
      <section className="card" aria-labelledby="drafts">
        <h2 id="drafts">{t("drafts.title")}</h2>
        <Drafts />
      </section>
    </>
  );
}
