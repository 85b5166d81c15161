// The random draw and how anybody checks it: the commitment before the period, the seed after it.
import { useState } from "react";
import { Alert, Button, Input, InputNumber, Segmented, Skeleton } from "antd";
import { CheckCircleOutlined, CloseCircleOutlined, EyeInvisibleOutlined } from "@ant-design/icons";
import { useTranslation } from "react-i18next";
import { EmptyState } from "../ui/empty_state";
import { PageHead } from "../ui/page_head";
import { ProblemView } from "../ui/problem_view";
import { useSay } from "../ui/say";
import { MoodTag } from "../ui/tags";
import { Field } from "../officer/steps/fields";
import { commitment_of, number_of, type DrawKind } from "./draw";
import { MoreButton } from "../officer/more_button";
import { useRows } from "./use_rows";
import "../officer/officer.css";

interface Period {
  period: string;
  commitment: string;
  created_at: string;
  revealed_at?: string;
  seed?: string;
}

function Checked({ period }: { period: Period }) {
  const { t } = useTranslation("admin");
  const [fits, set_fits] = useState<boolean | null>(null);
  const check = async () => set_fits((await commitment_of(period.period, period.seed ?? "")) === period.commitment);
  if (fits === null) return <Button onClick={() => void check()}>{t("sampling.check_commitment")}</Button>;
  return (
    <MoodTag mood={fits ? "good" : "bad"} icon={fits ? <CheckCircleOutlined aria-hidden /> : <CloseCircleOutlined aria-hidden />}>
      {t(fits ? "sampling.fits" : "sampling.does_not_fit")}
    </MoodTag>
  );
}

function DrawCheck({ periods }: { periods: Period[] }) {
  const { t } = useTranslation("admin");
  const say = useSay();
  const [period, set_period] = useState(periods[0]?.period ?? "");
  const [id, set_id] = useState("");
  const [hash, set_hash] = useState("");
  const [kind, set_kind] = useState<DrawKind>("lane");
  const [share, set_share] = useState<number | null>(30_000);
  const [drawn, set_drawn] = useState<number | null>(null);
  const seed = periods.find((one) => one.period === period)?.seed ?? "";
  const is_hash = /^[0-9a-f]{64}$/.test(hash.trim().toLowerCase());
  const compute = async () => set_drawn(await number_of(seed, period, kind, id.trim(), hash.trim().toLowerCase()));
  return (
    <section className="sheet stack">
      <h2>{t("sampling.check")}</h2>
      <p style={{ margin: 0 }}>{t("sampling.check_says")}</p>
      <Segmented aria-label={t("sampling.period")} value={period} onChange={(value) => set_period(String(value))} options={periods.map((one) => one.period)} />
      <Segmented
        aria-label={t("sampling.kind")}
        value={kind}
        onChange={(value) => set_kind(value as DrawKind)}
        options={[
          { value: "lane", label: t("sampling.lane") },
          { value: "blind", label: t("sampling.blind") },
        ]}
      />
      <div className="pair">
        <Field label={t("sampling.case")} pointer="/case" problem={null}>
          {(ids) => <Input {...ids} maxLength={64} value={id} onChange={(event) => set_id(event.target.value)} />}
        </Field>
        <Field label={t("sampling.share")} hint={t("sampling.share_hint")} pointer="/share" problem={null}>
          {(ids) => <InputNumber {...ids} min={0} max={1_000_000} precision={0} value={share} onChange={set_share} />}
        </Field>
      </div>
      <Field label={t("sampling.hash")} hint={t("sampling.hash_hint")} pointer="/hash" problem={null}>
        {(ids) => <Input {...ids} className="code" maxLength={64} value={hash} onChange={(event) => set_hash(event.target.value)} />}
      </Field>
      <div className="line">
        <Button type="primary" disabled={id.trim() === "" || !is_hash} onClick={() => void compute()}>
          {t("sampling.compute")}
        </Button>
        <span role="status" className="line">
          {drawn !== null && (
            <>
              <span className="strong">{t("sampling.number", { number: say.number(drawn) })}</span>
              {share !== null && <span className="mark">{t(drawn < share ? "sampling.is_drawn" : "sampling.not_drawn")}</span>}
            </>
          )}
        </span>
      </div>
    </section>
  );
}

export default function Sampling() {
  const { t } = useTranslation("admin");
  const say = useSay();
  const found = useRows<Period>("/v1/sampling", "sampling");
  const revealed = found.rows.filter((one) => one.seed);
  const can_hash = typeof crypto !== "undefined" && crypto.subtle !== undefined;
  return (
    <div className="officer stack">
      <PageHead title={t("sampling.title")} says={t("sampling.says")} />
      {found.error && <ProblemView error={found.error} again={() => void found.refetch()} />}
      {found.isPending && <Skeleton active />}
      {found.data && found.rows.length === 0 && <EmptyState title={t("sampling.none")} says={t("sampling.none_why")} />}
      {found.rows.length > 0 && (
        <div className="sheet table-room">
          <table className="plain folds">
            <thead>
              <tr>
                {(["period", "commitment", "made", "seed"] as const).map((name) => (
                  <th scope="col" key={name}>
                    {t(`sampling.${name}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {found.rows.map((row) => (
                <tr key={row.period}>
                  <td className="strong numbers">{row.period}</td>
                  <td data-label={t("sampling.commitment")} className="code">
                    {row.commitment}
                  </td>
                  <td data-label={t("sampling.made")}>{say.moment(row.created_at)}</td>
                  <td data-label={t("sampling.seed")}>
                    {row.seed ? (
                      <div className="stack-tight">
                        <span className="code">{row.seed}</span>
                        <span className="line">
                          <span className="small quiet">{t("sampling.revealed", { at: say.moment(row.revealed_at) })}</span>
                          {can_hash && <Checked period={row} />}
                        </span>
                      </div>
                    ) : (
                      <MoodTag mood="calm" icon={<EyeInvisibleOutlined aria-hidden />}>
                        {t("sampling.sealed")}
                      </MoodTag>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <MoreButton query={found} />
      {!can_hash && <Alert type="info" showIcon message={t("sampling.needs_tls")} />}
      {can_hash && revealed.length > 0 && <DrawCheck periods={revealed} />}
      <section className="sheet stack-tight">
        <h2>{t("sampling.how")}</h2>
        <ol style={{ margin: 0 }}>
          {(["one", "two", "three", "four"] as const).map((step) => (
            <li key={step}>{t(`sampling.step.${step}`)}</li>
          ))}
        </ol>
        <p className="quiet" style={{ margin: 0 }}>
          {t("sampling.limits")}
        </p>
      </section>
    </div>
  );
}
