// What the firm's pages read, each under one key so that a change can name what it made old.
import { useQuery } from "@tanstack/react-query";
import { get, with_query } from "../api/client";
import type { CaseSummary, FilingSummary, Rows } from "../api/types";

const kPage = 200;
const kMostPages = 50;
export const kMostRows = kPage * kMostPages; // beyond these a list is cut off, which its page says

// Every page of a list that is short by nature: a firm's own filings, cases, permits.
export async function all_rows<Row>(path: string): Promise<Row[]> {
  const rows: Row[] = [];
  let after: string | undefined;
  for (let page = 0; page < kMostPages; ++page) {
    const found: Rows<Row> = await get<Rows<Row>>(with_query(path, { limit: kPage, after }));
    rows.push(...found.rows);
    after = found.next;
    if (!after) break;
  }
  return rows;
}

export function useFilings() {
  return useQuery({ queryKey: ["filings"], queryFn: () => all_rows<FilingSummary>("/v1/filings") });
}

export function useCases() {
  return useQuery({ queryKey: ["cases"], queryFn: () => all_rows<CaseSummary>("/v1/cases") });
}
