// Permits that came out of this desk's cases, page by page.
import { useState } from "react";
import { Button, Segmented, Skeleton } from "antd";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router-dom";
import { get, with_query } from "../../api/client";
import type { PermitSummary, Rows } from "../../api/types";
import { useAccount } from "../../api/session";
import { EmptyState } from "../../ui/empty_state";
import { PageHead } from "../../ui/page_head";
import { ProblemView } from "../../ui/problem_view";
import { useSay } from "../../ui/say";
import { PermitTag } from "../../ui/tags";
import "../officer.css";

const kStates = ["", "active", "suspended", "revoked", "expired", "not_yet"] as const;

function Table({ rows }: { rows: PermitSummary[] }) {
  const { t } = useTranslation("officer");
  const say = useSay();
  const { role } = useAccount();
  const is_firm = role === "filer" || role === "firm_admin";
  const columns = (["id", "state", "firm", "to", "items", "valid", "case"] as const).filter((name) => name !== "firm" || !is_firm);
  return (
    <div className="sheet table-room">
      <table className="plain folds">
        <thead>
          <tr>
            {columns.map((name) => (
              <th scope="col" key={name}>
                {t(`permit.head.${name}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <td className="unbroken">
                <Link to={`/permits/${row.id}`}>{row.id}</Link>
              </td>
              <td data-label={t("permit.head.state")}>
                <PermitTag state={row.state ?? ""} />
              </td>
              {is_firm ? null : <td data-label={t("permit.head.firm")}>{row.firm?.name}</td>}
              <td data-label={t("permit.head.to")}>{(row.destinations ?? []).map((code) => say.region(code)).join(t("comma"))}</td>
              <td data-label={t("permit.head.items")}>{say.number(row.items ?? 0)}</td>
              <td data-label={t("permit.head.valid")}>{row.valid_from && t("permit.valid", { from: say.day(row.valid_from), last: say.last_day(row.valid_until) })}</td>
              <td data-label={t("permit.head.case")}>{row.case && <Link to={`/cases/${row.case}`}>{row.case}</Link>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export default function Permits() {
  const { t } = useTranslation("officer");
  const [state, set_state] = useState("");
  const found = useInfiniteQuery({
    queryKey: ["permits"],
    queryFn: ({ pageParam, signal }) => get<Rows<PermitSummary>>(with_query("/v1/permits", { limit: 200, after: pageParam }), { signal }),
    initialPageParam: "",
    getNextPageParam: (last) => last.next,
  });
  const all = found.data?.pages.flatMap((page) => page.rows) ?? [];
  const rows = state === "" ? all : all.filter((row) => row.state === state);
  return (
    <div className="officer stack">
      <PageHead title={t("permit.title")} says={t("permit.says")} />
      <Segmented
        aria-label={t("permit.head.state")}
        value={state}
        onChange={(value) => set_state(String(value))}
        options={kStates.map((one) => ({ value: one, label: one === "" ? t("permit.every") : t(`common:permit_state.${one}`) }))}
        style={{ maxWidth: "100%", overflowX: "auto" }}
      />
      {found.error && <ProblemView error={found.error} again={() => void found.refetch()} />}
      {found.isPending && <Skeleton active />}
      {found.data && rows.length === 0 && <EmptyState title={t(state === "" ? "permit.none" : "permit.none_here")} says={t("permit.none_why")} />}
      {rows.length > 0 && <Table rows={rows} />}
      {found.hasNextPage && (
        <div>
          <Button loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
            {t("common:more")}
          </Button>
        </div>
      )}
    </div>
  );
}
