// A case page as the console reads it. Shapes that the API describes come from there; the parts that it leaves
// open (steps as docs/formats/case-record.md writes them, articles as api/assessment.schema.json) are read here.
import type { CasePage, CaseSummary, Clock, Finding, Json, Outcome, Paper, Person, SupplementAsk, T } from "../../api/types";
import { lane_rank, type Lane } from "../lanes";
import type { Stated } from "../../ui/stated_view";
import { extension_of, type Extension } from "../../ui/extension_view";

export interface LawArticle {
  code: string;
  instrument: T;
  says: T;
  in_force: { from: string | null; to: string | null };
  status: "settled" | "practice" | "doubtful";
  grade: string;
  source: string;
}
export interface LawDuty {
  code: string;
  says: T;
  cites: string[];
}
export interface LawView {
  law: string;
  route: string;
  route_words: T;
  legal_basis: LawArticle[];
  duties: LawDuty[];
  doubts: T[];
}
export interface ListQuestion {
  item?: number; // none: the column is none of the items declared
  column: string;
  list: string;
  row: string;
  says: T;
  verdict?: "open" | "dismissed" | "confirmed"; // what the firm said to it
}
export interface RiskReason {
  factor: string;
  says: T;
  share: number;
}
export interface RiskView {
  score: number;
  low: number;
  high: number;
  lane: Lane;
  reasons: RiskReason[];
}
export interface Proposal {
  kind: DecisionKind;
  items: Outcome[];
  conditions: T[];
  reasons: T;
  by: Person;
  at: string;
}
export type DecisionKind = "passed" | "partly_passed" | "refused" | "terminated";
export interface OverrideAsked {
  to: Lane;
  reason_code: string;
  scope: "this_case" | "precedent";
  expires?: string;
  reasons?: T;
}
export interface OverrideTaken extends OverrideAsked {
  from: Lane;
  version: number;
  steps: StepOfPerson[];
}
export interface OverrideStanding extends OverrideAsked {
  by: Person;
  at?: string;
}
export interface StepOfPerson {
  by: Person;
  step: string;
  at?: string;
  at_ms?: number;
}
export interface ContestAnswer {
  accepted: boolean;
  answer: T;
  by?: Person;
  at?: string;
  stated?: Stated;
}
export type Contest = Omit<NonNullable<CasePage["contests"]>[number], "answer"> & {
  contest?: number; // what an answer names it by
  wants_level?: number;
  answer?: ContestAnswer | null;
};
export type Decision = Omit<NonNullable<CasePage["decisions"]>[number], "steps"> & { steps?: StepOfPerson[] };
export type Supplement = NonNullable<CasePage["supplements"]>[number];
export type BarredStep = NonNullable<CasePage["steps_barred"]>[number]; // open by the state, closed to who asks by what they did before
export type Gate = NonNullable<CasePage["gates"]>[number];
export type Note = NonNullable<CasePage["notes"]>[number];

export interface CaseView extends CaseSummary {
  seq: number;
  etag?: string | null; // of the answer that gave the page
  filing: string;
  version: number;
  versions: { number?: number; at?: string; sha256?: string }[];
  lane_detail?: {
    computed?: Lane;
    holds?: Lane;
    floor?: Lane;
    risk_lane?: Lane;
    drawn_up?: boolean;
    frozen?: boolean;
    abstains?: boolean;
    not_by_rules?: T[]; // why it waits for a person
    overrides: OverrideTaken[];
    override_proposal?: OverrideStanding;
  };
  hides_score: boolean;
  risk: RiskView | null;
  clocks: Clock[];
  gates: Gate[];
  gaps: SupplementAsk[];
  supplements: Supplement[];
  proposal: Proposal | null;
  decisions: Decision[];
  contests: Contest[];
  outcome_contest?: CasePage["outcome_contest"]; // whose acceptance is still wanted
  notes: Note[];
  permits: NonNullable<CasePage["permits"]>;
  credentials?: CasePage["credentials"]; // left out where the filing names none
  doubts: NonNullable<CasePage["doubts"]>;
  steps_open: { step: string; words: T }[];
  steps_barred: BarredStep[];
  declaration: Json;
  papers: Paper[];
  findings: Finding[];
  opinions: LawView[];
  list_questions: ListQuestion[];
  extension: Extension | null; // of an extension alone
}

export function view_of(page: CasePage): CaseView {
  const loose = page as unknown as Record<string, unknown>;
  const list = <Row>(key: string): Row[] => (Array.isArray(loose[key]) ? (loose[key] as Row[]) : []);
  const detail = page.lane_detail as Record<string, unknown> | undefined;
  return {
    ...page,
    title: page.title ?? "",
    firm: page.firm ?? { id: "", uscc: "", name: "" },
    waits_for: page.waits_for ?? "nobody",
    seq: page.seq ?? page.events,
    filing: page.filing ?? "",
    version: page.version ?? 1,
    versions: page.versions ?? [],
    lane_detail: detail && {
      ...(detail as NonNullable<CaseView["lane_detail"]>),
      overrides: (detail.overrides as OverrideTaken[] | undefined) ?? [],
      override_proposal: detail.override_proposal as OverrideStanding | undefined,
    },
    hides_score: page.hides_score ?? false,
    risk: (loose.risk as RiskView | null | undefined) ?? null,
    clocks: page.clocks ?? [],
    gates: page.gates ?? [],
    gaps: page.gaps ?? [],
    supplements: page.supplements ?? [],
    proposal: (loose.proposal as Proposal | null | undefined) ?? null,
    decisions: list<Decision>("decisions"),
    contests: list<Contest>("contests"),
    notes: page.notes ?? [],
    permits: page.permits ?? [],
    doubts: page.doubts ?? [],
    steps_open: list<{ step: string; words: T }>("steps_open"),
    steps_barred: page.steps_barred ?? [],
    declaration: (loose.declaration as Json | undefined) ?? {},
    papers: (loose.papers as Paper[] | undefined) ?? [],
    findings: (loose.findings as Finding[] | undefined) ?? [],
    opinions: list<LawView>("opinions"),
    list_questions: list<ListQuestion>("list_questions"),
    extension: extension_of(page),
  };
}

// The lowest lane that this case may be in: the floor, a draw, a freeze. None: the lane is hidden.
export function least_lane(view: CaseView): Lane | undefined {
  const detail = view.lane_detail;
  const bounds = [detail?.floor, detail?.drawn_up ? detail.computed : undefined, detail?.frozen ? ("yellow" as const) : undefined].filter((lane) => lane !== undefined);
  return bounds.reduce<Lane | undefined>((most, lane) => (most === undefined || lane_rank(lane) > lane_rank(most) ? lane : most), undefined);
}

// Names of the declared items, in their order: what a decision must name.
export function items_of(declaration: Json): string[] {
  const items = at_pointer(declaration, "/scenario/items");
  if (!Array.isArray(items)) return [];
  return items.map((item) => {
    const name = item !== null && typeof item === "object" && !Array.isArray(item) ? item.name : item;
    return typeof name === "string" ? name : "";
  });
}

export function at_pointer(root: Json, pointer: string): Json | undefined {
  let here: Json | undefined = root;
  for (const raw of pointer.split("/").slice(1)) {
    const key = raw.replaceAll("~1", "/").replaceAll("~0", "~");
    if (here === null || typeof here !== "object") return undefined;
    here = Array.isArray(here) ? here[Number(key)] : here[key];
    if (here === undefined) return undefined;
  }
  return here;
}

// People of the desk that the case has met, for naming and assigning.
export function people_of(view: CaseView): Map<string, Person> {
  const people = new Map<string, Person>();
  const meet = (person: Person | undefined) => {
    if (person?.account && (person.role === "officer" || person.role === "lead")) people.set(person.account, person);
  };
  view.notes.forEach((note) => meet(note.by));
  view.gates.forEach((gate) => meet(gate.by));
  view.decisions.forEach((decision) => decision.steps?.forEach((step) => meet(step.by)));
  view.lane_detail?.overrides.forEach((taken) => taken.steps?.forEach((step) => meet(step.by)));
  meet(view.proposal?.by);
  return people;
}
