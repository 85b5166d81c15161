// The drawer around a step's form: what it does, the form, the desk's refusal, and the button that takes the step.
import { useEffect, useState, type ReactNode } from "react";
import { Alert, App as AntApp, Button, Drawer } from "antd";
import { useTranslation } from "react-i18next";
import { ProblemError, type Problem } from "../../api/problem";
import { useTypedForm } from "../../ui/kept";
import { useSay } from "../../ui/say";
import type { CaseView } from "../case/case_model";
import { useSteps, type Step } from "../case/use_case";
import { ProblemView } from "../../ui/problem_view";
import { useMedia } from "../use_media";
import { lean } from "./lean";

interface StepFrameProps {
  view: CaseView;
  name: string;
  close: () => void;
  step: () => Record<string, unknown>; // what the form says now, without the name
  ready?: boolean; // false: something is missing that the form itself can see
  missing?: string; // what
  is_held?: boolean; // the button stays off, and what is missing stands beside it from the start
  danger?: boolean;
  width?: number;
  button?: string;
  children?: ReactNode | ((problem: Problem | null) => ReactNode);
}

export function StepFrame({ view, name, close, step, ready = true, missing, is_held = false, danger, width = 560, button, children }: StepFrameProps) {
  const { t } = useTranslation("officer");
  const say = useSay();
  const { message, modal } = AntApp.useApp();
  const { take, is_taking, problem } = useSteps(view);
  const is_wide = useMedia("(min-width: 1200px)"); // the case stays readable beside the form
  const [seq] = useState(view.seq);
  const [has_tried, set_tried] = useState(false);
  const { came_back, forget } = useTypedForm();
  const [is_touched, set_touched] = useState(came_back);
  const words = say.sentence(view.steps_open.find((open) => open.step === name)?.words) || t(`step.${name}`, { defaultValue: name });
  const has_moved = view.seq !== seq || problem?.status === 412;

  const submit = async () => {
    set_tried(true);
    if (!ready) return;
    const full = { name, ...(lean(step()) as Record<string, unknown>) } as Step;
    if (await take(full)) {
      message.success(t("step.taken", { words }));
      forget();
      close();
    }
  };
  // Leaving with something typed is asked by the browser, not lost by a slip.
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, []);

  // Escape and a slip beside the form ask before what was filled in goes.
  const leave = () => {
    const give_up = () => {
      forget();
      close();
    };
    if (!is_touched) return give_up();
    void modal.confirm({ title: t("step.leave"), content: t("step.leave_says"), okText: t("step.leave_yes"), cancelText: t("step.leave_no"), autoFocusButton: "cancel", onOk: give_up });
  };

  return (
    <Drawer
      open
      onClose={leave}
      mask={!is_wide}
      maskClosable={false}
      title={words}
      width={`min(${width}px, 100vw)`}
      footer={
        <div className="spread">
          <span className="field-problem" role="status">
            {(has_tried || is_held) && !ready ? missing : ""}
          </span>
          <span className="line">
            <Button onClick={leave}>{t("common:cancel")}</Button>
            <Button type="primary" danger={danger} disabled={is_held} loading={is_taking} onClick={() => void submit()}>
              {button ?? words}
            </Button>
          </span>
        </div>
      }
    >
      <div className="officer stack" onChange={() => set_touched(true)}>
        <p style={{ margin: 0 }} className="quiet">
          {t(`step.says.${name}`, { defaultValue: "" })}
        </p>
        {came_back && <Alert type="info" showIcon message={t("step.came_back")} />}
        {has_moved && <Alert type="warning" showIcon role="alert" message={t("step.moved")} description={t("step.moved_why")} />}
        {problem && problem.status !== 412 && <ProblemView error={new ProblemError(problem)} />}
        {typeof children === "function" ? children(problem) : children}
      </div>
    </Drawer>
  );
}
