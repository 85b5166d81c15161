// Every day that matters to the firm: what it must hand in, what the authority must answer, which permits end.
import { Skeleton } from "antd";
import { CalendarOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router-dom";
import type { PermitSummary } from "../api/types";
import { DueDay } from "../ui/due_day";
import { EmptyState } from "../ui/empty_state";
import { PageHead } from "../ui/page_head";
import { ProblemView } from "../ui/problem_view";
import { useSay } from "../ui/say";
import { PermitTag, StateTag, WaitsTag } from "../ui/tags";
import { all_rows, kMostRows, useCases } from "./queries";

function days_until(day: string | undefined): number {
  return day ? Math.ceil((Date.parse(`${day}T00:00:00+08:00`) - Date.now()) / 86_400_000) : 0;
}

function CaseDays() {
  const { t } = useTranslation("firm");
  const say = useSay();
  const cases = useCases();
  if (cases.isError) return <ProblemView error={cases.error} again={() => void cases.refetch()} />;
  if (!cases.data) return <Skeleton active />;
  const is_cut = cases.data.length >= kMostRows;
  const rows = cases.data.filter((row) => !row.is_closed && row.due_day).sort((a, b) => (a.due_day ?? "").localeCompare(b.due_day ?? ""));
  if (rows.length === 0) return <EmptyState title={t("deadlines.none")} says={t("deadlines.none_says")} />;
  return (
    <div className="table-room">
      {is_cut && <p className="quiet">{t("deadlines.cut", { most: say.number(kMostRows) })}</p>}
      <table className="plain folds">
        <thead>
          <tr>
            <th scope="col">{t("deadlines.day")}</th>
            <th scope="col">{t("deadlines.left")}</th>
            <th scope="col">{t("column.case")}</th>
            <th scope="col">{t("column.waits")}</th>
            <th scope="col">{t("column.state")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <td>
                <DueDay day={row.due_day} is_overdue={row.is_overdue} />
              </td>
              <td data-label={t("deadlines.left")} className="numbers">
                {t("deadlines.days", { count: days_until(row.due_day) })}
              </td>
              <td>
                <Link to={`/cases/${row.id}`}>{say.title(row) || t("untitled")}</Link>
              </td>
              <td data-label={t("column.waits")}>
                <WaitsTag waits_for={row.waits_for} for_firm />
              </td>
              <td data-label={t("column.state")}>
                <StateTag state={row.state} words={row.state_words} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const kPermits_days = 180;

function PermitDays() {
  const { t } = useTranslation("firm");
  const permits = useQuery({ queryKey: ["permits"], queryFn: () => all_rows<PermitSummary>("/v1/permits") });
  if (permits.isError) return <ProblemView error={permits.error} again={() => void permits.refetch()} />;
  if (!permits.data) return <Skeleton active />;
  const held = permits.data.filter((row) => row.state !== "revoked" && row.state !== "expired").sort((a, b) => (a.valid_until ?? "").localeCompare(b.valid_until ?? ""));
  if (held.length === 0) return <EmptyState title={t("deadlines.no_permits")} />;
  const rows = held.filter((row) => row.valid_until && days_until(row.valid_until) <= kPermits_days);
  const later = held.length - rows.length;
  return (
    <>
      {rows.length === 0 ? <EmptyState title={t("deadlines.none_near", { days: kPermits_days })} /> : <PermitTable rows={rows} />}
      {later > 0 ? <p className="quiet small">{t("deadlines.later", { count: later })}</p> : null}
    </>
  );
}

function PermitTable({ rows }: { rows: PermitSummary[] }) {
  const { t } = useTranslation("firm");
  const say = useSay();
  return (
    <div className="table-room">
      <table className="plain folds">
        <thead>
          <tr>
            <th scope="col">{t("deadlines.ends")}</th>
            <th scope="col">{t("deadlines.left")}</th>
            <th scope="col">{t("deadlines.permit")}</th>
            <th scope="col">{t("deadlines.to")}</th>
            <th scope="col">{t("column.state")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <td>
                <time dateTime={row.valid_until}>{say.last_day(row.valid_until)}</time>
              </td>
              <td data-label={t("deadlines.left")} className="numbers">
                {t("deadlines.days", { count: days_until(row.valid_until) })}
              </td>
              <td data-label={t("deadlines.permit")}>{row.case ? <Link to={`/cases/${row.case}`}>{row.id}</Link> : row.id}</td>
              <td data-label={t("deadlines.to")}>{(row.destinations ?? []).map(say.region).join(say.lang === "zh" ? "\u3001" : ", ")}</td>
              <td data-label={t("column.state")}>
                <PermitTag state={row.state ?? ""} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export default function Deadlines() {
  const { t } = useTranslation("firm");
  return (
    <>
      <PageHead
        title={t("deadlines.title")}
        says={t("deadlines.says")}
        actions={
          <a className="plain-button is-small" href="/v1/calendar.ics" download="tidegate.ics">
            <CalendarOutlined /> {t("deadlines.calendar")}
          </a>
        }
      />
      <section className="card" aria-labelledby="of-cases">
        <h2 id="of-cases">{t("deadlines.cases")}</h2>
        <CaseDays />
      </section>
      <section className="card" aria-labelledby="of-permits">
        <h2 id="of-permits">{t("deadlines.permits", { days: kPermits_days })}</h2>
        <PermitDays />
      </section>
    </>
  );
}
