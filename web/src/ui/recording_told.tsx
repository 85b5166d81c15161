// What the evidence log lacks just now, for whoever relies on it. Nothing stands where all is recorded and witnessed.
import { Alert } from "antd";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { get } from "../api/client";
import { useAccount } from "../api/session";
import type { EvidenceRecording } from "../api/types";
import { useSay } from "./say";

const kPatience_ms = 60_000; // what waits for less is on its way

export function RecordingTold({ recording }: { recording: EvidenceRecording }) {
  const { t } = useTranslation();
  const say = useSay();
  const is_late = (at: string | null | undefined) => Boolean(at) && Date.now() - new Date(at ?? 0).getTime() > kPatience_ms;
  const waits = (recording.waiting ?? 0) > 0 && (recording.why || is_late(recording.waiting_since));
  const lines: string[] = [];
  if (waits) lines.push(t("proof.waiting", { count: recording.waiting, number: say.number(recording.waiting ?? 0), since: say.moment(recording.waiting_since ?? undefined) }));
  if (recording.why) lines.push(t("proof.why", { why: say.text(recording.why), since: say.moment(recording.why_since ?? undefined) }));
  if (recording.is_held) lines.push(t("proof.held"));
  else if (is_late(recording.unwitnessed_since)) lines.push(t("proof.unwitnessed", { since: say.moment(recording.unwitnessed_since ?? undefined), names: (recording.lacks ?? []).join(t("list_comma")) }));
  if (lines.length === 0) return null;
  return (
    <Alert
      type="warning"
      showIcon
      message={t("proof.behind")}
      description={
        <ul className="plain-list">
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
          <li>{t("proof.goes_on")}</li>
        </ul>
      }
    />
  );
}

const kTold = ["officer", "lead", "operator", "auditor"];

// Above every page of those who run and hold the desk.
export function RecordingBanner() {
  const { role } = useAccount();
  const found = useQuery({ queryKey: ["recording"], queryFn: () => get<EvidenceRecording>("/v1/evidence"), enabled: kTold.includes(role), refetchInterval: 30_000, retry: false });
  if (!found.data?.is_on) return null;
  return <RecordingTold recording={found.data} />;
}
