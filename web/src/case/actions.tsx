// What the firm may do about its case now; the desk says which steps are open.
import { useState, type ReactNode } from "react";
import { Button, InputNumber, Modal, Input, Select } from "antd";
import { useTranslation } from "react-i18next";
import type { CasePage } from "../api/types";
import { TypedForm, useTyped, useTypedForm } from "../ui/kept";
import { ProblemView } from "../ui/problem_view";
import { useSay } from "../ui/say";
import { EvidenceChoice } from "./supplements";
import { levels_of, type Level } from "./contest_levels";
import { useStep, type StepBody } from "./use_step";

interface DialogProps {
  page: CasePage;
  title: string;
  says: string;
  button: string;
  danger?: boolean;
  body: StepBody | null; // null: something is still missing
  close: () => void;
  children: ReactNode;
}

function StepDialog({ page, title, says, button, danger, body, close, children }: DialogProps) {
  const { t } = useTranslation("case");
  const { forget } = useTypedForm();
  const step = useStep(page.id, page.seq, () => {
    forget();
    close();
  });
  return (
    <Modal
      open
      title={title}
      onCancel={close}
      onOk={() => body && step.mutate(body)}
      okText={button}
      cancelText={t("common:cancel")}
      okButtonProps={{ disabled: body === null, loading: step.isPending, danger }}
    >
      <div className="stack">
        <p className="quiet">{says}</p>
        {children}
        {step.isError ? <ProblemView error={step.error} /> : null}
      </div>
    </Modal>
  );
}

function Words({ id, label, value, set, most = 4000 }: { id: string; label: string; value: string; set: (value: string) => void; most?: number }) {
  return (
    <div>
      <label htmlFor={id} className="as-label">
        {label}
      </label>
      <Input.TextArea id={id} rows={4} className="grows" maxLength={most} value={value} onChange={(event) => set(event.target.value)} />
    </div>
  );
}

function Withdraw({ page, close }: { page: CasePage; close: () => void }) {
  const { t } = useTranslation("case");
  const [why, set_why] = useTyped("why", "");
  const text = why.trim();
  return (
    <StepDialog page={page} title={t("withdraw.title")} says={t("withdraw.says")} button={t("withdraw.do")} danger close={close} body={text ? { name: "withdrawn", reasons: { en: text, zh: text } } : null}>
      <Words id="withdraw-why" label={t("withdraw.why")} value={why} set={set_why} />
    </StepDialog>
  );
}

function Review({ page, close }: { page: CasePage; close: () => void }) {
  const { t } = useTranslation("case");
  const [grounds, set_grounds] = useTyped("grounds", "");
  return (
    <StepDialog page={page} title={t("review.title")} says={t("review.says")} button={t("review.do")} close={close} body={grounds.trim() ? { name: "review_requested", grounds: grounds.trim() } : null}>
      <Words id="review-grounds" label={t("review.grounds")} value={grounds} set={set_grounds} most={20000} />
    </StepDialog>
  );
}

function Note({ page, close }: { page: CasePage; close: () => void }) {
  const { t } = useTranslation("case");
  const [text, set_text] = useTyped("text", "");
  return (
    <StepDialog page={page} title={t("notes.add")} says={t("notes.says")} button={t("notes.do")} close={close} body={text.trim() ? { name: "note_added", text: text.trim(), shown_to_firm: true } : null}>
      <Words id="note-text" label={t("notes.text")} value={text} set={set_text} />
    </StepDialog>
  );
}

const kFactors = ["N", "P", "D", "R", "T", "X", "B", "G", "C", "H", "V"];

function Contest({ page, close }: { page: CasePage; close: () => void }) {
  const { t } = useTranslation("case");
  const say = useSay();
  const [level, set_level] = useTyped<Level>("level", "fact");
  const [subject, set_subject] = useTyped("subject", "");
  const [claim, set_claim] = useTyped("claim", "");
  const [wants, set_wants] = useTyped<number | null>("wants", null);
  const [evidence, set_evidence] = useTyped<string[]>("evidence", []);
  const is_whole = level === "outcome";
  const is_ready = claim.trim() !== "" && (is_whole || subject.trim() !== "");
  const body: StepBody = { name: "contest_opened", level, claim: claim.trim(), evidence };
  if (!is_whole) body.subject = subject.trim();
  if (level === "mapping" && wants !== null) body.wants_level = wants;
  const facts = (page.findings ?? []).filter((one) => one.pointer !== "").map((one) => ({ value: one.pointer, label: `${one.rule} ${say.text(one.says)}` }));
  const places = [...new Map(facts.map((one) => [one.value, one])).values()];
  return (
    <StepDialog page={page} title={t("contest.add")} says={t("contest.says")} button={t("contest.do")} close={close} body={is_ready ? body : null}>
      <div>
        <label htmlFor="contest-level" className="as-label">
          {t("contest.which")}
        </label>
        <Select<Level>
          id="contest-level"
          className="wide"
          value={level}
          onChange={(next) => {
            set_level(next);
            set_subject("");
          }}
          options={levels_of(page).map((value) => ({ value, label: t(`contest.level.${value}`) }))}
        />
        <div className="quiet small">{t(`contest.level_says.${level}`)}</div>
      </div>
      {level === "mapping" ? (
        <div className="row">
          <label htmlFor="contest-subject">{t("contest.factor")}</label>
          <Select<string> id="contest-subject" className="mid-input" value={subject || undefined} onChange={set_subject} options={kFactors.map((value) => ({ value, label: `${value} · ${t(`factor.${value}`)}` }))} />
          <label htmlFor="contest-wants">{t("contest.wants")}</label>
          <InputNumber id="contest-wants" min={0} max={4} precision={0} value={wants} onChange={set_wants} />
        </div>
      ) : null}
      {level === "fact" && places.length > 0 ? (
        <div>
          <label htmlFor="contest-subject" className="as-label">
            {t("contest.subject.fact")}
          </label>
          <Select<string> id="contest-subject" className="wide" showSearch optionFilterProp="label" value={subject || undefined} onChange={set_subject} options={places} />
        </div>
      ) : level === "fact" ? (
        <div>
          <label htmlFor="contest-subject" className="as-label">
            {t("contest.subject.fact")}
          </label>
          <Input id="contest-subject" value={subject} maxLength={300} onChange={(event) => set_subject(event.target.value)} />
        </div>
      ) : null}
      <Words id="contest-claim" label={t("contest.claim")} value={claim} set={set_claim} most={20000} />
      <EvidenceChoice page={page} value={evidence} set={set_evidence} id="contest-evidence" />
    </StepDialog>
  );
}

const kDialogs = { contest_opened: Contest, review_requested: Review, note_added: Note, withdrawn: Withdraw } as const;
type Open = keyof typeof kDialogs;

export function CaseActions({ page }: { page: CasePage }) {
  const { t } = useTranslation("case");
  const say = useSay();
  const [open, set_open] = useState<Open | null>(null);
  const steps = (page.steps_open ?? []).filter((one): one is { step: Open; words: NonNullable<typeof one.words> } => one.step !== undefined && one.step in kDialogs);
  if (steps.length === 0) return null;
  const Dialog = open ? kDialogs[open] : null;
  return (
    <section className="card" aria-labelledby="actions">
      <h2 id="actions">{t("actions")}</h2>
      <div className="row">
        {(Object.keys(kDialogs) as Open[])
          .flatMap((name) => steps.filter((one) => one.step === name).slice(0, 1))
          .map((one) => (
            <Button key={one.step} danger={one.step === "withdrawn"} onClick={() => set_open(one.step)}>
              {t(`action.${one.step}`) || say.text(one.words)}
            </Button>
          ))}
      </div>
      {Dialog ? (
        <TypedForm value={`${page.id}:${open ?? ""}:`}>
          <Dialog page={page} close={() => set_open(null)} />
        </TypedForm>
      ) : null}
    </section>
  );
}
