// Contests of policy over all cases: the operator answers them, each on its case; the auditor reads them.
import { useState } from "react";
import { Segmented, Skeleton } from "antd";
import { useTranslation } from "react-i18next";
import { Link } from "react-router-dom";
import { useAccount } from "../api/session";
import type { PolicyContest } from "../api/types";
import { PersonName } from "../officer/case/person";
import { MoreButton } from "../officer/more_button";
import { DueDay } from "../ui/due_day";
import { EmptyState } from "../ui/empty_state";
import { PageHead } from "../ui/page_head";
import { ProblemView } from "../ui/problem_view";
import { useSay } from "../ui/say";
import { useRows } from "./use_rows";
import "../officer/officer.css";

type Which = "open" | "answered";

function Row({ contest }: { contest: PolicyContest }) {
  const { t } = useTranslation("admin");
  const say = useSay();
  const me = useAccount();
  const may_answer = !contest.answer && me.role === "operator" && contest.by?.account !== me.id;
  return (
    <tr>
      <td data-label={t("policy_contests.case")}>
        <span className="code">{contest.case}</span>
        <div className="small quiet">{say.text(contest.state_words)}</div>
      </td>
      <td data-label={t("policy_contests.subject")} className="code">
        {contest.subject}
      </td>
      <td data-label={t("policy_contests.claim")} style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}>
        {contest.claim}
      </td>
      <td data-label={t("policy_contests.by")}>
        <PersonName person={contest.by} />
        <div className="small quiet">{say.moment(contest.opened_at)}</div>
      </td>
      {contest.answer ? (
        <td data-label={t("policy_contests.answer")}>
          <span className="strong">{t(contest.answer.accepted ? "policy_contests.accepted" : "policy_contests.not_accepted")}</span>
          <div style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}>{say.text(contest.answer.answer)}</div>
          <div className="small quiet">
            <PersonName person={contest.answer.by} /> {say.moment(contest.answer.at)}
          </div>
        </td>
      ) : (
        <td data-label={t("policy_contests.due")}>
          <DueDay day={contest.due_day} is_estimated={contest.is_estimated} latest={contest.latest_due_day} />
        </td>
      )}
      <td>
        <Link to={`/cases/${encodeURIComponent(contest.case)}`} aria-label={`${t(may_answer ? "policy_contests.answer_here" : "policy_contests.see")} ${contest.case}`}>
          {t(may_answer ? "policy_contests.answer_here" : "policy_contests.see")}
        </Link>
      </td>
    </tr>
  );
}

export default function PolicyContests() {
  const { t } = useTranslation("admin");
  const [which, set_which] = useState<Which>("open");
  const found = useRows<PolicyContest>("/v1/contests", "policy-contests", { level: "policy", state: which });
  return (
    <div className="officer stack">
      <PageHead
        title={t("policy_contests.title")}
        says={t("policy_contests.says")}
        actions={
          <Segmented
            aria-label={t("policy_contests.which")}
            value={which}
            onChange={(value) => set_which(value as Which)}
            options={[
              { value: "open", label: t("policy_contests.open") },
              { value: "answered", label: t("policy_contests.answered") },
            ]}
          />
        }
      />
      {found.error && <ProblemView error={found.error} again={() => void found.refetch()} />}
      {found.isPending && <Skeleton active />}
      {found.data && found.rows.length === 0 && <EmptyState title={t(`policy_contests.none_${which}`)} says={t("policy_contests.none_why")} />}
      {found.rows.length > 0 && (
        <div className="sheet table-room">
          <table className="plain folds">
            <thead>
              <tr>
                <th scope="col">{t("policy_contests.case")}</th>
                <th scope="col">{t("policy_contests.subject")}</th>
                <th scope="col">{t("policy_contests.claim")}</th>
                <th scope="col">{t("policy_contests.by")}</th>
                <th scope="col">{t(which === "open" ? "policy_contests.due" : "policy_contests.answer")}</th>
                <th scope="col">
                  <span className="hidden-text">{t("policy_contests.see")}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {found.rows.map((contest) => (
                <Row contest={contest} key={`${contest.case}/${contest.contest}`} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      <MoreButton query={found} />
    </div>
  );
}
