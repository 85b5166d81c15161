// The lead states that a permit is suspended, holds again, or is revoked for ever; the desk signs it.
import { useState } from "react";
import { Alert, App as AntApp, Button, Checkbox, Drawer } from "antd";
import { useTranslation } from "react-i18next";
import { post } from "../../api/client";
import { problem_of, ProblemError, type Problem } from "../../api/problem";
import type { PermitPage } from "../../api/types";
import { ProblemView } from "../../ui/problem_view";
import { BothText, is_said, kNoText } from "../steps/fields";
import { lean } from "../steps/lean";

export type Statement = "active" | "suspended" | "revoked";

interface Props {
  page: PermitPage;
  state: Statement;
  close: () => void;
  taken: (after: PermitPage) => void;
}

export function StatementDrawer({ page, state, close, taken }: Props) {
  const { t } = useTranslation("officer");
  const { message } = AntApp.useApp();
  const [reason, set_reason] = useState(kNoText);
  const [is_sure, set_sure] = useState(false);
  const [is_busy, set_busy] = useState(false);
  const [has_tried, set_tried] = useState(false);
  const [problem, set_problem] = useState<Problem | null>(null);
  const is_final = state === "revoked";
  const ready = is_said(reason) && (!is_final || is_sure);
  const submit = async () => {
    set_tried(true);
    if (!ready) return;
    set_busy(true);
    set_problem(null);
    try {
      taken(await post<PermitPage>(`/v1/permits/${encodeURIComponent(page.id ?? "")}/statements`, { state, reason: lean(reason) }, { version: page.version }));
      message.success(t("statement.taken"));
      close();
    } catch (error) {
      set_problem(problem_of(error));
    } finally {
      set_busy(false);
    }
  };
  return (
    <Drawer
      open
      onClose={close}
      maskClosable={false}
      title={t(`statement.${state}`)}
      width="min(560px, 100vw)"
      footer={
        <div className="spread">
          <span className="field-problem" role="status">
            {has_tried && !ready ? t(is_said(reason) ? "missing.sure" : "missing.reasons") : ""}
          </span>
          <span className="line">
            <Button onClick={close}>{t("common:cancel")}</Button>
            <Button type="primary" danger={is_final} loading={is_busy} onClick={() => void submit()}>
              {t(`statement.${state}`)}
            </Button>
          </span>
        </div>
      }
    >
      <div className="officer stack">
        <Alert type={is_final ? "error" : "info"} showIcon message={t(`statement.says.${state}`)} />
        {problem && <ProblemView error={new ProblemError(problem)} />}
        <BothText label={t("statement.reason")} pointer="/reason" problem={problem} value={reason} change={set_reason} rows={4} />
        {is_final && (
          <Checkbox checked={is_sure} onChange={(event) => set_sure(event.target.checked)}>
            {t("statement.sure")}
          </Checkbox>
        )}
      </div>
    </Drawer>
  );
}
