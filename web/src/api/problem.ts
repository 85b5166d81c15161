// What the desk answers when it does not do what was asked: problem+json, and the failures that never reached it.
import type { Finding, T } from "./types";

export interface Problem {
  status: number; // 0: no answer came
  code: string;
  text: T;
  pointers: string[];
  reason?: string; // RefusalCode of a case's rules
  findings?: Finding[];
  problems?: { pointer: string; says: T; fix?: T }[]; // of a change: what is wrong at each place
  retry_after_s?: number;
}

export class ProblemError extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.code);
    this.problem = problem;
  }
}

export function problem_of(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem;
  return { status: 0, code: "console", text: { en: "", zh: "" }, pointers: [] };
}

// An answer that is no problem+json (a proxy's page, a torn connection) has a code of its own and no text:
// the console says it in its own words.
export async function read_problem(response: Response): Promise<Problem> {
  const wait = Number(response.headers.get("Retry-After"));
  const base: Problem = { status: response.status, code: "no_problem_text", text: { en: "", zh: "" }, pointers: [] };
  if (Number.isFinite(wait) && wait > 0) base.retry_after_s = wait;
  if (!response.headers.get("Content-Type")?.startsWith("application/problem+json")) return base;
  try {
    return { ...base, ...((await response.json()) as Partial<Problem>), status: response.status };
  } catch {
    return base;
  }
}
