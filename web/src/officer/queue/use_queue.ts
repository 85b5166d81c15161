// The queue, page by page as it is scrolled; the server sorts it by the nearest due day.
import { useMemo } from "react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useSearchParams } from "react-router-dom";
import { get, with_query } from "../../api/client";
import type { CaseSummary, Rows } from "../../api/types";
import { kLanes, type Lane } from "../lanes";

export const kOpenStates = [
  "submitted", "completeness_check", "returned", "awaiting_acceptance", "acceptance_supplement", "under_assessment",
  "assessment_supplement", "filing_check", "filing_supplement", "under_review",
] as const;
export const kClosedStates = ["passed", "partly_passed", "filed", "refused", "not_accepted", "terminated"] as const;

export interface QueueFilter {
  lane: string;
  state: string;
  assignee: string; // "", me, none
  closed: boolean;
}

export type QueueCounts = Partial<Record<Lane | "hidden", number>>; // of open cases; hidden: in blind review
export type QueuePage = Rows<CaseSummary> & { counts?: QueueCounts };

const kPage = 200; // rows a request: 10,000 cases are fifty of them

export function useQueueFilter(): [QueueFilter, (change: Partial<QueueFilter>) => void] {
  const [search, set_search] = useSearchParams();
  // What an old address names and the desk does not know is left out.
  const known = (name: string, words: readonly string[]) => words.find((word) => word === search.get(name)) ?? "";
  const filter = useMemo(
    () => ({
      lane: known("lane", kLanes),
      state: known("state", [...kOpenStates, ...kClosedStates]),
      assignee: known("assignee", ["me", "none"]),
      closed: search.get("closed") === "1",
    }),
    [search],
  );
  const change = (what: Partial<QueueFilter>) => {
    const next = { ...filter, ...what };
    const texts = { lane: next.lane, state: next.state, assignee: next.assignee, closed: next.closed ? "1" : "" };
    set_search(new URLSearchParams(Object.entries(texts).filter(([, text]) => text !== "")), { replace: true });
  };
  return [filter, change];
}

export function useQueue(filter: QueueFilter) {
  const query = useInfiniteQuery({
    queryKey: ["queue", filter],
    queryFn: ({ pageParam, signal }) =>
      get<QueuePage>(
        with_query("/v1/cases", {
          lane: filter.lane,
          state: filter.state,
          assignee: filter.assignee,
          is_open: filter.closed ? false : undefined,
          limit: kPage,
          after: pageParam,
        }),
        { signal },
      ),
    initialPageParam: "",
    getNextPageParam: (last) => last.next,
    structuralSharing: false, // comparing thousands of rows costs more than drawing thirty
    refetchOnWindowFocus: false,
    staleTime: 60_000,
  });
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.rows) ?? [], [query.data]);
  return { ...query, rows, counts: query.data?.pages[0]?.counts ?? ({} as QueueCounts) };
}
