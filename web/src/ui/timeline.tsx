// What happened to a case, the newest first: who did which step, when.
import { Skeleton } from "antd";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { get, with_query } from "../api/client";
import type { CaseEvent, Person, Rows } from "../api/types";
import { ProblemView } from "./problem_view";
import { useSay } from "./say";
import { is_program } from "./who";

const kMostPages = 20;

async function all_steps(id: string): Promise<CaseEvent[]> {
  const rows: CaseEvent[] = [];
  let after: string | undefined;
  for (let page = 0; page < kMostPages; ++page) {
    const found = await get<Rows<CaseEvent>>(with_query(`/v1/cases/${id}/steps`, { limit: 200, after }));
    rows.push(...found.rows);
    after = found.next;
    if (!after) break;
  }
  return rows;
}

export function useCaseSteps(id: string, seq: number | undefined) {
  return useQuery({ queryKey: ["case-steps", id, seq], queryFn: () => all_steps(id), placeholderData: (before: CaseEvent[] | undefined) => before });
}

// Who acted, as far as the reader may know: a colleague by name, the other side by its office.
export function PersonWords({ by }: { by: Person | undefined }) {
  const { t } = useTranslation();
  if (!by) return null;
  if (is_program(by)) return <>{t("person.program")}</>;
  const office = by.agency ? t(`agency.${by.agency}`) : by.role ? t(`role.${by.role}`) : "";
  return <>{by.name ? (office ? t("person.both", { name: by.name, office }) : by.name) : office}</>;
}

// The desk writes a decision beside the step that made it: it is the authority's, whoever of it sat.
function By({ step }: { step: CaseEvent }) {
  const { t } = useTranslation();
  if (step.step !== "decided" || !is_program(step.by)) return <PersonWords by={step.by} />;
  return <>{step.by?.agency ? t(`agency.${step.by.agency}`) : t("person.authority")}</>;
}

export function Timeline({ id, seq }: { id: string; seq: number | undefined }) {
  const { t } = useTranslation();
  const say = useSay();
  const steps = useCaseSteps(id, seq);
  if (steps.isError) return <ProblemView error={steps.error} again={() => void steps.refetch()} />;
  if (!steps.data) return <Skeleton active />;
  if (steps.data.length === 0) return <p className="quiet">{t("timeline.none")}</p>;
  return (
    <ol className="plain-list timeline" reversed>
      {[...steps.data].reverse().map((one) => (
        <li key={one.seq}>
          <time className="quiet small" dateTime={one.at}>
            {say.moment(one.at)}
          </time>
          <div>
            <strong>{t(`happened.${one.step}`, { defaultValue: say.sentence(one.words) })}</strong>
            <div className="quiet small">
              <By step={one} />
            </div>
          </div>
        </li>
      ))}
    </ol>
  );
}
