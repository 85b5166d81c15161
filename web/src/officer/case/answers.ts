// What the firm made of a request for supplements, put together from its page: which two versions lie around it, what
// changed where it was asked, and which papers came with it.
import type { Difference, Paper } from "../../api/types";
import type { CaseView, Supplement } from "./case_model";

type Line = NonNullable<Supplement["lines"]>[number];

const instant = (text: string | undefined) => (text ? Date.parse(text) : Number.NaN);

// The version that was asked about, and the one that answers: the newest until the round was handed in, or until now.
export function versions_around(round: Supplement, versions: CaseView["versions"]): { from: number; to: number } {
  const newest_until = (ms: number) => versions.reduce((newest, one) => (instant(one.at) <= ms ? Math.max(newest, one.number ?? 0) : newest), 0);
  const from = newest_until(instant(round.asked_at)) || 1;
  const to = round.handed_in_at ? newest_until(instant(round.handed_in_at)) : newest_until(Number.POSITIVE_INFINITY);
  return { from, to: Math.max(from, to) };
}

const is_within = (place: string, of: string) => place === of || place.startsWith(`${of}/`);

// Changes at the place that a line asks about, inside it, or of what it lies in. A line about the whole filing has none of its own.
export function changes_at(pointer: string | undefined, changes: Difference[]): Difference[] {
  if (!pointer) return [];
  return changes.filter((change) => is_within(change.pointer, pointer) || is_within(pointer, change.pointer));
}

// Changes that no line asked about.
export function changes_beside(lines: Line[], changes: Difference[]): Difference[] {
  const asked = new Set(lines.flatMap((line) => changes_at(line.ask?.pointer, changes)));
  return changes.filter((change) => !asked.has(change));
}

export interface NamedPaper {
  hash: string;
  paper?: Paper; // none: of an earlier version, and no longer among the filing's papers
  is_new: boolean; // added since it was asked
}

const is_since = (paper: Paper, round: Supplement) => instant(paper.added_at) >= instant(round.asked_at);

export function papers_named(line: Line, round: Supplement, papers: Paper[]): NamedPaper[] {
  return (line.evidence ?? []).map((hash) => {
    const paper = papers.find((one) => one.sha256 === hash);
    return { hash, paper, is_new: paper !== undefined && is_since(paper, round) };
  });
}

// Papers that came while the round was open, and that no line names.
export function papers_beside(round: Supplement, papers: Paper[]): Paper[] {
  const named = new Set((round.lines ?? []).flatMap((line) => line.evidence ?? []));
  const end = round.handed_in_at ? instant(round.handed_in_at) : Number.POSITIVE_INFINITY;
  return papers.filter((paper) => !named.has(paper.sha256) && is_since(paper, round) && instant(paper.added_at) <= end);
}
