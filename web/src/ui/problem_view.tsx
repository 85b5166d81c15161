import { Alert, App as AntApp, Button } from "antd";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { problem_of } from "../api/problem";
import { problem_remedy, problem_words } from "./problem_words";
import { useSay } from "./say";

// What went wrong where a page or a part of it should stand, and what to do about it.
export function ProblemView({ error, again }: { error: unknown; again?: () => void }) {
  const { t } = useTranslation();
  const say = useSay();
  const problem = problem_of(error);
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      message={problem_words(problem, say, t)}
      description={problem_remedy(problem, t) || undefined}
      action={again ? <Button onClick={again}>{t("again")}</Button> : undefined}
    />
  );
}

// Tells a refusal of a change in a passing line.
export function useTellProblem(): (error: unknown) => void {
  const { t } = useTranslation();
  const say = useSay();
  const { message } = AntApp.useApp();
  return useCallback(
    (error) => {
      const problem = problem_of(error);
      void message.error({ content: `${problem_words(problem, say, t)} ${problem_remedy(problem, t, true)}`, duration: 8 });
    },
    [message, say, t],
  );
}
