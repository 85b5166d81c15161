import type { Outcome } from "../../api/types";
import type { DecisionKind } from "../case/case_model";

export type Verdict = NonNullable<Outcome["verdict"]>;

// A filing is made or refused as a whole: its check has no outcome in part (docs/formats/case-states.md).
export function may_be_partly(state: string): boolean {
  return state !== "filing_check";
}

// What the verdicts add up to: the officer decides items, and the kind follows; nothing while one is undecided.
export function kind_of(items: readonly { verdict: Verdict | undefined }[]): DecisionKind | undefined {
  if (items.some((item) => item.verdict === undefined)) return undefined;
  const refused = items.filter((item) => item.verdict === "refused").length;
  if (refused === 0) return "passed";
  return refused === items.length ? "refused" : "partly_passed";
}
