// Which permits a firm may ask to extend: results of a security assessment, signed, not revoked, near their last day.
import type { CaseSummary, PermitSummary } from "../api/types";

// The window is counted in working days by the desk; a draft may be begun some time before it opens.
const kNear_days = 183;

export interface HeldPermit {
  permit: PermitSummary;
  title?: string;
  title_en?: string;
  route: string;
}

// With the title and the route of the case that each was given for, the nearest last day first.
export function permits_of(permits: PermitSummary[], cases: CaseSummary[]): HeldPermit[] {
  const by_id = new Map(cases.map((one) => [one.id, one]));
  return permits
    .map((permit) => {
      const of = by_id.get(permit.case);
      return { permit, title: of?.title, title_en: of?.title_en, route: of?.route ?? "" };
    })
    .sort((a, b) => (a.permit.valid_until ?? "").localeCompare(b.permit.valid_until ?? ""));
}

export function extendable({ permit, route }: HeldPermit, today: string): "near" | "later" | "never" {
  const is_result = (route === "SA" || route === "EXT") && (permit.state === "active" || permit.state === "suspended" || permit.state === "not_yet");
  if (!is_result || !permit.valid_until || permit.valid_until <= today) return "never";
  return Date.parse(permit.valid_until) - Date.parse(today) <= kNear_days * 86_400_000 ? "near" : "later";
}
