// Each step's form by its name. A step that has none here is not offered.
import { useState, type ComponentType, type ReactNode } from "react";
import { useAccount } from "../../api/session";
import { typed_forms, TypedForm } from "../../ui/kept";
import type { CaseView } from "../case/case_model";
import { AskStep } from "./ask_step";
import { ConfirmStep } from "./confirm_step";
import { DecisionStep } from "./decision_step";
import { OverrideStep, OverrideConfirmStep } from "./override_step";
import { OpenStepContext, type OpenStep } from "./open_step";
import {
  AssignStep, ContestAnswerStep, ContestStep, DoubtStep, ExtendStep, GateStep, NoteStep, PlainStep, ReasonsStep, type StepProps,
} from "./simple_steps";

const kForms: Record<string, ComponentType<StepProps>> = {
  check_begun: PlainStep,
  check_passed: PlainStep,
  accepted: PlainStep,
  returned: AskStep,
  supplement_asked: AskStep,
  not_accepted: ReasonsStep,
  proposal_sent_back: ReasonsStep,
  override_sent_back: ReasonsStep,
  clock_extended: ExtendStep,
  assigned: AssignStep,
  gate_answered: GateStep,
  decision_proposed: DecisionStep,
  decision_confirmed: ConfirmStep,
  override_proposed: OverrideStep,
  override_confirmed: OverrideConfirmStep,
  note_added: NoteStep,
  contest_opened: ContestStep,
  contest_answered: ContestAnswerStep,
  doubt_settled: DoubtStep,
};

const form_of = (view: CaseView, step: OpenStep) => `${view.id}:${step.name}:${step.at ?? ""}`;

// A form of this case that was left with something typed in it, as when the session ended, opens again.
function typed_before(view: CaseView, own: string): OpenStep | null {
  for (const form of typed_forms(own, `${view.id}:`)) {
    const [, name = "", at = ""] = form.split(":");
    if (name in kForms && view.steps_open.some((open) => open.step === name)) return { name, ...(at === "" ? {} : { at: Number(at) }) };
  }
  return null;
}

export function Steps({ view, children }: { view: CaseView; children: ReactNode }) {
  const { id: own } = useAccount();
  const [opened, set_opened] = useState<OpenStep | null>(() => typed_before(view, own));
  const Form = opened ? kForms[opened.name] : undefined;
  return (
    <OpenStepContext.Provider value={set_opened}>
      {children}
      {opened && Form && (
        <TypedForm value={form_of(view, opened)} key={`${opened.name}${opened.at ?? ""}`}>
          <Form view={view} name={opened.name} at={opened.at} close={() => set_opened(null)} />
        </TypedForm>
      )}
    </OpenStepContext.Provider>
  );
}
