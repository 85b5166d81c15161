// Firms of the zone: who may file here.
import { useState } from "react";
import { App as AntApp, Button, Input, Popconfirm, Skeleton } from "antd";
import { CheckCircleOutlined, PlusOutlined, StopOutlined } from "@ant-design/icons";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { patch, post } from "../api/client";
import type { Firm } from "../api/types";
import { Field } from "../officer/steps/fields";
import { EmptyState } from "../ui/empty_state";
import { PageHead } from "../ui/page_head";
import { ProblemView, useTellProblem } from "../ui/problem_view";
import { useSay } from "../ui/say";
import { MoodTag } from "../ui/tags";
import { FormDrawer } from "./form_drawer";
import { MoreButton } from "../officer/more_button";
import { useChange } from "./use_change";
import { useRows } from "./use_rows";
import "../officer/officer.css";

function NewFirm({ close }: { close: () => void }) {
  const { t } = useTranslation("admin");
  const queries = useQueryClient();
  const { message } = AntApp.useApp();
  const { run, is_busy, problem, forget } = useChange();
  const [uscc, set_uscc] = useState("");
  const [name, set_name] = useState("");
  const submit = async () => {
    const made = await run(() => post<Firm>("/v1/firms", { uscc: uscc.normalize("NFKC").replace(/[\s-]/g, "").toUpperCase(), name: name.trim() }));
    if (!made) return;
    void queries.invalidateQueries({ queryKey: ["firms"] });
    message.success(t("firms.made", { name: made.name }));
    close();
  };
  return (
    <FormDrawer
      title={t("firms.new")}
      button={t("firms.register")}
      close={close}
      submit={() => void submit()}
      is_busy={is_busy}
      problem={problem}
      forget={forget}
      ready={uscc.trim() !== "" && name.trim() !== ""}
      missing={t("missing")}
    >
      <Field label={t("firms.uscc")} hint={t("firms.uscc_hint")} pointer="/uscc" problem={problem}>
        {(ids) => <Input {...ids} maxLength={32} value={uscc} onChange={(event) => set_uscc(event.target.value)} />}
      </Field>
      <Field label={t("firms.name")} hint={t("firms.name_hint")} pointer="/name" problem={problem}>
        {(ids) => <Input {...ids} maxLength={240} value={name} onChange={(event) => set_name(event.target.value)} />}
      </Field>
    </FormDrawer>
  );
}

export default function Firms() {
  const { t } = useTranslation("admin");
  const say = useSay();
  const found = useRows<Firm>("/v1/firms", "firms");
  const [is_new, set_new] = useState(false);
  const queries = useQueryClient();
  const tell = useTellProblem();
  const shut = async (firm: Firm, is_disabled: boolean) => {
    try {
      await patch<Firm>(`/v1/firms/${encodeURIComponent(firm.id ?? "")}`, firm.version ?? 1, { is_disabled });
    } catch (error) {
      tell(error);
    }
    await queries.invalidateQueries({ queryKey: ["firms"] });
  };
  return (
    <div className="officer stack">
      <PageHead
        title={t("firms.title")}
        says={t("firms.says")}
        actions={
          <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => set_new(true)}>
            {t("firms.new")}
          </Button>
        }
      />
      {found.error && <ProblemView error={found.error} again={() => void found.refetch()} />}
      {found.isPending && <Skeleton active />}
      {found.data && found.rows.length === 0 && <EmptyState title={t("firms.none")} says={t("firms.none_why")} />}
      {found.rows.length > 0 && (
        <div className="sheet table-room">
          <table className="plain folds">
            <thead>
              <tr>
                <th scope="col">{t("firms.name")}</th>
                <th scope="col">{t("firms.uscc")}</th>
                <th scope="col">{t("id")}</th>
                <th scope="col">{t("since")}</th>
                <th scope="col">{t("firms.standing")}</th>
                <th scope="col">
                  <span className="hidden-text">{t("firms.change")}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {found.rows.map((firm) => (
                <tr key={firm.id}>
                  <td className="strong">{firm.name}</td>
                  <td data-label={t("firms.uscc")} className="code">
                    {firm.uscc}
                  </td>
                  <td data-label={t("id")} className="code">
                    {firm.id}
                  </td>
                  <td data-label={t("since")}>{say.day(firm.created_at)}</td>
                  <td data-label={t("firms.standing")}>
                    <MoodTag mood={firm.is_disabled ? "bad" : "good"} icon={firm.is_disabled ? <StopOutlined aria-hidden /> : <CheckCircleOutlined aria-hidden />}>
                      {t(firm.is_disabled ? "firms.disabled" : "firms.open")}
                    </MoodTag>
                  </td>
                  <td>
                    <Popconfirm
                      title={t(firm.is_disabled ? "firms.enable_sure" : "firms.disable_sure", { name: firm.name })}
                      description={<div className="confirm-words">{t(firm.is_disabled ? "firms.enable_says" : "firms.disable_says")}</div>}
                      okText={t(firm.is_disabled ? "firms.enable" : "firms.disable")}
                      cancelText={t("common:cancel")}
                      onConfirm={() => shut(firm, !firm.is_disabled)}
                    >
                      <Button size="small" danger={!firm.is_disabled} aria-label={t(firm.is_disabled ? "firms.enable_of" : "firms.disable_of", { name: firm.name })}>
                        {t(firm.is_disabled ? "firms.enable" : "firms.disable")}
                      </Button>
                    </Popconfirm>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <MoreButton query={found} />
      {is_new && <NewFirm close={() => set_new(false)} />}
    </div>
  );
}
