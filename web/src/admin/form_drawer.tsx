// A drawer with a short form: its fields, the desk's refusal, one button.
import { useState, type ReactNode } from "react";
import { Button, Drawer } from "antd";
import { useTranslation } from "react-i18next";
import { ProblemError, type Problem } from "../api/problem";
import { ProblemView } from "../ui/problem_view";

interface Props {
  title: string;
  button: string;
  close: () => void;
  submit: () => void;
  is_busy: boolean;
  problem: Problem | null;
  forget: () => void; // what the desk said of the attempt before
  ready: boolean;
  missing: string;
  children: ReactNode;
}

export function FormDrawer({ title, button, close, submit, is_busy, problem, forget, ready, missing, children }: Props) {
  const { t } = useTranslation("admin");
  const [has_tried, set_tried] = useState(false);
  return (
    <Drawer
      open
      onClose={close}
      maskClosable={false}
      title={title}
      width="min(560px, 100vw)"
      footer={
        <div className="spread">
          <span className="field-problem" role="status">
            {has_tried && !ready ? missing : ""}
          </span>
          <span className="line">
            <Button onClick={close}>{t("common:cancel")}</Button>
            <Button
              type="primary"
              loading={is_busy}
              onClick={() => {
                set_tried(true);
                forget();
                if (ready) submit();
              }}
            >
              {button}
            </Button>
          </span>
        </div>
      }
    >
      <div className="officer stack">
        {problem && <ProblemView error={new ProblemError(problem)} />}
        {children}
      </div>
    </Drawer>
  );
}
