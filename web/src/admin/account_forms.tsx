// Making an account, and changing somebody else's: close, open, unlock, new password, drop the second factor.
import { useState } from "react";
import { Alert, App as AntApp, Checkbox, Input, Select } from "antd";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { get, patch, post } from "../api/client";
import { useAccount } from "../api/session";
import type { Account, Firm, Role, Rows } from "../api/types";
import { useWords } from "../officer/case/form_model";
import { Field } from "../officer/steps/fields";
import { FormDrawer } from "./form_drawer";
import { useChange } from "./use_change";

const kOfOperator: readonly Role[] = ["officer", "lead", "firm_admin", "filer", "auditor", "operator"];
const kOfFirm: readonly Role[] = ["filer", "firm_admin"];
const kAgencies = ["cyberspace", "public_security", "sector_regulator"] as const;

function NewPassword({ value, change, problem }: { value: string; change: (text: string) => void; problem: ReturnType<typeof useChange>["problem"] }) {
  const { t } = useTranslation("admin");
  return (
    <Field label={t("accounts.password")} hint={t("accounts.password_hint")} pointer="/password" problem={problem}>
      {(ids) => <Input.Password {...ids} autoComplete="new-password" maxLength={128} value={value} onChange={(event) => change(event.target.value)} />}
    </Field>
  );
}

export function NewAccount({ close }: { close: () => void }) {
  const { t } = useTranslation("admin");
  const own = useAccount();
  const queries = useQueryClient();
  const { message } = AntApp.useApp();
  const { run, is_busy, problem, forget } = useChange();
  const is_firm = own.role === "firm_admin";
  const roles = is_firm ? kOfFirm : kOfOperator;
  const [made, set_made] = useState({ login: "", name: "", role: roles[0] as Role, tenant: own.tenant ?? "", agency: "cyberspace", sector: "", password: "" });
  const of_firm = made.role === "filer" || made.role === "firm_admin";
  const of_agency = made.role === "officer" || made.role === "lead";
  const is_regulator = of_agency && made.agency === "sector_regulator";
  const firms = useQuery({ queryKey: ["firms-to-choose"], queryFn: () => get<Rows<Firm>>("/v1/firms?limit=200"), enabled: !is_firm });
  const sectors = useWords("/scenario/industry");
  const set = (what: Partial<typeof made>) => set_made({ ...made, ...what });
  const submit = async () => {
    const body = {
      login: made.login.trim(),
      name: made.name.trim(),
      role: made.role,
      password: made.password,
      ...(of_firm ? { tenant: made.tenant } : {}),
      ...(of_agency ? { agency: made.agency } : {}),
      ...(is_regulator && made.sector ? { sector: made.sector } : {}),
    };
    const account = await run(() => post<Account>("/v1/accounts", body));
    if (!account) return;
    void queries.invalidateQueries({ queryKey: ["accounts"] });
    message.success(t("accounts.made", { login: account.login }));
    close();
  };
  return (
    <FormDrawer
      title={t("accounts.new")}
      button={t("accounts.make")}
      close={close}
      submit={() => void submit()}
      is_busy={is_busy}
      problem={problem}
      forget={forget}
      ready={made.login.trim() !== "" && made.name.trim() !== "" && made.password !== "" && (!of_firm || made.tenant !== "")}
      missing={t("missing")}
    >
      <Field label={t("accounts.role")} pointer="/role" problem={problem}>
        {(ids) => <Select {...ids} value={made.role} onChange={(role: Role) => set({ role })} options={roles.map((role) => ({ value: role, label: t(`common:role.${role}`) }))} />}
      </Field>
      {of_firm && !is_firm && (
        <Field label={t("accounts.firm")} pointer="/tenant" problem={problem}>
          {(ids) => (
            <Select
              {...ids}
              showSearch
              optionFilterProp="label"
              value={made.tenant || undefined}
              onChange={(tenant: string) => set({ tenant })}
              options={(firms.data?.rows ?? []).map((firm) => ({ value: firm.id ?? "", label: `${firm.name ?? ""} ${firm.uscc ?? ""}` }))}
            />
          )}
        </Field>
      )}
      {of_agency && (
        <Field label={t("accounts.agency")} pointer="/agency" problem={problem}>
          {(ids) => <Select {...ids} value={made.agency} onChange={(agency: string) => set({ agency })} options={kAgencies.map((agency) => ({ value: agency as string, label: t(`common:agency.${agency}`) }))} />}
        </Field>
      )}
      {is_regulator && (
        <Field label={t("accounts.sector")} hint={t("accounts.sector_hint")} pointer="/sector" problem={problem}>
          {(ids) => <Select {...ids} showSearch allowClear optionFilterProp="label" value={made.sector || undefined} onChange={(sector?: string) => set({ sector: sector ?? "" })} options={sectors.options} />}
        </Field>
      )}
      <Field label={t("accounts.login")} hint={t("accounts.login_hint")} pointer="/login" problem={problem}>
        {(ids) => <Input {...ids} autoComplete="off" maxLength={64} value={made.login} onChange={(event) => set({ login: event.target.value })} />}
      </Field>
      <Field label={t("accounts.name")} pointer="/name" problem={problem}>
        {(ids) => <Input {...ids} maxLength={120} value={made.name} onChange={(event) => set({ name: event.target.value })} />}
      </Field>
      <NewPassword value={made.password} change={(password) => set({ password })} problem={problem} />
      <Alert type="info" showIcon message={t("accounts.hand_over")} />
    </FormDrawer>
  );
}

export function ChangeAccount({ account, close }: { account: Account; close: () => void }) {
  const { t } = useTranslation("admin");
  const queries = useQueryClient();
  const { message } = AntApp.useApp();
  const { run, is_busy, problem, forget } = useChange();
  const [name, set_name] = useState(account.name);
  const [is_disabled, set_disabled] = useState(account.is_disabled);
  const [unlock, set_unlock] = useState(false);
  const [drop, set_drop] = useState(false);
  const [password, set_password] = useState("");
  const body = {
    ...(name.trim() !== account.name ? { name: name.trim() } : {}),
    ...(is_disabled !== account.is_disabled ? { is_disabled } : {}),
    ...(unlock ? { unlock } : {}),
    ...(drop ? { drop_second_factor: drop } : {}),
    ...(password ? { password } : {}),
  };
  const ends = is_disabled !== account.is_disabled || drop || password !== "";
  const submit = async () => {
    const after = await run(() => patch<Account>(`/v1/accounts/${encodeURIComponent(account.id)}`, account.version, body));
    if (!after) {
      void queries.invalidateQueries({ queryKey: ["accounts"] });
      return;
    }
    void queries.invalidateQueries({ queryKey: ["accounts"] });
    message.success(t("accounts.changed", { login: account.login }));
    close();
  };
  return (
    <FormDrawer
      title={t("accounts.change_of", { name: account.login })}
      button={t("common:save")}
      close={close}
      submit={() => void submit()}
      is_busy={is_busy}
      problem={problem}
      forget={forget}
      ready={Object.keys(body).length > 0 && name.trim() !== "" && (password === "" || password.length >= 12)}
      missing={t(password !== "" && password.length < 12 ? "accounts.password_hint" : "nothing_changed")}
    >
      <Field label={t("accounts.name")} pointer="/name" problem={problem}>
        {(ids) => <Input {...ids} maxLength={120} value={name} onChange={(event) => set_name(event.target.value)} />}
      </Field>
      <Checkbox checked={is_disabled} onChange={(event) => set_disabled(event.target.checked)}>
        {t("accounts.close")}
      </Checkbox>
      {account.locked_until && (
        <Checkbox checked={unlock} onChange={(event) => set_unlock(event.target.checked)}>
          {t("accounts.unlock")}
        </Checkbox>
      )}
      {account.has_second_factor && (
        <Checkbox checked={drop} onChange={(event) => set_drop(event.target.checked)}>
          {t("accounts.drop")}
        </Checkbox>
      )}
      <NewPassword value={password} change={set_password} problem={problem} />
      {ends && <Alert type="warning" showIcon message={password === "" ? t("accounts.ends") : `${t("accounts.ends")} ${t("accounts.chooses")}`} />}
    </FormDrawer>
  );
}
