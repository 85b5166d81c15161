// What a firm may contest now. Weights, destinations and floors are contested by the operator or an agency; an outcome once it is there,
// and not while its review runs.
import type { CasePage } from "../api/types";

export type Level = "fact" | "mapping" | "outcome";

export function levels_of({ state, decisions, contests }: { state: string; decisions?: readonly unknown[]; contests?: readonly Pick<NonNullable<CasePage["contests"]>[number], "level">[] }): Level[] {
  const was_contested = contests?.some((contest) => contest.level === "outcome") ?? false;
  const is_there = state === "not_accepted" ? !was_contested : (decisions?.length ?? 0) > 0 && state !== "under_review";
  return is_there ? ["fact", "mapping", "outcome"] : ["fact", "mapping"];
}
