// Sectors whose automatic release is frozen to yellow after alarms, by whom and why; a lead clears them.
import { useState } from "react";
import { App as AntApp, Button, Select, Skeleton } from "antd";
import { PauseCircleOutlined } from "@ant-design/icons";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { post } from "../api/client";
import { useAccount } from "../api/session";
import type { Person, T } from "../api/types";
import { useWords } from "../officer/case/form_model";
import { PersonName } from "../officer/case/person";
import { BothText, Field, is_said, kNoText } from "../officer/steps/fields";
import { lean } from "../officer/steps/lean";
import { EmptyState } from "../ui/empty_state";
import { PageHead } from "../ui/page_head";
import { ProblemView } from "../ui/problem_view";
import { useSay } from "../ui/say";
import { FormDrawer } from "./form_drawer";
import { useChange } from "./use_change";
import { useRows } from "./use_rows";
import "../officer/officer.css";

interface Freeze {
  sector: string;
  reasons: T;
  by?: Person;
  at?: string;
  version: number;
}

function NewFreeze({ close }: { close: () => void }) {
  const { t } = useTranslation("admin");
  const queries = useQueryClient();
  const { message } = AntApp.useApp();
  const { run, is_busy, problem, forget } = useChange();
  const sectors = useWords("/scenario/industry");
  const [sector, set_sector] = useState("");
  const [reasons, set_reasons] = useState(kNoText);
  const submit = async () => {
    if (!(await run(() => post<Freeze>("/v1/freezes", { sector, reasons: lean(reasons) })))) return;
    void queries.invalidateQueries({ queryKey: ["freezes"] });
    message.success(t("freezes.made"));
    close();
  };
  return (
    <FormDrawer
      title={t("freezes.new")}
      button={t("freezes.freeze")}
      close={close}
      submit={() => void submit()}
      is_busy={is_busy}
      problem={problem}
      forget={forget}
      ready={sector !== "" && is_said(reasons)}
      missing={t("freezes.missing")}
    >
      <p className="quiet" style={{ margin: 0 }}>
        {t("freezes.effect")}
      </p>
      <Field label={t("freezes.sector")} pointer="/sector" problem={problem}>
        {(ids) => <Select {...ids} showSearch optionFilterProp="label" value={sector || undefined} onChange={set_sector} options={sectors.options} />}
      </Field>
      <BothText label={t("freezes.reasons")} pointer="/reasons" problem={problem} value={reasons} change={set_reasons} />
    </FormDrawer>
  );
}

function LiftFreeze({ freeze, close }: { freeze: Freeze; close: () => void }) {
  const { t } = useTranslation("admin");
  const say = useSay();
  const queries = useQueryClient();
  const { message } = AntApp.useApp();
  const { run, is_busy, problem, forget } = useChange();
  const sectors = useWords("/scenario/industry");
  const [reasons, set_reasons] = useState(kNoText);
  const submit = async () => {
    const path = `/v1/freezes/${encodeURIComponent(freeze.sector)}/lifting`;
    const done = await run(async () => {
      await post<void>(path, { reasons: lean(reasons) }, { version: freeze.version });
      return true;
    });
    void queries.invalidateQueries({ queryKey: ["freezes"] });
    if (!done) return;
    message.success(t("freezes.cleared"));
    close();
  };
  return (
    <FormDrawer
      title={t("freezes.clear_title", { sector: sectors.say(freeze.sector) })}
      button={t("freezes.clear")}
      close={close}
      submit={() => void submit()}
      is_busy={is_busy}
      problem={problem}
      forget={forget}
      ready={is_said(reasons)}
      missing={t("freezes.clear_missing")}
    >
      <p className="quiet" style={{ margin: 0 }}>
        {t("freezes.clear_says")}
      </p>
      <div>
        <div className="small quiet">
          <PersonName person={freeze.by} /> · {say.moment(freeze.at)}
        </div>
        {say.text(freeze.reasons)}
      </div>
      <BothText label={t("freezes.clear_reasons")} pointer="/reasons" problem={problem} value={reasons} change={set_reasons} />
    </FormDrawer>
  );
}

export default function Freezes() {
  const { t } = useTranslation("admin");
  const say = useSay();
  const { role } = useAccount();
  const sectors = useWords("/scenario/industry");
  const found = useRows<Freeze>("/v1/freezes", "freezes");
  const [is_new, set_new] = useState(false);
  const [cleared, set_cleared] = useState<Freeze | null>(null);
  return (
    <div className="officer stack">
      <PageHead
        title={t("freezes.title")}
        says={t("freezes.says")}
        actions={
          (role === "lead" || role === "operator") && (
            <Button icon={<PauseCircleOutlined aria-hidden />} onClick={() => set_new(true)}>
              {t("freezes.new")}
            </Button>
          )
        }
      />
      {found.error && <ProblemView error={found.error} again={() => void found.refetch()} />}
      {found.isPending && <Skeleton active />}
      {found.data && found.rows.length === 0 && <EmptyState title={t("freezes.none")} says={t("freezes.none_why")} />}
      {found.rows.map((freeze) => (
        <article className="sheet stack-tight" key={freeze.sector}>
          <div className="spread">
            <h2>
              <PauseCircleOutlined aria-hidden /> {sectors.say(freeze.sector)}
            </h2>
            {role === "lead" && <Button onClick={() => set_cleared(freeze)}>{t("freezes.clear")}</Button>}
          </div>
          <div>{say.text(freeze.reasons)}</div>
          <div className="small quiet">
            <PersonName person={freeze.by} /> · {say.moment(freeze.at)}
          </div>
        </article>
      ))}
      {is_new && <NewFreeze close={() => set_new(false)} />}
      {cleared && <LiftFreeze freeze={cleared} close={() => set_cleared(null)} />}
    </div>
  );
}
