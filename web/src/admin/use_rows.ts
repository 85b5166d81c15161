// A list that is read page by page to its end is small; one that is not has a button for more.
import { useInfiniteQuery } from "@tanstack/react-query";
import { get, with_query } from "../api/client";
import type { Rows } from "../api/types";

export function useRows<Row>(path: string, key: string, asked: Record<string, string> = {}) {
  const query = useInfiniteQuery({
    queryKey: [key, asked],
    queryFn: ({ pageParam, signal }) => get<Rows<Row>>(with_query(path, { ...asked, limit: 200, after: pageParam }), { signal }),
    initialPageParam: "",
    getNextPageParam: (last) => last.next,
  });
  return { ...query, rows: query.data?.pages.flatMap((page) => page.rows) ?? [] };
}
