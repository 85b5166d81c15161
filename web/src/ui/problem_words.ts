import type { TFunction } from "i18next";
import type { Problem } from "../api/problem";
import type { Say } from "./say";

// What went wrong, in the reader's language: the desk's own text, or ours where none came.
export function problem_words(problem: Problem, say: Say, t: TFunction): string {
  const told = say.text(problem.text);
  if (told) return told;
  if (problem.code === "no_answer") return t("common:problem.no_answer");
  return t("common:problem.other", { status: problem.status });
}

// What the reader can do about it; empty where the text already says it. typed: something was filled in, and is still there.
export function problem_remedy(problem: Problem, t: TFunction, typed = false): string {
  if (problem.code === "no_answer" && typed) return t("common:problem.remedy.no_answer_typed");
  if (problem.retry_after_s) return t("common:problem.retry_after", { seconds: problem.retry_after_s });
  const known = ["no_answer", "changed", "not_allowed", "not_found", "unavailable", "internal", "csrf", "too_many", "version_needed"];
  return known.includes(problem.code) ? t(`common:problem.remedy.${problem.code}`) : "";
}
