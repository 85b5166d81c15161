import type { Finding, T } from "../api/types";
import type { Say } from "./say";

// Where a finding comes from, in the reader's language. A check tells one language beside both; a kept version both alone.
export function finding_source(finding: Finding, say: Say): string {
  const { source, source_text } = finding as { source?: string | Partial<T>; source_text?: Partial<T> };
  return say.text(source_text) || (typeof source === "string" ? source : say.text(source));
}
