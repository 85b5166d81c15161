import type { Person } from "../api/types";

// Whether the program took the step by its rules: nobody's account, on nobody's side.
export function is_program(by: Person | undefined): boolean {
  return !by?.account && !by?.name && (!by?.role || by.role === "machine");
}
