// The second person sees what the first one proposes, and what in it departs from the machine, from precedents and
// from an earlier decision, before confirming it.
import { Alert, Checkbox } from "antd";
import { DiffOutlined } from "@ant-design/icons";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAccount } from "../../api/session";
import type { Precedent, Rows } from "../../api/types";
import { ProposalCard, Verdict } from "../case/course";
import type { CaseView, Proposal } from "../case/case_model";
import { useCasePart } from "../case/use_case";
import type { StepProps } from "./simple_steps";
import { StepFrame } from "./step_drawer";

interface Departure {
  key: string;
  words: JSX.Element;
}

function useDepartures(view: CaseView, proposal: Proposal): Departure[] {
  const { t } = useTranslation("officer");
  const past = useCasePart<Rows<Precedent>>(view, "/precedents");
  const earlier = view.decisions[view.decisions.length - 1];
  const found: Departure[] = [];
  for (const item of proposal.items ?? []) {
    const number = (item.item ?? 0) + 1;
    const differing = (past.data?.rows ?? []).filter((row) => row.item === (item.item ?? 0) && row.differs);
    if (differing.length > 0) {
      found.push({ key: `p${number}`, words: <>{t("confirm.precedents", { number, name: item.name, count: differing.length })}</> });
    }
    const before = earlier?.items?.find((one) => (one.item ?? 0) === (item.item ?? 0));
    if (before && before.verdict !== item.verdict) {
      found.push({
        key: `d${number}`,
        words: (
          <>
            {t("confirm.earlier", { number, name: item.name })} <Verdict verdict={before.verdict} /> {t("confirm.now")} <Verdict verdict={item.verdict} />
          </>
        ),
      });
    }
  }
  const open_gaps = view.findings.filter((finding) => finding.state === "fails" && finding.severity !== "warns").length;
  if (open_gaps > 0 && proposal.kind === "passed") found.push({ key: "gaps", words: <>{t("confirm.gaps", { count: open_gaps })}</> });
  const open_questions = view.list_questions.filter((one) => (one.verdict ?? "open") === "open").length;
  if (open_questions > 0) found.push({ key: "lists", words: <>{t("confirm.lists", { count: open_questions })}</> });
  const holds = view.lane_detail?.holds ?? view.lane;
  if (holds && view.lane_detail?.risk_lane && holds !== view.lane_detail.risk_lane) {
    found.push({ key: "lane", words: <>{t("confirm.lane", { holds: t(`common:lane.${holds}`), computed: t(`common:lane.${view.lane_detail.risk_lane}`) })}</> });
  }
  return found;
}

function Body({ view, proposal }: { view: CaseView; proposal: Proposal }) {
  const { t } = useTranslation("officer");
  const departures = useDepartures(view, proposal);
  return (
    <>
      <ProposalCard proposal={proposal} />
      <section className="slip stack-tight">
        <h3>
          <DiffOutlined aria-hidden /> {t("confirm.differs")}
        </h3>
        {departures.length === 0 && <p className="quiet">{t("confirm.nothing")}</p>}
        <ul style={{ margin: 0 }}>
          {departures.map((departure) => (
            <li key={departure.key}>{departure.words}</li>
          ))}
        </ul>
      </section>
    </>
  );
}

export function ConfirmStep({ view, name, close }: StepProps) {
  const { t } = useTranslation("officer");
  const { id: own } = useAccount();
  const [has_read, set_read] = useState(false);
  const proposal = view.proposal;
  return (
    <StepFrame
      view={view}
      name={name}
      close={close}
      width={760}
      step={() => ({})}
      danger={proposal?.kind === "refused"}
      ready={has_read && proposal !== null}
      missing={t("missing.read")}
    >
      {!proposal && <Alert type="info" showIcon message={t("confirm.gone")} />}
      {proposal && (
        <>
          {proposal.by.account === own && <Alert type="warning" showIcon message={t("confirm.same_person")} />}
          <Body view={view} proposal={proposal} />
          <Checkbox checked={has_read} onChange={(event) => set_read(event.target.checked)}>
            {t("confirm.read")}
          </Checkbox>
        </>
      )}
    </StepFrame>
  );
}
