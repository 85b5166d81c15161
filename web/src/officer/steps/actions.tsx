// What this account may do now, and nothing else: the server's list decides. The step that carries the case on comes first.
import { Button, Dropdown } from "antd";
import { MoreOutlined } from "@ant-design/icons";
import { useTranslation } from "react-i18next";
import { useAccount } from "../../api/session";
import { useSay } from "../../ui/say";
import type { CaseView } from "../case/case_model";
import { BarredLine } from "./barred";
import { useOpenStep } from "./open_step";
import { is_change_alone, own_gates, uncleared } from "./own_gates";

// In the order in which they are offered; the first ones carry the case on, the later ones go beside it.
const kForward = [
  "check_begun", "check_passed", "accepted", "decision_confirmed", "decision_proposed", "override_confirmed", "gate_answered", "contest_answered",
] as const;
const kBack = ["returned", "supplement_asked", "not_accepted", "proposal_sent_back", "override_sent_back"] as const;
const kBeside = ["assigned", "note_added", "override_proposed", "clock_extended", "contest_opened"] as const;

export function Actions({ view, show }: { view: CaseView; show: (tab: string) => void }) {
  const { t } = useTranslation("officer");
  const say = useSay();
  const open = useOpenStep();
  const account = useAccount();
  const own = account.id;
  const words = new Map(view.steps_open.map((step) => [step.step, say.sentence(step.words)] as const));
  // An answer that stands carries nothing on: to change it is offered after the steps that do.
  const is_change = words.has("gate_answered") && is_change_alone(own_gates(view.gates, account));
  if (is_change) words.set("gate_answered", t("gates.change"));
  const has = (name: string) => words.has(name) && !(name === "contest_answered" && !view.contests.some((contest) => !contest.answer));
  const start = (name: string) => {
    // A contest is answered where it is read.
    if (name === "contest_answered") show("course");
    else open({ name });
  };
  const forward = kForward.filter((name) => has(name) && !(is_change && name === "gate_answered"));
  // A pass is not to be had before every agency has cleared it; the step stays open for a refusal or a termination.
  const waits = has("decision_proposed") ? uncleared(view.gates) : [];
  const back = [...kBack.filter(has), ...(is_change ? (["gate_answered"] as const) : [])];
  const beside = kBeside.filter(has);
  // A contest that may not be answered is told where it is read.
  const barred = view.steps_barred.filter((step) => step.step !== "contest_answered");
  if (forward.length + back.length + beside.length === 0) {
    return (
      <div className="stack-tight">
        <p className="small quiet" style={{ margin: 0 }}>
          {t(view.is_closed ? "actions.closed" : "actions.none")}
        </p>
        {barred.map((step) => (
          <BarredLine step={step} key={step.step} />
        ))}
      </div>
    );
  }
  return (
    <div className="stack-tight">
      <div className="line" role="group" aria-label={t("actions.title")}>
        {forward.map((name, index) => (
          <Button key={name} type={index === 0 && !(name === "decision_proposed" && waits.length > 0) ? "primary" : "default"} onClick={() => start(name)}>
            {words.get(name)}
          </Button>
        ))}
        {back.map((name) => (
          <Button key={name} danger={name === "not_accepted"} onClick={() => start(name)}>
            {words.get(name)}
          </Button>
        ))}
        {beside.length > 0 && (
          <Dropdown trigger={["click"]} menu={{ items: beside.map((name) => ({ key: name, label: words.get(name), onClick: () => start(name) })) }}>
            <Button icon={<MoreOutlined aria-hidden />} aria-haspopup="menu">
              {t("actions.more")}
            </Button>
          </Dropdown>
        )}
        {waits.length > 0 && <span className="small quiet">{t("actions.uncleared", { names: waits.map((gate) => say.text(gate.name)).join(t("comma")) })}</span>}
        {has("assigned") && !view.assignee && (
          <span className="small quiet">{t("actions.unassigned")}</span>
        )}
        {view.proposal?.by.account === own && !barred.some((step) => step.step === "decision_confirmed") && <span className="small quiet">{t("actions.own_proposal")}</span>}
      </div>
      {barred.map((step) => (
        <BarredLine step={step} key={step.step} />
      ))}
    </div>
  );
}
