import type { Flow } from "../api/types";

export function flow_title(row: Flow): string {
  return row.title ?? "";
}
