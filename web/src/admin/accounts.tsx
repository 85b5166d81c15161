// Accounts: the operator's of authorities and firms, a firm administrator's own; auditors look on.
import { useMemo, useState } from "react";
import { Button, Input, Select, Skeleton } from "antd";
import { CheckCircleOutlined, KeyOutlined, LockOutlined, PlusOutlined, SafetyOutlined, StopOutlined } from "@ant-design/icons";
import { useTranslation } from "react-i18next";
import { useAccount } from "../api/session";
import type { Account } from "../api/types";
import { EmptyState } from "../ui/empty_state";
import { PageHead } from "../ui/page_head";
import { ProblemView } from "../ui/problem_view";
import { useSay } from "../ui/say";
import { MoodTag } from "../ui/tags";
import { ChangeAccount, NewAccount } from "./account_forms";
import { MoreButton } from "../officer/more_button";
import { useWords } from "../officer/case/form_model";
import { useFirmNames } from "./use_names";
import { useRows } from "./use_rows";
import "../officer/officer.css";

function Standing({ account }: { account: Account }) {
  const { t } = useTranslation("admin");
  const say = useSay();
  const is_locked = account.locked_until !== undefined && Date.parse(account.locked_until) > Date.now();
  return (
    <span className="line">
      {account.is_disabled ? (
        <MoodTag mood="bad" icon={<StopOutlined aria-hidden />}>
          {t("accounts.disabled")}
        </MoodTag>
      ) : (
        <MoodTag mood="good" icon={<CheckCircleOutlined aria-hidden />}>
          {t("accounts.open")}
        </MoodTag>
      )}
      {is_locked && (
        <MoodTag mood="warn" icon={<LockOutlined aria-hidden />}>
          {t("accounts.locked", { at: say.moment(account.locked_until) })}
        </MoodTag>
      )}
      {account.password_is_due && (
        <MoodTag mood="warn" icon={<KeyOutlined aria-hidden />}>
          {t("accounts.password_is_due")}
        </MoodTag>
      )}
      {account.has_second_factor && (
        <MoodTag mood="calm" icon={<SafetyOutlined aria-hidden />}>
          {t("accounts.second_factor")}
        </MoodTag>
      )}
    </span>
  );
}

function place_of(account: Account, firms: Map<string, string>, t: (key: string, more?: Record<string, string>) => string, sector: (word: string) => string): string {
  if (account.agency) return t(`common:agency.${account.agency}`) + (account.sector ? ` · ${sector(account.sector)}` : "");
  return firms.get(account.tenant ?? "") ?? account.tenant ?? "";
}

export default function Accounts() {
  const { t } = useTranslation("admin");
  const own = useAccount();
  const found = useRows<Account>("/v1/accounts", "accounts");
  const [role, set_role] = useState("");
  const [wanted, set_wanted] = useState("");
  const [is_new, set_new] = useState(false);
  const [changed, set_changed] = useState<Account | null>(null);
  const may_change = own.role !== "auditor";
  const firms = useFirmNames(own.role !== "firm_admin");
  const rows = useMemo(() => {
    const words = wanted.trim().toLowerCase();
    return found.rows.filter(
      (one) => (role === "" || one.role === role) && (words === "" || one.login.includes(words) || one.name.toLowerCase().includes(words)),
    );
  }, [found.rows, role, wanted]);
  const sectors = useWords("/scenario/industry");
  const columns = (["login", "name", "role", "place", "standing"] as const).filter((name) => name !== "place" || own.role !== "firm_admin"); // a firm's are all its own
  const roles = [...new Set(found.rows.map((one) => one.role))];
  return (
    <div className="officer stack">
      <PageHead
        title={t("accounts.title")}
        says={t(own.role === "firm_admin" ? "accounts.says_firm" : "accounts.says")}
        actions={
          may_change && (
            <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => set_new(true)}>
              {t("accounts.new")}
            </Button>
          )
        }
      />
      <div className="line">
        <Input
          aria-label={t("accounts.find")}
          placeholder={t("accounts.find")}
          allowClear
          style={{ width: 240 }}
          value={wanted}
          onChange={(event) => set_wanted(event.target.value)}
        />
        <Select
          aria-label={t("accounts.role")}
          style={{ minWidth: 200 }}
          value={role}
          onChange={set_role}
          options={[{ value: "", label: t("accounts.every_role") }, ...roles.map((one) => ({ value: one as string, label: t(`common:role.${one}`) }))]}
        />
      </div>
      {found.error && <ProblemView error={found.error} again={() => void found.refetch()} />}
      {found.isPending && <Skeleton active />}
      {found.data && rows.length === 0 && <EmptyState title={t("accounts.none")} />}
      {rows.length > 0 && (
        <div className="sheet table-room">
          <table className="plain folds">
            <thead>
              <tr>
                {columns.map((name) => (
                  <th scope="col" key={name}>
                    {t(`accounts.${name}`)}
                  </th>
                ))}
                {may_change && (
                  <th scope="col">
                    <span className="hidden-text">{t("accounts.change")}</span>
                  </th>
                )}
              </tr>
            </thead>
            <tbody>
              {rows.map((account) => (
                <tr key={account.id}>
                  <td className="code">
                    {account.login}
                    <div className="quiet small">{account.id}</div>
                  </td>
                  <td data-label={t("accounts.name")} className="strong">
                    {account.name}
                  </td>
                  <td data-label={t("accounts.role")}>{t(`common:role.${account.role}`)}</td>
                  {columns.includes("place") && <td data-label={t("accounts.place")}>{place_of(account, firms, t, sectors.say)}</td>}
                  <td data-label={t("accounts.standing")}>
                    <Standing account={account} />
                  </td>
                  {may_change && (
                    <td>
                      {account.id !== own.id && (
                        <Button size="small" onClick={() => set_changed(account)} aria-label={t("accounts.change_of", { name: account.login })}>
                          {t("accounts.change")}
                        </Button>
                      )}
                    </td>
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <MoreButton query={found} />
      {is_new && <NewAccount close={() => set_new(false)} />}
      {changed && <ChangeAccount account={changed} close={() => set_changed(null)} />}
    </div>
  );
}
