// Takes a step of a case (docs/formats/case-record.md) upon the state that the page shows.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ask } from "../api/client";
import { problem_of } from "../api/problem";
import type { CasePage, Json } from "../api/types";

export type StepBody = { name: string } & { [key: string]: Json };

export function useStep(id: string, seq: number | undefined, when_taken?: () => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (body: StepBody) => (await ask<CasePage>("POST", `/v1/cases/${id}/steps`, { body, version: seq ?? 0 })).body,
    onSuccess: (page) => {
      queries.setQueryData(["case", id], page);
      void queries.invalidateQueries({ queryKey: ["case-steps", id] });
      void queries.invalidateQueries({ queryKey: ["cases"] });
      when_taken?.();
    },
    onError: (error) => {
      if (problem_of(error).status === 412) void queries.invalidateQueries({ queryKey: ["case", id] });
    },
  });
}
