import type { Finding, T } from "../api/types";
import type { Say } from "./say";

// Where a finding comes from, in the reader's language where the desk told both.
export function finding_source(finding: Finding, say: Say): string {
  const both = (finding as Finding & { source_text?: T }).source_text;
  return say.text(both) || finding.source;
}
