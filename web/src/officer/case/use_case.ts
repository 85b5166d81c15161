// One case: read in one request; a step is taken on the version that the reader saw.
import { useCallback, useRef, useState } from "react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { ask, fresh_key, get, type Answer } from "../../api/client";
import { problem_of, type Problem } from "../../api/problem";
import type { CasePage, Json } from "../../api/types";
import { view_of, type CaseView } from "./case_model";

export const case_key = (id: string) => ["case", id];
export const case_path = (id: string) => `/v1/cases/${encodeURIComponent(id)}`;

// With its ETag, which says more than its number: what the page told of the firm's other filings too.
const view_with_tag = (answer: Answer<CasePage>): CaseView => ({ ...view_of(answer.body), etag: answer.etag });

export function useCase(id: string) {
  return useQuery({
    queryKey: case_key(id),
    queryFn: async ({ signal }) => view_with_tag(await ask<CasePage>("GET", case_path(id), { signal })),
    refetchInterval: 60_000,
  });
}

export type Step = { name: string } & Record<string, unknown>;

export interface StepTaker {
  take: (step: Step) => Promise<boolean>; // whether it was taken
  is_taking: boolean;
  problem: Problem | null; // why the desk refused the last one
  clear: () => void;
}

// A step is held to the page that was there when its form was opened: what is read in the background meanwhile
// its reader may not have seen. Once the desk has refused it for that, to the page that is read again then.
export function useSteps(view: CaseView): StepTaker {
  const queries = useQueryClient();
  const [seen, set_seen] = useState<Pick<CaseView, "etag" | "seq">>(view);
  const [is_taking, set_taking] = useState(false);
  const newest = useRef(0); // only the newest step taken says that none is under way
  const [problem, set_problem] = useState<Problem | null>(null);
  const clear = useCallback(() => set_problem(null), []);
  const take = async (step: Step) => {
    const mine = ++newest.current;
    const end_taking = () => {
      if (mine === newest.current) set_taking(false);
    };
    set_taking(true);
    set_problem(null);
    try {
      const after = await ask<CasePage>("POST", `${case_path(view.id)}/steps`, { body: step, etag: seen.etag, version: seen.seq, key: fresh_key() });
      queries.setQueryData(case_key(view.id), view_with_tag(after));
      void queries.invalidateQueries({ queryKey: ["queue"], refetchType: "none" });
      void queries.invalidateQueries({ queryKey: ["case-part", view.id] });
      return true;
    } catch (error) {
      const found = problem_of(error);
      set_problem(found);
      // Somebody else took a step meanwhile: what was typed stays, and the case beside it is read again.
      if (found.status === 412) {
        end_taking(); // a network that is away keeps the reading waiting, not the form
        await queries.invalidateQueries({ queryKey: case_key(view.id) });
        set_seen(queries.getQueryData<CaseView>(case_key(view.id)) ?? seen);
      }
      return false;
    } finally {
      end_taking();
    }
  };
  return { take, is_taking, problem, clear };
}

// What a tab of the case needs beside the page.
export function useCasePart<Body>(view: CaseView, part: string, wanted = true) {
  return useQuery({
    queryKey: ["case-part", view.id, part],
    queryFn: ({ signal }) => get<Body>(`${case_path(view.id)}${part}`, { signal }),
    enabled: wanted,
  });
}

// The declaration as a version has it, to say by name what changed there. The newest is on the page already; undefined: not at hand.
export function useDeclarationOf(view: CaseView, version: number, wanted: boolean): Json | undefined {
  const is_newest = version === view.version;
  const read = useCasePart<{ declaration: Json }>(view, `/versions/${version}`, wanted && !is_newest);
  return is_newest ? view.declaration : read.data?.declaration;
}
