// The firm's programs that ask the desk by themselves, each known by the public half of its key.
import { useState } from "react";
import { App as AntApp, Button, Input, Segmented, Skeleton, Switch } from "antd";
import { PlusOutlined } from "@ant-design/icons";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { patch, post } from "../api/client";
import type { Machine } from "../api/types";
import { Field } from "../officer/steps/fields";
import { EmptyState } from "../ui/empty_state";
import { PageHead } from "../ui/page_head";
import { ProblemView, useTellProblem } from "../ui/problem_view";
import { useSay } from "../ui/say";
import { FormDrawer } from "./form_drawer";
import { MoreButton } from "../officer/more_button";
import { useChange } from "./use_change";
import { useRows } from "./use_rows";
import "../officer/officer.css";

const kNewKey = "openssl genpkey -algorithm ed25519 -out client.pem && openssl pkey -in client.pem -pubout";

function NewMachine({ close }: { close: () => void }) {
  const { t } = useTranslation("admin");
  const queries = useQueryClient();
  const { message } = AntApp.useApp();
  const { run, is_busy, problem, forget } = useChange();
  const [name, set_name] = useState("");
  const [kind, set_kind] = useState<"public_key" | "certificate">("public_key");
  const [pem, set_pem] = useState("");
  const is_private = pem.includes("PRIVATE KEY");
  const submit = async () => {
    const made = await run(() => post<Machine>("/v1/machines", { name: name.trim(), [kind]: pem.trim() + "\n" }));
    if (!made) return;
    void queries.invalidateQueries({ queryKey: ["machines"] });
    message.success(t("machines.made", { name: made.name }));
    close();
  };
  return (
    <FormDrawer
      title={t("machines.new")}
      button={t("machines.make")}
      close={close}
      submit={() => void submit()}
      is_busy={is_busy}
      problem={problem}
      forget={forget}
      ready={name.trim() !== "" && pem.trim() !== "" && !is_private}
      missing={t(is_private ? "machines.private" : "missing")}
    >
      <Field label={t("machines.name")} hint={t("machines.name_hint")} pointer="/name" problem={problem}>
        {(ids) => <Input {...ids} maxLength={120} value={name} onChange={(event) => set_name(event.target.value)} />}
      </Field>
      <Segmented
        aria-label={t("machines.kind")}
        value={kind}
        onChange={(value) => set_kind(value as typeof kind)}
        options={[
          { value: "public_key", label: t("machines.public_key") },
          { value: "certificate", label: t("machines.certificate") },
        ]}
      />
      <Field label={t(`machines.${kind}`)} hint={t("machines.pem_hint")} pointer={`/${kind}`} problem={problem}>
        {(ids) => <Input.TextArea {...ids} className="code" rows={6} maxLength={16_384} spellCheck={false} value={pem} onChange={(event) => set_pem(event.target.value)} />}
      </Field>
      {is_private && (
        <p className="field-problem" role="alert">
          {t("machines.private")}
        </p>
      )}
      <div>
        <div className="small quiet">{t("machines.how")}</div>
        <code className="code">{kNewKey}</code>
      </div>
    </FormDrawer>
  );
}

export default function Machines() {
  const { t } = useTranslation("admin");
  const say = useSay();
  const queries = useQueryClient();
  const tell = useTellProblem();
  const found = useRows<Machine>("/v1/machines", "machines");
  const [is_new, set_new] = useState(false);
  const shut = async (machine: Machine, is_disabled: boolean) => {
    try {
      await patch<Machine>(`/v1/machines/${encodeURIComponent(machine.id ?? "")}`, machine.version ?? 1, { is_disabled });
    } catch (error) {
      tell(error);
    }
    void queries.invalidateQueries({ queryKey: ["machines"] });
  };
  return (
    <div className="officer stack">
      <PageHead
        title={t("machines.title")}
        says={t("machines.says")}
        actions={
          <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => set_new(true)}>
            {t("machines.new")}
          </Button>
        }
      />
      {found.error && <ProblemView error={found.error} again={() => void found.refetch()} />}
      {found.isPending && <Skeleton active />}
      {found.data && found.rows.length === 0 && <EmptyState title={t("machines.none")} says={t("machines.none_why")} />}
      {found.rows.length > 0 && (
        <div className="sheet table-room">
          <table className="plain folds">
            <thead>
              <tr>
                {(["name", "client", "key", "fingerprint", "made", "on"] as const).map((name) => (
                  <th scope="col" key={name}>
                    {t(`machines.head.${name}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {found.rows.map((machine) => (
                <tr key={machine.id}>
                  <td className="strong">{machine.name}</td>
                  <td data-label={t("machines.head.client")} className="code">
                    {machine.id}
                  </td>
                  <td data-label={t("machines.head.key")}>{t(`machines.key_kind.${machine.key_kind ?? "ed25519"}`)}</td>
                  <td data-label={t("machines.head.fingerprint")} className="code">
                    {machine.fingerprint}
                  </td>
                  <td data-label={t("machines.head.made")}>{say.day(machine.created_at)}</td>
                  <td>
                    <label className="line">
                      <Switch checked={!machine.is_disabled} onChange={(on) => void shut(machine, !on)} aria-label={t("machines.on_of", { name: machine.name })} />
                      {t(machine.is_disabled ? "machines.off" : "machines.on")}
                    </label>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <MoreButton query={found} />
      {is_new && <NewMachine close={() => set_new(false)} />}
    </div>
  );
}
