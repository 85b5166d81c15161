// Whom a case of the queue waits for, as its reader puts it: the own agency's turn is told as that.
import type { CaseSummary } from "../../api/types";

export function waits_of(row: Pick<CaseSummary, "waits_for" | "awaits_you">): CaseSummary["waits_for"] | "your_agency" {
  return row.awaits_you && (row.waits_for === "gates" || row.waits_for === "desk") ? "your_agency" : row.waits_for;
}
