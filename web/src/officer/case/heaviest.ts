// The factors that move a score most.
import type { RiskReason } from "./case_model";

// The largest shares first, `most` of them at most; a factor that moves nothing is none.
export function heaviest(reasons: readonly RiskReason[], most: number): RiskReason[] {
  return reasons.filter((one) => one.share > 0).sort((a, b) => b.share - a.share).slice(0, most);
}
