// A case on the officer's desk: claims, evidence and findings beside each other, the steps that are open above them.
import { useCallback, useState } from "react";
import { Select, Skeleton, Tabs } from "antd";
import { ArrowLeftOutlined } from "@ant-design/icons";
import { useTranslation } from "react-i18next";
import { Link, useParams, useSearchParams } from "react-router-dom";
import { EvidenceChain, useOpened, type Opened } from "../../ui/evidence_chain";
import { ProblemView } from "../../ui/problem_view";
import { kNarrow, useMedia } from "../use_media";
import type { CaseView } from "./case_model";
import { Claims } from "./claims";
import { Course } from "./course";
import { Differences } from "./differences";
import { Evidence } from "./evidence";
import { Explanation } from "./explanation";
import { Findings } from "./findings";
import { Header } from "./header";
import { Precedents } from "./precedents";
import { Timeline } from "./timeline";
import { SupplementAnswers } from "./supplement_round";
import { Steps } from "../steps/steps";
import { useCase } from "./use_case";

const kColumns = ["claims", "evidence", "findings"] as const;
type Column = (typeof kColumns)[number];

// Three columns where there is room, else one at a time.
function Review({ view, show }: { view: CaseView; show: (tab: string) => void }) {
  const { t } = useTranslation("officer");
  const is_wide = useMedia("(min-width: 1200px)");
  const [column, set_column] = useState<Column>("claims");
  const [lit, set_lit] = useState("");
  const [turn, set_turn] = useState(0);
  const light = useCallback((pointer: string) => {
    set_lit(pointer);
    set_turn((before) => before + 1);
    set_column("claims");
  }, []);
  const parts: Record<Column, JSX.Element> = {
    claims: <Claims key={`${view.version}`} view={view} lit={lit} turn={turn} show_differences={() => show("differences")} />,
    evidence: <Evidence view={view} />,
    findings: <Findings view={view} light={light} explain={() => show("explanation")} />,
  };
  if (!is_wide) {
    return (
      <Tabs
        type="card"
        size="small"
        activeKey={column}
        onChange={(key) => set_column(key as Column)}
        items={kColumns.map((key) => ({ key, label: t(`column.${key}`), children: <div className="sheet">{parts[key]}</div>, forceRender: key === "claims" }))}
      />
    );
  }
  return (
    <div className="case-columns">
      {kColumns.map((key) => (
        <section className="case-column" key={key} aria-labelledby={`column-${key}`} tabIndex={0}>
          <header>
            <h2 id={`column-${key}`}>{t(`column.${key}`)}</h2>
          </header>
          <div>{parts[key]}</div>
        </section>
      ))}
    </div>
  );
}

function Chain({ view, opened }: { view: CaseView; opened: Opened }) {
  const { t } = useTranslation();
  return (
    <section className="sheet stack-tight" aria-labelledby="evidence-chain">
      <h2 id="evidence-chain">{t("common:proof.title")}</h2>
      <EvidenceChain id={view.id} seq={view.seq} opened={opened} />
    </section>
  );
}

function Tabbed({ view }: { view: CaseView }) {
  const { t } = useTranslation("officer");
  const [search, set_search] = useSearchParams();
  const opened = useOpened();
  const show = useCallback((tab: string) => set_search(tab === "review" ? {} : { tab }, { replace: true }), [set_search]);
  const tabs: [string, JSX.Element][] = [
    [
      "review",
      <div className="stack" key="review">
        <SupplementAnswers view={view} show={show} />
        <Review view={view} show={show} />
      </div>,
    ],
    ["course", <Course view={view} show={show} />],
    ["explanation", <Explanation view={view} />],
    ["differences", <Differences view={view} />],
    ["precedents", <Precedents view={view} />],
    ["timeline", <Timeline view={view} />],
    ["chain", <Chain view={view} opened={opened} />],
  ];
  const chosen = search.get("tab") ?? "review";
  const here = tabs.some(([key]) => key === chosen) ? chosen : "review";
  const is_narrow = useMedia(kNarrow); // a row of tabs would run out of the screen
  return (
    <Steps view={view}>
      <div className="officer stack">
        <Header view={view} show={show} />
        {is_narrow ? (
          <>
            <Select
              aria-label={t("tab.which")}
              value={here}
              onChange={show}
              options={tabs.map(([key]) => ({ value: key, label: t(`tab.${key}`) }))}
            />
            {tabs.find(([key]) => key === here)?.[1]}
          </>
        ) : (
          <Tabs activeKey={here} onChange={show} destroyOnHidden items={tabs.map(([key, children]) => ({ key, label: t(`tab.${key}`), children }))} />
        )}
      </div>
    </Steps>
  );
}

export default function OfficerCase() {
  const { id = "" } = useParams();
  const { t } = useTranslation("officer");
  const found = useCase(id);
  if (found.data) return <Tabbed view={found.data} />;
  if (found.error)
    return (
      <div className="officer stack">
        <Link to="/">
          <ArrowLeftOutlined aria-hidden /> {t("head.back")}
        </Link>
        <ProblemView error={found.error} again={() => void found.refetch()} />
      </div>
    );
  return (
    <div className="sheet" aria-busy="true">
      <Skeleton active paragraph={{ rows: 12 }} />
    </div>
  );
}
