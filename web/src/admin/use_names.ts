// Names behind ids, for those who may read them; an id without one stands for itself.
import { useMemo } from "react";
import { useQuery } from "@tanstack/react-query";
import { get, with_query } from "../api/client";
import type { Account, Firm, Rows } from "../api/types";

const kMostPages = 25; // of 200 rows

async function every<Row>(path: string, signal: AbortSignal): Promise<Row[]> {
  const rows: Row[] = [];
  let after: string | undefined;
  for (let page = 0; page < kMostPages; ++page) {
    const found: Rows<Row> = await get<Rows<Row>>(with_query(path, { limit: 200, after }), { signal });
    rows.push(...found.rows);
    after = found.next;
    if (!after) break;
  }
  return rows;
}

export function useAccountNames(): Map<string, Account> {
  const { data } = useQuery({ queryKey: ["account-names"], queryFn: ({ signal }) => every<Account>("/v1/accounts", signal), staleTime: 300_000 });
  return useMemo(() => new Map(data?.map((account) => [account.id, account])), [data]);
}

export function useFirmNames(wanted: boolean): Map<string, string> {
  const { data } = useQuery({ queryKey: ["firm-names"], queryFn: ({ signal }) => every<Firm>("/v1/firms", signal), staleTime: 300_000, enabled: wanted });
  return useMemo(() => new Map(data?.map((firm) => [firm.id ?? "", firm.name ?? ""])), [data]);
}
