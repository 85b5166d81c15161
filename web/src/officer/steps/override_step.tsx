// Another lane than the computed one: up by one person, down by two, with a code of reasons and a last day.
import { Alert, Input, Radio, Select } from "antd";
import { ArrowDownOutlined, ArrowUpOutlined } from "@ant-design/icons";
import { useTranslation } from "react-i18next";
import { useTyped } from "../../ui/kept";
import { useSay } from "../../ui/say";
import { least_lane } from "../case/case_model";
import { PersonName } from "../case/person";
import { kLanes, lane_rank, LaneTag, type Lane } from "../lanes";
import { FieldProblem } from "../field_problem";
import { BothText, Field, is_said, kNoText } from "./fields";
import type { StepProps } from "./simple_steps";
import { StepFrame } from "./step_drawer";

// Codes of desk/cn.json; a desk with others says so in its refusal, and a code can be typed.
const kReasons = ["evidence_later", "model_wrong", "context", "intelligence"] as const;

export function OverrideStep({ view, name, close }: StepProps) {
  const { t } = useTranslation("officer");
  const now: Lane | undefined = view.lane_detail?.holds ?? view.lane;
  const [to, set_to] = useTyped<Lane | null>("to", null);
  const [reason_code, set_code] = useTyped<string>("reason_code", "");
  const [other, set_other] = useTyped("other", "");
  const [scope, set_scope] = useTyped<"this_case" | "precedent">("scope", "this_case");
  const [expires, set_expires] = useTyped("expires", "");
  const [reasons, set_reasons] = useTyped("reasons", kNoText);
  const least = least_lane(view);
  const lanes = kLanes.filter((lane) => lane !== now && (least === undefined || lane_rank(lane) >= lane_rank(least)));
  const goes_down = to !== null && now !== undefined && lane_rank(to) < lane_rank(now);
  const goes_up = to !== null && now !== undefined && lane_rank(to) > lane_rank(now);
  const code = reason_code === "other" ? other.trim() : reason_code;
  const ready = to !== null && code !== "" && is_said(reasons) && (!goes_down || expires !== "");
  return (
    <StepFrame
      view={view}
      name={name}
      close={close}
      step={() => ({ to, reason_code: code, scope, expires, reasons })}
      ready={ready}
      missing={t(lanes.length === 0 ? "override.none" : goes_down && expires === "" ? "missing.expires" : "missing.override")}
      is_held={lanes.length === 0}
    >
      {(problem) => (
        <>
          <div className="line">
            {t("override.now")} <LaneTag lane={view.hides_score ? undefined : now} />
          </div>
          <fieldset className="field">
            <legend>{t("override.to")}</legend>
            <Radio.Group value={to} onChange={(event) => set_to(event.target.value as Lane)}>
              <div className="stack-tight">
                {lanes.map((lane) => (
                  <Radio key={lane} value={lane}>
                    <LaneTag lane={lane} />{" "}
                    {now && (
                      <span className="small quiet">
                        {lane_rank(lane) > lane_rank(now) ? <ArrowUpOutlined aria-hidden /> : <ArrowDownOutlined aria-hidden />}{" "}
                        {t(lane_rank(lane) > lane_rank(now) ? "override.up" : "override.down")}
                      </span>
                    )}
                  </Radio>
                ))}
              </div>
            </Radio.Group>
            {least && lanes.length < kLanes.length - 1 && <span className="field-hint">{t("override.least", { lane: t(`common:lane.${least}`) })}</span>}
            {lanes.length === 0 && <span className="field-hint">{t("override.none")}</span>}
            <FieldProblem problem={problem} pointer="/to" id="override-to-problem" />
          </fieldset>
          {goes_down && <Alert type="warning" showIcon message={t("override.two")} description={t("override.two_why")} />}
          {goes_up && <Alert type="info" showIcon message={t("override.one")} />}
          <Field label={t("override.reason")} pointer="/reason_code" problem={problem}>
            {(ids) => (
              <Select
                {...ids}
                value={reason_code || undefined}
                onChange={set_code}
                options={[...kReasons.map((one) => ({ value: one as string, label: t(`override.code.${one}`) })), { value: "other", label: t("override.code.other") }]}
              />
            )}
          </Field>
          {reason_code === "other" && (
            <Field label={t("override.other_code")} pointer="/reason_code" problem={problem}>
              {(ids) => <Input {...ids} value={other} maxLength={64} onChange={(event) => set_other(event.target.value)} />}
            </Field>
          )}
          <fieldset className="field">
            <legend>{t("override.scope")}</legend>
            <Radio.Group value={scope} onChange={(event) => set_scope(event.target.value as typeof scope)}>
              <Radio value="this_case">{t("override.this_case")}</Radio>
              <Radio value="precedent">{t("override.precedent")}</Radio>
            </Radio.Group>
          </fieldset>
          <Field label={t(goes_down ? "override.expires" : "override.expires_wished")} hint={t("override.expires_hint")} pointer="/expires" problem={problem}>
            {(ids) => <Input {...ids} type="date" style={{ width: 200 }} value={expires} onChange={(event) => set_expires(event.target.value)} />}
          </Field>
          <BothText label={t("decision.reasons")} pointer="/reasons" problem={problem} value={reasons} change={set_reasons} />
        </>
      )}
    </StepFrame>
  );
}

export function OverrideConfirmStep({ view, name, close }: StepProps) {
  const { t } = useTranslation("officer");
  const say = useSay();
  const standing = view.lane_detail?.override_proposal;
  return (
    <StepFrame view={view} name={name} close={close} step={() => ({})} ready={standing !== undefined} missing={t("confirm.gone")}>
      {standing && (
        <div className="slip stack-tight">
          <div className="line">
            <LaneTag lane={view.lane} /> {t("override.becomes")} <LaneTag lane={standing.to ?? "red"} />
          </div>
          <div>{t(`override.code.${standing.reason_code}`, { defaultValue: standing.reason_code })}</div>
          <div style={{ whiteSpace: "pre-wrap" }}>{say.text(standing.reasons)}</div>
          <div className="small quiet">
            {t(standing.scope === "precedent" ? "override.precedent" : "override.this_case")}
            {standing.expires && t("override.until", { day: say.day(standing.expires) })}
          </div>
          <div className="small quiet">
            <PersonName person={standing.by} /> {say.moment(standing.at)}
          </div>
        </div>
      )}
    </StepFrame>
  );
}
