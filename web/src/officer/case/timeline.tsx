// Every step that was taken, oldest first: when, who, what. None is ever overwritten.
import { Skeleton } from "antd";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { get, with_query } from "../../api/client";
import type { CaseEvent, Json, Rows } from "../../api/types";
import { EmptyState } from "../../ui/empty_state";
import { ProblemView } from "../../ui/problem_view";
import { useSay, type Say } from "../../ui/say";
import { is_program } from "../../ui/who";
import { people_of, type CaseView, type StepOfPerson } from "./case_model";
import { PersonName } from "./person";
import { MoreButton } from "../more_button";
import { case_path } from "./use_case";

type Detail = Record<string, Json | undefined>;

function is_text(value: Json | undefined): value is { en: string; zh: string } {
  return value !== null && value !== undefined && typeof value === "object" && !Array.isArray(value) && ("zh" in value || "en" in value);
}

// What a step said, shortly: its reasons, its text, how many lines.
function Said({ detail, say }: { detail: Detail; say: Say }) {
  const { t } = useTranslation("officer");
  const lines: string[] = [];
  for (const key of ["reasons", "answer"]) {
    const value = detail[key];
    if (is_text(value)) lines.push(say.text(value));
    else if (typeof value === "string") lines.push(value);
  }
  for (const key of ["text", "claim", "grounds"]) {
    const value = detail[key];
    if (typeof value === "string") lines.push(value);
  }
  const list = detail.items ?? detail.gaps;
  if (Array.isArray(list)) lines.push(t("timeline.lines", { count: list.length }));
  if (typeof detail.lane === "string") lines.push(t("timeline.lane", { lane: t(`common:lane.${detail.lane}`) }));
  if (typeof detail.working_days === "number") lines.push(t("timeline.days", { count: detail.working_days }));
  if (typeof detail.kind === "string" && ["passed", "partly_passed", "refused", "terminated"].includes(detail.kind)) lines.push(t(`kind.${detail.kind}`));
  if (typeof detail.clears === "boolean") lines.push(t(detail.clears ? "gates.clears" : "gates.holds"));
  if (lines.length === 0) return null;
  return (
    <div className="small" style={{ whiteSpace: "pre-wrap" }}>
      {[...new Set(lines)].filter((line) => line !== "").join("\n")}
    </div>
  );
}

// A decision is written beside the step that made it: who proposed and who confirmed stand in it, by their accounts.
function By({ event, view }: { event: CaseEvent; view: CaseView }) {
  const { t } = useTranslation("officer");
  const decision = event.detail?.decision as unknown as { steps?: StepOfPerson[] } | undefined;
  const steps = event.step === "decided" ? (decision?.steps ?? []) : [];
  if (!is_program(event.by) || steps.length === 0) return <PersonName person={event.by} />;
  const people = people_of(view);
  return (
    <>
      {steps.map((one, place) => (
        <div key={place}>
          {t(`decision.step.${one.step}`, { defaultValue: one.step })} <PersonName person={people.get(one.by.account ?? "") ?? one.by} />
        </div>
      ))}
    </>
  );
}

export function Timeline({ view }: { view: CaseView }) {
  const { t } = useTranslation("officer");
  const say = useSay();
  const found = useInfiniteQuery({
    queryKey: ["case-part", view.id, "/steps"],
    queryFn: ({ pageParam, signal }) => get<Rows<CaseEvent>>(with_query(`${case_path(view.id)}/steps`, { limit: 200, after: pageParam }), { signal }),
    initialPageParam: "",
    getNextPageParam: (last) => last.next,
  });
  const rows = found.data?.pages.flatMap((page) => page.rows) ?? [];
  if (found.error) return <ProblemView error={found.error} again={() => void found.refetch()} />;
  if (!found.data) return <Skeleton active />;
  if (rows.length === 0) return <EmptyState title={t("timeline.none")} />;
  return (
    <div className="sheet">
      <ol className="timeline">
        {rows.map((event) => (
          <li key={event.seq} className={is_program(event.by) ? "is-program" : undefined}>
            <div className="line">
              <span className="strong">{say.sentence(event.words)}</span>
              <span className="small quiet">
                {t("timeline.seq", { seq: event.seq })} · {say.moment(event.at)}
              </span>
            </div>
            <div className="small">
              <By event={event} view={view} />
            </div>
            <Said detail={(event.detail ?? {}) as unknown as Detail} say={say} />
          </li>
        ))}
      </ol>
      <MoreButton query={found} />
    </div>
  );
}
