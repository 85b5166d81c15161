// What leaves, from whom to where: a picture of bands, and beside it the same rows as a table that sorts and filters.
import { lazy, Suspense, useMemo, useState } from "react";
import { Input, Select, Skeleton } from "antd";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useAccount } from "../api/session";
import type { Flow, Rows } from "../api/types";
import { get, with_query } from "../api/client";
import { EmptyState } from "../ui/empty_state";
import { PageHead } from "../ui/page_head";
import { ProblemView } from "../ui/problem_view";
import { useSay } from "../ui/say";
import { FlowTable } from "./flow_table";
import { flow_title } from "./flow_words";

const Sankey = lazy(() => import("./sankey"));
const kMost = 10_000;

async function all_flows(): Promise<Flow[]> {
  const rows: Flow[] = [];
  let after: string | undefined;
  do {
    const found: Rows<Flow> = await get<Rows<Flow>>(with_query("/v1/flows", { limit: 200, after }));
    rows.push(...found.rows);
    after = found.next;
  } while (after && rows.length < kMost);
  return rows;
}

function distinct(rows: Flow[], key: "state" | "kind" | "destination"): string[] {
  return [...new Set(rows.flatMap((row) => (row[key] ? [String(row[key])] : [])))].sort();
}

// The page's shape while its rows are fetched.
function FlowBones() {
  const { t } = useTranslation("flows");
  return (
    <div aria-busy="true">
      <span className="hidden-text" role="status">
        {t("common:waiting")}
      </span>
      <section className="card">
        <Skeleton.Input active block />
      </section>
      <section className="card">
        <Skeleton active paragraph={{ rows: 9 }} />
      </section>
      <section className="card">
        <Skeleton active paragraph={{ rows: 5 }} />
      </section>
    </div>
  );
}

export default function FlowsPage() {
  const { t } = useTranslation("flows");
  const say = useSay();
  const { role } = useAccount();
  const is_firm = role === "filer" || role === "firm_admin";
  const flows = useQuery({ queryKey: ["flows"], queryFn: all_flows });
  const [words, set_words] = useState("");
  const [state, set_state] = useState<string>();
  const [kind, set_kind] = useState<string>();
  const [destination, set_destination] = useState<string>();
  const rows = useMemo(() => {
    const wanted = words.trim().toLowerCase();
    return (flows.data ?? []).filter(
      (row) =>
        (!state || row.state === state) &&
        (!kind || row.kind === kind) &&
        (!destination || row.destination === destination) &&
        (!wanted || `${flow_title(row)} ${row.recipient ?? ""} ${row.firm?.name ?? ""} ${row.id ?? ""}`.toLowerCase().includes(wanted)),
    );
  }, [flows.data, words, state, kind, destination]);
  if (flows.isError) {
    return (
      <>
        <PageHead title={t("title")} />
        <ProblemView error={flows.error} again={() => void flows.refetch()} />
      </>
    );
  }
  const all = flows.data;
  return (
    <>
      <PageHead title={t("title")} says={t("says")} />
      {!all ? (
        <FlowBones />
      ) : all.length === 0 ? (
        <section className="card">
          <EmptyState title={t("none")} says={t("none_says")} />
        </section>
      ) : (
        <>
          <section className="card">
            <div className="row filters">
              <Input.Search className="mid-input" aria-label={t("search")} placeholder={t("search")} value={words} onChange={(event) => set_words(event.target.value)} allowClear />
              <Select<string> className="filter" aria-label={t("column.state")} placeholder={t("column.state")} allowClear value={state} onChange={set_state} options={distinct(all, "state").map((value) => ({ value, label: t(`state.${value}`) }))} />
              <Select<string> className="filter" aria-label={t("column.kind")} placeholder={t("column.kind")} allowClear value={kind} onChange={set_kind} options={distinct(all, "kind").map((value) => ({ value, label: t(`kind.${value}`) }))} />
              <Select<string> className="filter" aria-label={t("column.destination")} placeholder={t("column.destination")} allowClear showSearch optionFilterProp="label" value={destination} onChange={set_destination} options={distinct(all, "destination").map((value) => ({ value, label: say.region(value) }))} />
              <span className="quiet" role="status">
                {t("count", { count: rows.length })}
              </span>
            </div>
          </section>
          <section className="card" aria-labelledby="picture">
            <h2 id="picture">{t("picture")}</h2>
            <p className="quiet small">{t("picture_says")}</p>
            {rows.length > 0 ? (
              <Suspense fallback={<Skeleton active />}>
                <Sankey rows={rows} is_firm={is_firm} />
              </Suspense>
            ) : (
              <EmptyState title={t("none_left")} />
            )}
          </section>
          <section className="card" aria-labelledby="table">
            <h2 id="table">{t("table")}</h2>
            <FlowTable rows={rows} is_firm={is_firm} />
          </section>
        </>
      )}
    </>
  );
}
