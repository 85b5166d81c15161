// What the operator sees of a case: contests of policy, which are the operator's to answer, and nothing of the filing.
import { Skeleton } from "antd";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router-dom";
import { EmptyState } from "../../ui/empty_state";
import { PageHead } from "../../ui/page_head";
import { ProblemView } from "../../ui/problem_view";
import { StateTag } from "../../ui/tags";
import { Steps } from "../steps/steps";
import { Contests } from "./course";
import { useCase } from "./use_case";

export default function PolicyPage() {
  const { t } = useTranslation("officer");
  const { id = "" } = useParams();
  const found = useCase(id);
  if (found.error) return <ProblemView error={found.error} again={() => void found.refetch()} />;
  if (!found.data) return <Skeleton active />;
  const view = found.data;
  return (
    <Steps view={view}>
      <div className="officer stack">
        <PageHead title={t("contest.policy_title", { id })} says={<StateTag state={view.state} words={view.state_words} />} />
        {view.contests.length === 0 ? <EmptyState title={t("contest.policy_none")} /> : <Contests view={view} />}
      </div>
    </Steps>
  );
}
