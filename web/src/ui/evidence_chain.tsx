// How far a case's steps and permits are proved in the evidence log: three clocks each, the proof to take home, and whether it holds.
import { useCallback, useState } from "react";
import { Button, Skeleton } from "antd";
import { CheckCircleOutlined, ClockCircleOutlined, CloseCircleOutlined, DownloadOutlined, EyeOutlined, LinkOutlined, MinusCircleOutlined, SafetyCertificateOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { get, with_query } from "../api/client";
import type { EvidenceRecording, EvidenceRow, EvidenceVerification, Rows } from "../api/types";
import { EmptyState } from "./empty_state";
import { ProblemView } from "./problem_view";
import { proof_words } from "./proof_words";
import { RecordingTold } from "./recording_told";
import { useSay } from "./say";
import { MoodTag, type Mood } from "./tags";

type Chain = Rows<EvidenceRow> & { permits: EvidenceRow[]; recording: EvidenceRecording };
type State = EvidenceRow["state"];

// Which verifications are open. Held by the page, since a chain is made anew where the page's layout changes.
export type Opened = { has: (place: string) => boolean; turn: (place: string) => void };

export function useOpened(): Opened {
  const [places, set_places] = useState<readonly string[]>([]);
  const turn = useCallback((place: string) => set_places((before) => (before.includes(place) ? before.filter((one) => one !== place) : [...before, place])), []);
  return { has: (place) => places.includes(place), turn };
}

const kMostPages = 20;

const kStates: Record<State, [Mood, JSX.Element]> = {
  waiting: ["calm", <ClockCircleOutlined key="i" />],
  logged: ["wait", <CheckCircleOutlined key="i" />],
  witnessed: ["good", <EyeOutlined key="i" />],
  anchored: ["good", <LinkOutlined key="i" />],
};

const kStepSigns: Record<string, [Mood, JSX.Element]> = {
  ok: ["good", <CheckCircleOutlined key="i" />],
  failed: ["bad", <CloseCircleOutlined key="i" />],
  not_there: ["calm", <MinusCircleOutlined key="i" />],
  not_reached: ["calm", <MinusCircleOutlined key="i" />],
};

async function whole_chain(id: string): Promise<Chain> {
  const path = `/v1/cases/${encodeURIComponent(id)}/evidence`;
  const chain = await get<Chain>(with_query(path, { limit: 200 }));
  for (let page = 1, after = chain.next; after && page < kMostPages; ++page) {
    const more = await get<Chain>(with_query(path, { limit: 200, after }));
    chain.rows.push(...more.rows);
    after = more.next;
  }
  return chain;
}

export function ProofTag({ state }: { state: State }) {
  const { t } = useTranslation();
  const [mood, icon] = kStates[state];
  return (
    <MoodTag mood={mood} icon={icon}>
      {t(`proof.state.${state}`)}
    </MoodTag>
  );
}

type Parties = Pick<EvidenceRecording, "has_witnesses" | "has_anchors">;

// What is not known yet is said, not left out: three claims by three parties. A party that nobody asks is named once, above them all.
function ProofClocks({ row, parties }: { row: EvidenceRow; parties: Parties }) {
  const { t } = useTranslation();
  const say = useSay();
  const clocks: [string, string | null, boolean | undefined, string][] = [
    ["logged", row.logged_at, true, "not_yet"],
    ["witnessed", row.witnessed_at, parties.has_witnesses, "not_yet"],
    ["anchored", row.anchored_at, parties.has_anchors || row.state === "anchored", row.state === "anchored" ? "no_time" : "not_yet"],
  ];
  return (
    <dl className="proof-clocks small">
      {clocks
        .filter(([, at, is_asked]) => at !== null || is_asked)
        .map(([name, at, , without]) => (
          <div key={name}>
            <dt className="quiet">{t(`proof.clock.${name}`)}</dt>
            <dd>{at ? <time dateTime={at}>{say.moment(at)}</time> : <span className="quiet">{t(`proof.${without}`)}</span>}</dd>
          </div>
        ))}
    </dl>
  );
}

// Said once for the whole chain instead of in every step of it.
function PartiesTold({ parties }: { parties: Parties }) {
  const { t } = useTranslation();
  if (parties.has_witnesses && parties.has_anchors) return null;
  const lacks = parties.has_witnesses ? "no_anchor" : parties.has_anchors ? "no_witness" : "neither";
  return <p className="quiet">{t(`proof.${lacks}`)}</p>;
}

function Verified({ found }: { found: EvidenceVerification }) {
  const { t } = useTranslation();
  const say = useSay();
  const kind_of = (code: string) => t(`proof.kind.${code}`, { defaultValue: "" });
  return (
    <div className="proof-steps stack tight">
      <MoodTag mood={found.holds ? "good" : "bad"} icon={found.holds ? <CheckCircleOutlined /> : <CloseCircleOutlined />}>
        {t(found.holds ? "proof.holds" : "proof.fails")}
      </MoodTag>
      <ol className="plain-list">
        {found.verification.steps.map((step) => {
          const [mood, icon] = kStepSigns[step.state] ?? kStepSigns.not_reached!;
          return (
            <li key={step.step}>
              <span className="proof-step-name">{t(`proof.step.${step.step}`, { defaultValue: step.step })}</span>
              <MoodTag mood={mood} icon={icon}>
                {t(`proof.step_state.${step.state}`)}
              </MoodTag>
              <span className="small quiet">{proof_words(step.says, say, kind_of)}</span>
            </li>
          );
        })}
      </ol>
      <p className="small">{say.text(found.says)}</p>
      <code className="command">{found.command}</code>
    </div>
  );
}

function ChainRow({ id, row, parties, opened }: { id: string; row: EvidenceRow; parties: Parties; opened: Opened }) {
  const { t } = useTranslation();
  const say = useSay();
  const place = `proof-${row.kind}-${row.permit ?? ""}-${row.seq}`;
  const is_open = opened.has(place);
  const path = `/v1/cases/${encodeURIComponent(id)}/evidence/${row.index}`;
  const verified = useQuery({ queryKey: ["evidence-verified", id, row.index], queryFn: () => get<EvidenceVerification>(`${path}/verification`), enabled: is_open, gcTime: 0, staleTime: 0, retry: false });
  const what = row.kind === "case_step" ? t(`happened.${row.step}`, { defaultValue: say.sentence(row.what) }) : say.sentence(row.what);
  return (
    <li>
      <time className="quiet small" dateTime={row.at}>
        {say.moment(row.at)}
      </time>
      <div className="stack tight">
        <div className="row proof-row">
          <strong>{what}</strong>
          <ProofTag state={row.state} />
          {row.index === null ? null : <span className="quiet small">{t("proof.entry", { index: say.number(row.index) })}</span>}
          {row.state === "waiting" ? null : <ProofClocks row={row} parties={parties} />}
          {row.is_provable ? (
            <div className="row proof-takes">
              <Button size="small" icon={<SafetyCertificateOutlined />} aria-expanded={is_open} aria-controls={place} aria-label={t("proof.verify_of", { what })} onClick={() => opened.turn(place)}>
                {t(is_open ? "proof.close" : "proof.verify")}
              </Button>
              <a href={`${path}/bundle`} download={`${id}-${row.index}.tgb`} aria-label={t("proof.download_of", { what })}>
                <DownloadOutlined /> {t("proof.download")}
              </a>
            </div>
          ) : null}
        </div>
        <div id={place} aria-live="polite">
          {!is_open ? null : verified.error ? (
            <ProblemView error={verified.error} again={() => void verified.refetch()} />
          ) : verified.data ? (
            <Verified found={verified.data} />
          ) : (
            <Skeleton active paragraph={{ rows: 3 }} />
          )}
        </div>
      </div>
    </li>
  );
}

const by_time = (a: EvidenceRow, b: EvidenceRow) => a.at.localeCompare(b.at) || Number(a.kind !== "case_step") - Number(b.kind !== "case_step") || a.seq - b.seq;

export function EvidenceChain({ id, seq, opened }: { id: string; seq: number | undefined; opened: Opened }) {
  const { t } = useTranslation();
  const chain = useQuery({ queryKey: ["evidence", id, seq], queryFn: () => whole_chain(id), refetchInterval: 15_000, placeholderData: (before: Chain | undefined) => before });
  if (chain.isError) return <ProblemView error={chain.error} again={() => void chain.refetch()} />;
  if (!chain.data) return <Skeleton active />;
  const { recording, permits, rows } = chain.data;
  if (!recording.is_on) return <EmptyState title={t("proof.none")} says={t("proof.none_says")} />;
  const all = [...rows, ...permits].sort(by_time);
  return (
    <div className="stack">
      <p className="quiet">{t("proof.says")}</p>
      <PartiesTold parties={recording} />
      <RecordingTold recording={recording} />
      <div className="row">
        <a href="/v1/evidence/trust" download="trust.txt">
          <DownloadOutlined /> {t("proof.trust")}
        </a>
      </div>
      <ol className="plain-list timeline proof-chain">
        {all.map((row) => (
          <ChainRow key={`${row.kind}-${row.permit ?? ""}-${row.seq}`} id={id} row={row} parties={recording} opened={opened} />
        ))}
      </ol>
    </div>
  );
}
