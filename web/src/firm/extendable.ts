// Which permits a firm may ask to extend: results of a security assessment, signed, not revoked, near their last day.
import type { CaseSummary, PermitSummary } from "../api/types";

// The window is counted in working days by the desk; a draft may be begun some time before it opens.
const kNear_days = 183;

// The result of an assessment holds three years, whatever ends its permit sooner: the declared purpose, a contract. What is
// offered goes by it; which day it is, the desk's check says.
const kResult_years = 3;

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
    .sort((a, b) => result_ends_on(a.permit).localeCompare(result_ends_on(b.permit)));
}

export function result_ends_on({ valid_from, valid_until }: PermitSummary): string {
  const years_on = valid_from ? `${Number(valid_from.slice(0, 4)) + kResult_years}${valid_from.slice(4)}` : "";
  return years_on > (valid_until ?? "") ? years_on : (valid_until ?? "");
}

export function extendable({ permit, route }: HeldPermit, today: string): "near" | "later" | "never" {
  const is_result = (route === "SA" || route === "EXT") && ["active", "suspended", "not_yet", "expired"].includes(permit.state);
  const last = result_ends_on(permit);
  if (!is_result || !last || last <= today) return "never";
  return Date.parse(last) - Date.parse(today) <= kNear_days * 86_400_000 ? "near" : "later";
}
