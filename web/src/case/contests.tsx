// What was contested, on which of the four levels, who must answer by when, and what was answered.
import { CheckCircleOutlined, ClockCircleOutlined, CloseCircleOutlined } from "@ant-design/icons";
import { useTranslation } from "react-i18next";
import type { CasePage, T } from "../api/types";
import { StatedView, type Stated } from "../ui/stated_view";
import { DueDay } from "../ui/due_day";
import { useSay } from "../ui/say";
import { MoodTag } from "../ui/tags";

interface Answer {
  accepted?: boolean;
  answer?: T;
  at?: string;
  stated?: Stated;
}

export function Contests({ page }: { page: CasePage; may_act: boolean }) {
  const { t } = useTranslation("case");
  const say = useSay();
  const rows = page.contests ?? [];
  if (rows.length === 0) return null;
  return (
    <section className="card" aria-labelledby="contests">
      <h2 id="contests">{t("contest.title")}</h2>
      <ul className="plain-list stack">
        {rows.map((row, place) => {
          const answer = row.answer as Answer | null | undefined;
          return (
            <li key={place} className="ask">
              <div className="row">
                <strong>{t(`contest.level.${row.level}`)}</strong>
                {row.subject ? <span className="code">{row.subject}</span> : null}
                {answer ? (
                  <MoodTag mood={answer.accepted ? "good" : "bad"} icon={answer.accepted ? <CheckCircleOutlined /> : <CloseCircleOutlined />}>
                    {answer.accepted ? t("contest.accepted") : t("contest.rejected")}
                  </MoodTag>
                ) : (
                  <MoodTag mood="calm" icon={<ClockCircleOutlined />}>
                    {t("contest.open")}
                  </MoodTag>
                )}
              </div>
              <div className="free-text">{row.claim}</div>
              {row.version !== undefined && <div className="quiet small">{t(row.is_of_newest === false ? "contest.of_earlier" : "contest.of_version", { version: row.version })}</div>}
              {answer ? (
                <>
                  <p>
                    <strong>{t("contest.answer")}</strong> {say.text(answer.answer)}
                  </p>
                  {answer.stated ? <StatedView stated={answer.stated} /> : null}
                </>
              ) : (
                <div className="quiet small">
                  {t("contest.owner", { owner: row.owner === "operator" ? t("common:role.operator") : row.owner ? t(`common:agency.${row.owner}`) : "" })} <DueDay day={row.due_day} />
                </div>
              )}
            </li>
          );
        })}
      </ul>
      {page.outcome_contest && <p className="free-text">{say.text(page.outcome_contest.says)}</p>}
    </section>
  );
}
