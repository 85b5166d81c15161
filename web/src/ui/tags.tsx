// States in words, with a sign and a colour beside them: none of the three stands alone.
import {
  CheckCircleOutlined, ClockCircleOutlined, CloseCircleOutlined, EditOutlined, ExclamationCircleOutlined, InfoCircleOutlined,
  PauseCircleOutlined, StopOutlined, SyncOutlined, WarningOutlined,
} from "@ant-design/icons";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { CaseSummary, Finding, T } from "../api/types";
import { useSay } from "./say";

export type Mood = "calm" | "good" | "warn" | "bad" | "wait";

export function MoodTag({ mood, icon, children }: { mood: Mood; icon: ReactNode; children: ReactNode }) {
  return (
    <span className={`mood-tag is-${mood}`}>
      {icon}
      <span>{children}</span>
    </span>
  );
}

const kEnded: Record<string, [Mood, ReactNode]> = {
  draft: ["calm", <EditOutlined key="i" />],
  passed: ["good", <CheckCircleOutlined key="i" />],
  filed: ["good", <CheckCircleOutlined key="i" />],
  partly_passed: ["warn", <CheckCircleOutlined key="i" />],
  refused: ["bad", <CloseCircleOutlined key="i" />],
  not_accepted: ["bad", <CloseCircleOutlined key="i" />],
  terminated: ["bad", <StopOutlined key="i" />],
  returned: ["warn", <ExclamationCircleOutlined key="i" />],
  acceptance_supplement: ["warn", <ExclamationCircleOutlined key="i" />],
  assessment_supplement: ["warn", <ExclamationCircleOutlined key="i" />],
  filing_supplement: ["warn", <ExclamationCircleOutlined key="i" />],
};

export function StateTag({ state, words }: { state: string; words: T }) {
  const say = useSay();
  const [mood, icon] = kEnded[state] ?? ["wait", <SyncOutlined key="i" />];
  return (
    <MoodTag mood={mood} icon={icon}>
      {say.text(words)}
    </MoodTag>
  );
}

export type LaneName = "green" | "blue" | "yellow" | "red";
export const kLaneSigns: Record<LaneName, string> = { green: "●", blue: "▲", yellow: "■", red: "◆" };

// A lane has a shape of its own beside its colour and word.
export function LaneTag({ lane }: { lane: LaneName }) {
  const { t } = useTranslation();
  return (
    <span className={`lane-tag is-${lane}`}>
      <span aria-hidden="true">{kLaneSigns[lane]}</span> {t(`lane.${lane}`)}
    </span>
  );
}

const kWaits: Record<CaseSummary["waits_for"], [Mood, ReactNode]> = {
  firm: ["warn", <ExclamationCircleOutlined key="i" />],
  desk: ["calm", <ClockCircleOutlined key="i" />],
  gates: ["calm", <ClockCircleOutlined key="i" />],
  second_person: ["calm", <ClockCircleOutlined key="i" />],
  nobody: ["calm", <CheckCircleOutlined key="i" />],
};

// Who is waited for; for_firm: told to the firm itself.
export function WaitsTag({ waits_for, for_firm = false }: { waits_for: CaseSummary["waits_for"]; for_firm?: boolean }) {
  const { t } = useTranslation();
  const [mood, icon] = kWaits[waits_for];
  const words = for_firm && waits_for === "firm" ? t("waits.you") : t(`waits.${waits_for}`);
  return (
    <MoodTag mood={waits_for === "firm" && !for_firm ? "calm" : mood} icon={icon}>
      {words}
    </MoodTag>
  );
}

const kSeverities: Record<Finding["severity"], [Mood, ReactNode]> = {
  blocks: ["bad", <StopOutlined key="i" />],
  returned: ["warn", <WarningOutlined key="i" />],
  warns: ["calm", <InfoCircleOutlined key="i" />],
};

export function SeverityTag({ severity }: { severity: Finding["severity"] }) {
  const { t } = useTranslation();
  const [mood, icon] = kSeverities[severity];
  return (
    <MoodTag mood={mood} icon={icon}>
      {t(`severity.${severity}`)}
    </MoodTag>
  );
}

const kPermits: Record<string, [Mood, ReactNode]> = {
  active: ["good", <CheckCircleOutlined key="i" />],
  suspended: ["warn", <PauseCircleOutlined key="i" />],
  revoked: ["bad", <StopOutlined key="i" />],
  expired: ["calm", <ClockCircleOutlined key="i" />],
  not_yet: ["calm", <ClockCircleOutlined key="i" />],
};

export function PermitTag({ state }: { state: string }) {
  const { t } = useTranslation();
  const [mood, icon] = kPermits[state] ?? ["calm", <InfoCircleOutlined key="i" />];
  return (
    <MoodTag mood={mood} icon={icon}>
      {t(`permit_state.${state}`)}
    </MoodTag>
  );
}
