// Names for the shapes of the API. All of them come from api/openapi.yaml; nothing is typed twice.
import type { components } from "./schema";

type Schemas = components["schemas"];

export type T = Schemas["Text"];
export type Account = Schemas["Account"];
export type Role = Account["role"];
export type ProblemBody = Schemas["Problem"];
export type Gaps = Schemas["FilingGaps"];
export type Finding = Schemas["FilingFinding"];
export type FilingSummary = Schemas["FilingSummary"];
export type Filing = Schemas["Filing"];
export type FilingCheck = Schemas["FilingCheck"];
export type Paper = Schemas["Paper"];
export type Operation = Schemas["Operation"];
export type DocumentRow = Schemas["FilingDocument"];
export type Firm = Schemas["Firm"];
export type Clock = Schemas["CaseClock"];
export type CaseSummary = Schemas["CaseSummary"];
export type CasePage = Schemas["CasePage"];
export type PolicyContest = Schemas["PolicyContest"];
export type Outcome = Schemas["ItemOutcome"];
export type SupplementAsk = Schemas["SupplementAsk"];
export type Person = Schemas["Person"];
export type CaseEvent = Schemas["CaseEvent"];
export type EvidenceRow = Schemas["EvidenceRow"];
export type EvidenceProof = Schemas["EvidenceProof"];
export type EvidenceRecording = Schemas["EvidenceRecording"];
export type EvidenceVerification = Schemas["EvidenceVerification"];
export type Difference = Schemas["CaseDifference"];
export type Precedent = Schemas["CasePrecedent"];
export type PermitSummary = Schemas["PermitSummary"];
export type PermitPage = Schemas["PermitPage"];
export type Flow = Schemas["Flow"];
export type Webhook = Schemas["Webhook"];
export type Machine = Schemas["Machine"];
export type Audit = Schemas["Audit"];

export interface Rows<Row> {
  rows: Row[];
  next?: string;
}

export interface Session {
  account: Account;
  csrf: string;
  expires_at?: string;
}

export interface SignInWays {
  password: boolean;
  has_session: boolean; // the browser showed one; whether it still holds, /v1/session says
  oidc: { name: T } | null;
}

// One declaration: JSON as docs/formats/transfer.md says it.
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
