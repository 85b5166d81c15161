// The desk's refusal at the field that it is of.
import { useTranslation } from "react-i18next";
import type { Problem } from "../api/problem";
import { problem_words } from "../ui/problem_words";
import { useSay } from "../ui/say";

// Whether the desk's refusal is of this field: its pointer is that of the field or lies below it.
export function is_of_field(problem: Problem | null, pointer: string): boolean {
  return problem?.pointers.some((found) => found === pointer || found.startsWith(`${pointer}/`)) ?? false;
}

// The refusal at its field.
export function FieldProblem({ problem, pointer, id }: { problem: Problem | null; pointer: string; id: string }) {
  const { t: common } = useTranslation();
  const say = useSay();
  if (!problem || !is_of_field(problem, pointer)) return null;
  const own = problem.problems?.find((one) => one.pointer === pointer || one.pointer.startsWith(`${pointer}/`));
  return (
    <span className="field-problem" id={id}>
      {own ? [say.text(own.says), say.text(own.fix)].filter(Boolean).join(" ") : problem_words(problem, say, common)}
    </span>
  );
}
