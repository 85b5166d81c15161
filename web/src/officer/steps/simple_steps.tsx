// Steps that say little: a confirmation, reasons, a person, a gate, a note, a contest.
import { useState } from "react";
import { Checkbox, Input, InputNumber, Radio, Select } from "antd";
import { useTranslation } from "react-i18next";
import { useAccount } from "../../api/session";
import { useTyped } from "../../ui/kept";
import { useSay } from "../../ui/say";
import { people_of, type CaseView } from "../case/case_model";
import { FieldProblem } from "../field_problem";
import { is_answered, own_gates } from "./own_gates";
import { BothText, Field, is_said, kNoText } from "./fields";
import { StepFrame } from "./step_drawer";

export interface StepProps {
  view: CaseView;
  name: string;
  at?: number;
  close: () => void;
}

export function PlainStep({ view, name, close }: StepProps) {
  return <StepFrame view={view} name={name} close={close} step={() => ({})} />;
}

export function ReasonsStep({ view, name, close }: StepProps) {
  const { t } = useTranslation("officer");
  const [reasons, set_reasons] = useTyped("reasons", kNoText);
  return (
    <StepFrame
      view={view}
      name={name}
      close={close}
      danger={name === "not_accepted"}
      step={() => ({ reasons })}
      ready={is_said(reasons)}
      missing={t("missing.reasons")}
    >
      {(problem) => <BothText label={t("decision.reasons")} pointer="/reasons" problem={problem} value={reasons} change={set_reasons} rows={6} />}
    </StepFrame>
  );
}

export function ExtendStep({ view, name, close }: StepProps) {
  const { t } = useTranslation("officer");
  const [days, set_days] = useTyped<number | null>("days", 15);
  const [reasons, set_reasons] = useTyped("reasons", kNoText);
  return (
    <StepFrame
      view={view}
      name={name}
      close={close}
      step={() => ({ working_days: days, reasons })}
      ready={is_said(reasons) && (days ?? 0) > 0}
      missing={t("missing.extend")}
    >
      {(problem) => (
        <>
          <Field label={t("extend.days")} pointer="/working_days" problem={problem}>
            {(ids) => <InputNumber {...ids} min={1} max={365} precision={0} value={days} onChange={set_days} />}
          </Field>
          <BothText label={t("decision.reasons")} hint={t("extend.told")} pointer="/reasons" problem={problem} value={reasons} change={set_reasons} />
        </>
      )}
    </StepFrame>
  );
}

// Of the permits that are doubted, one: nobody settles in one breath what stands on two papers.
export function DoubtStep({ view, name, close }: StepProps) {
  const { t } = useTranslation("officer");
  const permits = [...new Set(view.doubts.filter((doubt) => !doubt.settled).map((doubt) => doubt.permit))];
  const [permit, set_permit] = useState(permits[0] ?? "");
  const [reasons, set_reasons] = useTyped("reasons", kNoText);
  return (
    <StepFrame view={view} name={name} close={close} step={() => ({ permit, reasons })} ready={is_said(reasons) && permit !== ""} missing={t("missing.reasons")}>
      {(problem) => (
        <>
          <Field label={t("doubt.permit")} hint={t("doubt.says")} pointer="/permit" problem={problem}>
            {(ids) => <Select<string> {...ids} className="wide" value={permit} onChange={set_permit} options={permits.map((value) => ({ value, label: value }))} />}
          </Field>
          <BothText label={t("decision.reasons")} pointer="/reasons" problem={problem} value={reasons} change={set_reasons} rows={6} />
        </>
      )}
    </StepFrame>
  );
}

export function AssignStep({ view, name, close }: StepProps) {
  const { t } = useTranslation("officer");
  const own = useAccount();
  const people = [...people_of(view).values()].filter((person) => person.account !== own.id && person.agency === own.agency);
  const [account, set_account] = useState(view.assignee === own.id ? "" : own.id);
  const [other, set_other] = useState("");
  const chosen = account === "other" ? other.trim() : account;
  return (
    <StepFrame view={view} name={name} close={close} step={() => ({ account: chosen })} ready={chosen !== ""} missing={t("missing.assignee")}>
      {(problem) => (
        <fieldset className="field">
          <legend>{t("assign.to")}</legend>
          <Radio.Group value={account} onChange={(event) => set_account(String(event.target.value))}>
            <div className="stack-tight">
              <Radio value={own.id}>{t("assign.me", { name: own.name })}</Radio>
              {people.map((person) => (
                <Radio key={person.account} value={person.account ?? ""}>
                  {person.name || person.account}
                </Radio>
              ))}
              <Radio value="other">{t("assign.other")}</Radio>
            </div>
          </Radio.Group>
          {account !== "other" && <FieldProblem problem={problem} pointer="/account" id="assign-problem" />}
          {account === "other" && (
            <Field label={t("assign.id")} hint={t("assign.id_hint")} pointer="/account" problem={problem}>
              {(ids) => <Input {...ids} value={other} maxLength={64} onChange={(event) => set_other(event.target.value)} />}
            </Field>
          )}
        </fieldset>
      )}
    </StepFrame>
  );
}

export function GateStep({ view, name, close }: StepProps) {
  const { t } = useTranslation("officer");
  const say = useSay();
  const own = useAccount();
  const gates = own_gates(view.gates, own);
  const [gate, set_gate] = useState(gates[0]?.id ?? "");
  const [clears, set_clears] = useState<boolean | null>(null);
  const [reasons, set_reasons] = useTyped("reasons", kNoText);
  const chosen = gates.find((one) => one.id === gate);
  const is_change = is_answered(chosen);
  const needs_reasons = is_change || clears === false;
  const choose = (id: string) => {
    set_gate(id);
    set_clears(null); // what was said is of the other one
  };
  return (
    <StepFrame
      view={view}
      name={name}
      close={close}
      step={() => ({ gate, clears, reasons })}
      ready={gate !== "" && clears !== null && (!needs_reasons || is_said(reasons))}
      missing={t(clears === null ? "missing.gate" : "missing.reasons")}
      button={is_change ? t("gates.change") : undefined}
    >
      {(problem) => (
        <>
          <Field label={t("gates.which")} pointer="/gate" problem={problem} hint={chosen && say.text(chosen.basis)}>
            {(ids) => (
              <Select {...ids} value={gate} onChange={choose} options={gates.map((one) => ({ value: one.id ?? "", label: say.text(one.name) }))} />
            )}
          </Field>
          <fieldset className="field">
            <legend>{t("gates.answer")}</legend>
            <Radio.Group value={clears} onChange={(event) => set_clears(Boolean(event.target.value))}>
              <div className="stack-tight">
                {[true, false].map((answer) => (
                  <Radio value={answer} disabled={chosen?.clears === answer} key={String(answer)}>
                    {t(answer ? "gates.clears" : "gates.holds")} {chosen?.clears === answer && <span className="quiet small">{t("gates.stands")}</span>}
                  </Radio>
                ))}
              </div>
            </Radio.Group>
            <FieldProblem problem={problem} pointer="/clears" id="gate-clears-problem" />
          </fieldset>
          <BothText
            label={t(needs_reasons ? "decision.reasons" : "gates.remarks")}
            pointer="/reasons"
            problem={problem}
            value={reasons}
            change={set_reasons}
            is_needed={needs_reasons}
          />
        </>
      )}
    </StepFrame>
  );
}

export function NoteStep({ view, name, close }: StepProps) {
  const { t } = useTranslation("officer");
  const [text, set_text] = useTyped("text", "");
  const [is_shown, set_shown] = useTyped("is_shown", false);
  return (
    <StepFrame
      view={view}
      name={name}
      close={close}
      step={() => ({ text: text.trim(), shown_to_firm: is_shown })}
      ready={text.trim() !== ""}
      missing={t("missing.note")}
    >
      {(problem) => (
        <>
          <Field label={t("notes.text")} pointer="/text" problem={problem}>
            {(ids) => <Input.TextArea {...ids} rows={5} maxLength={6666} value={text} onChange={(event) => set_text(event.target.value)} />}
          </Field>
          <Checkbox checked={is_shown} onChange={(event) => set_shown(event.target.checked)}>
            {t("notes.show")}
          </Checkbox>
          <span className="field-hint">{t(is_shown ? "notes.shown_hint" : "notes.internal_hint")}</span>
        </>
      )}
    </StepFrame>
  );
}

// Not D: it comes from the table of destinations, which is policy.
const kFactors = ["N", "P", "R", "T", "X", "B", "G", "C", "H", "V", "NS", "PU", "IR"] as const;

export function ContestStep({ view, name, close }: StepProps) {
  const { t } = useTranslation("officer");
  const [level, set_level] = useTyped<"fact" | "mapping" | "policy">("level", "fact");
  const [subject, set_subject] = useTyped("subject", "");
  const [claim, set_claim] = useTyped("claim", "");
  const [wants, set_wants] = useTyped<number | null>("wants", null);
  const is_mapping = level === "mapping";
  return (
    <StepFrame
      view={view}
      name={name}
      close={close}
      step={() => ({ level, subject: subject.trim(), claim: claim.trim(), wants_level: is_mapping ? wants : undefined })}
      ready={claim.trim() !== "" && (!is_mapping || (subject !== "" && wants !== null))}
      missing={t(is_mapping ? "missing.mapping" : "missing.claim")}
    >
      {(problem) => (
        <>
          <fieldset className="field">
            <legend>{t("contest.what")}</legend>
            <Radio.Group
              value={level}
              onChange={(event) => {
                set_level(event.target.value as typeof level);
                set_subject("");
              }}
            >
              <div className="stack-tight">
                {(["fact", "mapping", "policy"] as const).map((one) => (
                  <Radio value={one} key={one}>
                    {t(`contest.level.${one}`)} <span className="quiet small">{t(`contest.says.${one}`)}</span>
                  </Radio>
                ))}
              </div>
            </Radio.Group>
            <FieldProblem problem={problem} pointer="/level" id="contest-level-problem" />
          </fieldset>
          <Field label={t(`contest.subject.${level}`)} pointer="/subject" problem={problem}>
            {(ids) =>
              is_mapping ? (
                <Select {...ids} value={subject || undefined} onChange={set_subject} options={kFactors.map((one) => ({ value: one, label: `${one} ${t(`factor.${one}`)}` }))} />
              ) : (
                <Input {...ids} value={subject} maxLength={300} onChange={(event) => set_subject(event.target.value)} />
              )
            }
          </Field>
          {is_mapping && (
            <Field label={t("contest.wants")} pointer="/wants_level" problem={problem}>
              {(ids) => <InputNumber {...ids} min={0} max={4} precision={0} value={wants} onChange={set_wants} />}
            </Field>
          )}
          <Field label={t("contest.claim")} pointer="/claim" problem={problem}>
            {(ids) => <Input.TextArea {...ids} rows={4} maxLength={6666} value={claim} onChange={(event) => set_claim(event.target.value)} />}
          </Field>
        </>
      )}
    </StepFrame>
  );
}

export function ContestAnswerStep({ view, name, at = 0, close }: StepProps) {
  const { t } = useTranslation("officer");
  const [accepted, set_accepted] = useTyped<boolean | null>("accepted", null);
  const contest = view.contests.find((one, place) => (one.contest ?? place) === at);
  const is_policy = contest?.level === "policy" && accepted === true;
  // A level is of the version that it was contested on.
  const is_outdated = contest?.level === "mapping" && contest.is_of_newest !== true;
  const [policy_hash, set_policy] = useTyped("policy_hash", "");
  const [replay_hash, set_replay] = useTyped("replay_hash", "");
  const [answer, set_answer] = useTyped("answer", kNoText);
  return (
    <StepFrame
      view={view}
      name={name}
      close={close}
      step={() => ({ contest: at, accepted, answer, ...(is_policy ? { policy_hash: policy_hash.trim(), replay_hash: replay_hash.trim() } : {}) })}
      ready={accepted !== null && is_said(answer) && (!is_policy || (policy_hash.trim() !== "" && replay_hash.trim() !== ""))}
      missing={t("missing.contest_answer")}
    >
      {(problem) => (
        <>
          {contest && (
            <div className="slip stack-tight">
              <span className="mark">{t(`contest.level.${contest.level ?? "fact"}`)}</span>
              <div style={{ whiteSpace: "pre-wrap" }}>{contest.claim}</div>
              {contest.version !== undefined && <div className="quiet small">{t("contest.of_version", { version: contest.version })}</div>}
            </div>
          )}
          <fieldset className="field">
            <legend>{t("contest.verdict")}</legend>
            <Radio.Group value={accepted} onChange={(event) => set_accepted(Boolean(event.target.value))}>
              <div className="stack-tight">
                <Radio value={true} disabled={is_outdated}>
                  {t("contest.accept")}
                </Radio>
                <Radio value={false}>{t("contest.reject")}</Radio>
              </div>
            </Radio.Group>
            {is_outdated && <p className="quiet small">{t("contest.outdated")}</p>}
          </fieldset>
          {is_policy && (
            <>
              <Field label={t("contest.policy_hash")} hint={t("contest.policy_hint")} pointer="/policy_hash" problem={problem}>
                {(ids) => <Input {...ids} className="code" maxLength={64} value={policy_hash} onChange={(event) => set_policy(event.target.value)} />}
              </Field>
              <Field label={t("contest.replay_hash")} pointer="/replay_hash" problem={problem}>
                {(ids) => <Input {...ids} className="code" maxLength={64} value={replay_hash} onChange={(event) => set_replay(event.target.value)} />}
              </Field>
            </>
          )}
          <BothText label={t("contest.written")} pointer="/answer" problem={problem} value={answer} change={set_answer} rows={5} />
        </>
      )}
    </StepFrame>
  );
}
