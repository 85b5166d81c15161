// What the explanation draws from of an assessment; the whole is api/assessment.schema.json.
import type { T } from "../../api/types";
import type { Lane } from "../lanes";
import type { LawArticle, LawDuty } from "./case_model";

export interface ProofNode {
  kind: "rule" | "all" | "any" | "not" | "fact" | "compare" | "member" | "counter" | "definition" | "exception";
  label: string;
  truth: "true" | "false" | "unknown";
  defeated: boolean;
  outcome: string | null;
  cites: string[];
  children: ProofNode[];
}
export interface Margin {
  counter: string;
  label: T;
  value: number;
  value_known: boolean;
  limit: number;
  to_limit: number;
  route_from_limit: string;
}
export interface Opinion {
  law: string;
  pack_id: string;
  pack_version: string;
  as_of: string;
  route: string;
  route_label: T;
  legal_basis: string[];
  obligations: LawDuty[];
  citations: LawArticle[];
  margins: Margin[];
  doubts: { code: string; says: T }[];
  notes: T[];
  labels: Record<string, T>;
  proof: ProofNode[];
}
export interface Factor {
  factor: string;
  level: number;
  best: number;
  grade: string;
  share: number;
  says: T;
}
export type EventRates = Record<"leak" | "tamper" | "loss" | "misuse" | "rights", number>;
export interface Risk {
  weights_id: string;
  weights_from: string;
  score: number;
  low: number;
  high: number;
  inherent: number;
  likelihood: EventRates;
  likelihood_without_measures: EventRates;
  impacts: { harm: string; level: number; best: number; rule: T }[];
  factors: Factor[];
  risk_lane: Lane;
  legal_floor: Lane;
  lane: Lane;
  gates: T[];
  next_question: T;
  changes: { lane: Lane; score: number; says: T }[];
  conditions: T[];
  confidence: T;
  notes: T[];
}
export interface Assessment {
  as_of: string;
  program: string;
  opinions: Opinion[];
  risk?: Risk | null;
  notes: T[];
  disclaimer: T;
}

// Rules that fired, then those that were defeated, then those that turn on something unknown; the others are silent.
export type RuleStanding = "fired" | "defeated" | "unknown" | "silent";
export function standing_of(node: ProofNode): RuleStanding {
  if (node.truth === "unknown") return "unknown";
  if (node.truth === "false") return "silent";
  return node.defeated ? "defeated" : "fired";
}
