// The contents of a permit as docs/formats/permit.md writes them, and what the decision point counted.
import type { PermitPage, T } from "../../api/types";

export interface Bound {
  per_year: number | null;
  total: number | null;
}
export interface Counted {
  this_year?: { used: number | null };
  in_total?: { used: number | null };
}
export interface Endpoint {
  domains: string[];
  networks: string[];
}
export interface Condition {
  id: string;
  kind: string;
  says: T;
  item: string | null;
  day: string | null;
  octets: number | null;
}
export interface PermitContents {
  issuer: T;
  signers: string[];
  replaces: string | null;
  exporter: { name: string; uscc: string | null };
  recipients: { name: string; region: string }[];
  destinations: string[];
  purposes: { id: string; says: string }[];
  items: { name: string; types: string[] }[];
  persons: Bound;
  sensitive_persons: Bound;
  octets: Bound;
  links: { mode: string; encryption: string; from: Endpoint; to: Endpoint }[];
  valid: { from: string; until: string };
  status_needed_from: string;
  conditions: Condition[];
}
export interface Usage {
  year?: number;
  persons?: Counted;
  sensitive_persons?: Counted;
  octets?: Counted;
}

export const kQuantities = ["persons", "sensitive_persons", "octets"] as const;

export function contents_of(page: PermitPage): PermitContents | null {
  const raw = page.permit as unknown as Partial<PermitContents> | undefined;
  return raw?.recipients ? (raw as PermitContents) : null;
}

export function usage_of(page: PermitPage): Usage {
  return (page.usage ?? {}) as unknown as Usage;
}

// Flows that were asked for and that the permit's bounds refused; nothing where there were none.
export interface RefusedFlows {
  count: number;
  last_on: string;
  reasons: { code: string; count: number }[];
}

export function refused_flows_of(page: PermitPage): RefusedFlows | null {
  const found = (page as { refused_flows?: Partial<RefusedFlows> }).refused_flows;
  return found && (found.count ?? 0) > 0 ? { count: found.count ?? 0, last_on: found.last_on ?? "", reasons: found.reasons ?? [] } : null;
}
