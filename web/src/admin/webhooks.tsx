// Where the firm's own systems are told what happened: addresses, what is told, what became of each try.
import { useState } from "react";
import { Alert, App as AntApp, Button, Checkbox, Drawer, Input, Skeleton, Switch } from "antd";
import { CopyOutlined, PlusOutlined } from "@ant-design/icons";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { get, patch, post } from "../api/client";
import type { Rows, Webhook } from "../api/types";
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

const kEvents = ["case.state_changed", "case.supplement_asked", "case.decided", "case.rescored", "permit.issued", "permit.suspended", "permit.resumed", "permit.revoked", "permit.doubted"] as const;
const words_key = (event: string) => (event === "*" ? "all" : event.replace(".", "_"));

function useCopy() {
  const { t } = useTranslation("admin");
  const { message } = AntApp.useApp();
  return async (text: string) => {
    try {
      await navigator.clipboard.writeText(text);
      message.success(t("copied"));
    } catch {
      message.info(t("copy_by_hand"));
    }
  };
}

function Secret({ hook, close }: { hook: Webhook; close: () => void }) {
  const { t } = useTranslation("admin");
  const copy = useCopy();
  return (
    <Drawer open onClose={close} maskClosable={false} title={t("webhooks.secret")} width="min(560px, 100vw)">
      <div className="officer stack">
        <Alert type="warning" showIcon message={t("webhooks.secret_once")} description={t("webhooks.secret_why")} />
        <code className="code slip">{hook.secret}</code>
        <div className="line">
          <Button type="primary" icon={<CopyOutlined aria-hidden />} onClick={() => void copy(hook.secret ?? "")}>
            {t("copy")}
          </Button>
          <Button onClick={close}>{t("webhooks.kept")}</Button>
        </div>
      </div>
    </Drawer>
  );
}

function NewHook({ close, made }: { close: () => void; made: (hook: Webhook) => void }) {
  const { t } = useTranslation("admin");
  const { run, is_busy, problem, forget } = useChange();
  const [url, set_url] = useState("https://");
  const [events, set_events] = useState<string[]>([...kEvents]);
  const submit = async () => {
    const hook = await run(() => post<Webhook>("/v1/webhooks", { url: url.trim(), events }));
    if (hook) made(hook);
  };
  return (
    <FormDrawer
      title={t("webhooks.new")}
      button={t("webhooks.make")}
      close={close}
      submit={() => void submit()}
      is_busy={is_busy}
      problem={problem}
      forget={forget}
      ready={url.trim().length > 8 && events.length > 0}
      missing={t("missing")}
    >
      <Field label={t("webhooks.url")} hint={t("webhooks.url_hint")} pointer="/url" problem={problem}>
        {(ids) => <Input {...ids} type="url" maxLength={2000} value={url} onChange={(event) => set_url(event.target.value)} />}
      </Field>
      <fieldset className="field">
        <legend>{t("webhooks.events")}</legend>
        <Checkbox.Group value={events} onChange={(values) => set_events(values.map(String))}>
          <div className="stack-tight">
            {kEvents.map((event) => (
              <Checkbox key={event} value={event}>
                {t(`webhooks.event.${words_key(event)}`)} <span className="code quiet">{event}</span>
              </Checkbox>
            ))}
          </div>
        </Checkbox.Group>
      </fieldset>
    </FormDrawer>
  );
}

interface Delivery {
  id: string;
  event: string;
  state: "pending" | "done" | "failed";
  attempts: number;
  status?: number;
  created_at: string;
  next_at?: string;
}

function Deliveries({ hook, close }: { hook: Webhook; close: () => void }) {
  const { t } = useTranslation("admin");
  const say = useSay();
  const found = useQuery({ queryKey: ["deliveries", hook.id], queryFn: () => get<Rows<Delivery>>(`/v1/webhooks/${encodeURIComponent(hook.id ?? "")}/deliveries`), refetchInterval: 5000 });
  const tell = useTellProblem();
  const again = async (row: Delivery) => {
    try {
      await post(`/v1/webhooks/${encodeURIComponent(hook.id ?? "")}/deliveries/${encodeURIComponent(row.id)}/again`);
    } catch (error) {
      tell(error);
    }
    void found.refetch();
  };
  return (
    <Drawer open onClose={close} title={t("webhooks.deliveries")} width="min(760px, 100vw)">
      {found.error && <ProblemView error={found.error} again={() => void found.refetch()} />}
      {found.isPending && <Skeleton active />}
      {found.data && found.data.rows.length === 0 && <EmptyState title={t("webhooks.no_deliveries")} />}
      {found.data && found.data.rows.length > 0 && (
        <div className="table-room">
          <table className="plain folds">
            <thead>
              <tr>
                {(["at", "event", "state", "attempts", "status"] as const).map((name) => (
                  <th scope="col" key={name}>
                    {t(`webhooks.delivery.${name}`)}
                  </th>
                ))}
                <th scope="col">
                  <span className="hidden-text">{t("webhooks.again")}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {found.data.rows.map((row) => (
                <tr key={row.id}>
                  <td>{say.moment(row.created_at)}</td>
                  <td data-label={t("webhooks.delivery.event")} className="code">
                    {row.event}
                  </td>
                  <td data-label={t("webhooks.delivery.state")}>
                    <span className={row.state === "done" ? "mark mark-good" : row.state === "failed" ? "mark mark-alert" : "mark"}>{t(`webhooks.state.${row.state}`)}</span>
                    {row.state === "pending" && row.next_at && <div className="small quiet">{t("webhooks.next", { at: say.moment(row.next_at) })}</div>}
                  </td>
                  <td data-label={t("webhooks.delivery.attempts")}>{say.number(row.attempts)}</td>
                  <td data-label={t("webhooks.delivery.status")}>{row.status ?? (row.attempts > 0 ? t("webhooks.no_answer") : "")}</td>
                  <td>
                    {row.state !== "pending" && (
                      <Button size="small" onClick={() => void again(row)} aria-label={t("webhooks.again_of", { event: row.event })}>
                        {t("webhooks.again")}
                      </Button>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Drawer>
  );
}

export default function Webhooks() {
  const { t } = useTranslation("admin");
  const say = useSay();
  const queries = useQueryClient();
  const { message } = AntApp.useApp();
  const tell = useTellProblem();
  const found = useRows<Webhook>("/v1/webhooks", "webhooks");
  const [is_new, set_new] = useState(false);
  const [told, set_told] = useState<Webhook | null>(null);
  const [looked_at, set_looked_at] = useState<Webhook | null>(null);
  const path = (hook: Webhook) => `/v1/webhooks/${encodeURIComponent(hook.id ?? "")}`;
  const reread = () => void queries.invalidateQueries({ queryKey: ["webhooks"] });
  const shut = async (hook: Webhook, is_disabled: boolean) => {
    try {
      await patch<Webhook>(path(hook), hook.version ?? 1, { is_disabled });
    } catch (error) {
      tell(error);
    }
    reread();
  };
  const test = async (hook: Webhook) => {
    try {
      await post(`${path(hook)}/test`);
      message.success(t("webhooks.tested"));
      set_looked_at(hook);
    } catch (error) {
      tell(error);
    }
  };
  return (
    <div className="officer stack">
      <PageHead
        title={t("webhooks.title")}
        says={t("webhooks.says")}
        actions={
          <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => set_new(true)}>
            {t("webhooks.new")}
          </Button>
        }
      />
      {found.error && <ProblemView error={found.error} again={() => void found.refetch()} />}
      {found.isPending && <Skeleton active />}
      {found.data && found.rows.length === 0 && <EmptyState title={t("webhooks.none")} says={t("webhooks.none_why")} />}
      {found.rows.map((hook) => (
        <article className="sheet stack-tight" key={hook.id}>
          <div className="spread">
            <h2 className="code">{hook.url}</h2>
            <label className="line">
              <Switch checked={!hook.is_disabled} onChange={(on) => void shut(hook, !on)} aria-label={t("webhooks.on_of", { url: hook.url })} />
              {t(hook.is_disabled ? "webhooks.off" : "webhooks.on")}
            </label>
          </div>
          <div className="line">
            {(hook.events ?? []).map((event) => (
              <span className="mark" key={event}>
                {t(`webhooks.event.${words_key(event)}`, { defaultValue: event })}
              </span>
            ))}
          </div>
          <div className="spread">
            <span className="small quiet">{t("made_on", { day: say.day(hook.created_at) })}</span>
            <span className="line">
              <Button onClick={() => set_looked_at(hook)}>{t("webhooks.deliveries")}</Button>
              <Button onClick={() => void test(hook)} disabled={hook.is_disabled}>
                {t("webhooks.test")}
              </Button>
            </span>
          </div>
        </article>
      ))}
      <MoreButton query={found} />
      {is_new && (
        <NewHook
          close={() => set_new(false)}
          made={(hook) => {
            set_new(false);
            set_told(hook);
            reread();
          }}
        />
      )}
      {told && <Secret hook={told} close={() => set_told(null)} />}
      {looked_at && <Deliveries hook={looked_at} close={() => set_looked_at(null)} />}
    </div>
  );
}
