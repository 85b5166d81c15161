// A case as its firm sees it: what is asked now, both clocks, what was decided, and what it may do about it.
import { Skeleton } from "antd";
import { CalendarOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router-dom";
import { get } from "../api/client";
import { useAccount } from "../api/session";
import type { CasePage } from "../api/types";
import { Clocks } from "../ui/clocks";
import { CredentialsView } from "../ui/credentials_view";
import { DecisionView } from "../ui/decision_view";
import { DueDay } from "../ui/due_day";
import { EvidenceChain, useOpened } from "../ui/evidence_chain";
import { ExtensionView, extension_of } from "../ui/extension_view";
import { PageHead } from "../ui/page_head";
import { persons_words } from "../ui/persons";
import { PermitFiles } from "../ui/permit_files";
import { ProblemView } from "../ui/problem_view";
import { useSay } from "../ui/say";
import { PermitTag, StateTag, WaitsTag } from "../ui/tags";
import { PersonWords, Timeline } from "../ui/timeline";
import { CaseActions } from "./actions";
import { Computed } from "./computed";
import { Contests } from "./contests";
import { Returned } from "./returned";
import { Supplements } from "./supplements";

export function can(page: CasePage, step: string): boolean {
  return (page.steps_open ?? []).some((one) => one.step === step);
}

function Facts({ page }: { page: CasePage }) {
  const { t } = useTranslation("case");
  const say = useSay();
  return (
    <section className="card" aria-labelledby="facts">
      <h2 id="facts">{t("facts.title")}</h2>
      <dl className="facts">
        <dt>{t("facts.id")}</dt>
        <dd className="code">{page.id}</dd>
        <dt>{t("facts.route")}</dt>
        <dd>{t(`common:route.${page.route}`)}</dd>
        <dt>{t("facts.to")}</dt>
        <dd>{(page.destinations ?? []).map(say.region).join(t("common:list_comma")) || t("common:unknown")}</dd>
        <dt>{t("facts.persons")}</dt>
        <dd>{persons_words(page.persons, page.sensitive_persons, say, t)}</dd>
        <dt>{t("facts.submitted")}</dt>
        <dd>{say.moment(page.submitted_at)}</dd>
        <dt>{t("facts.version")}</dt>
        <dd>
          {page.version} {page.filing ? <>· <Link to={`/filings/${page.filing}`}>{t("facts.to_filing")}</Link></> : null}
        </dd>
      </dl>
    </section>
  );
}

function Permits({ page }: { page: CasePage }) {
  const { t } = useTranslation("case");
  const say = useSay();
  const rows = page.permits ?? [];
  if (rows.length === 0) return null;
  return (
    <section className="card" aria-labelledby="permits">
      <h2 id="permits">{t("permits.title")}</h2>
      {rows.map((row) => (
        <div key={row.id} className="stack tight">
          <div className="row">
            <strong className="code">{row.id}</strong>
            <PermitTag state={row.state ?? ""} />
          </div>
          <div className="quiet">{t("permits.valid", { from: say.day(row.valid_from), last: say.last_day(row.valid_until) })}</div>
          <PermitFiles id={row.id ?? ""} />
        </div>
      ))}
    </section>
  );
}

function Notes({ page }: { page: CasePage }) {
  const { t } = useTranslation("case");
  const say = useSay();
  const rows = page.notes ?? [];
  if (rows.length === 0) return null;
  return (
    <section className="card" aria-labelledby="notes">
      <h2 id="notes">{t("notes.title")}</h2>
      <ul className="plain-list stack">
        {rows.map((row, place) => (
          <li key={place}>
            <div className="free-text">{row.text}</div>
            <div className="quiet small">
              <PersonWords by={row.by} /> · {say.moment(row.at)}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Decisions({ page }: { page: CasePage }) {
  const { t } = useTranslation("case");
  const rows = page.decisions ?? [];
  if (rows.length === 0) return null;
  return (
    <section className="card" aria-labelledby="decisions">
      <h2 id="decisions">{t("decisions")}</h2>
      {[...rows].reverse().map((one, place) => (
        <DecisionView key={place} decision={one} />
      ))}
    </section>
  );
}

export default function FirmCase() {
  const { case: id = "" } = useParams();
  const { t } = useTranslation("case");
  const say = useSay();
  const { role } = useAccount();
  const opened = useOpened();
  const found = useQuery({ queryKey: ["case", id], queryFn: () => get<CasePage>(`/v1/cases/${id}`), refetchInterval: 60_000 });
  if (found.isError) {
    return (
      <>
        <PageHead title={t("title")} back={{ to: "/", words: t("back") }} />
        <ProblemView error={found.error} again={() => void found.refetch()} />
      </>
    );
  }
  const page = found.data;
  if (!page) return <Skeleton active paragraph={{ rows: 10 }} />;
  const may_act = role === "filer";
  const extension = extension_of(page);
  return (
    <>
      <PageHead
        title={say.title(page) || t("untitled")}
        back={{ to: "/", words: t("back") }}
        says={
          <span className="row">
            <StateTag state={page.state} words={page.state_words} />
            <WaitsTag waits_for={page.waits_for} for_firm />
            {page.is_closed ? null : (
              <span>
                {t("due")} <DueDay day={page.due_day} is_overdue={page.is_overdue} />
              </span>
            )}
          </span>
        }
        actions={
          page.is_closed ? undefined : (
            <a className="plain-button is-small" href={`/v1/cases/${id}/calendar.ics`} download={`${id}.ics`}>
              <CalendarOutlined /> {t("calendar")}
            </a>
          )
        }
      />
      <div className="columns-2">
        <div>
          <Returned page={page} may_act={may_act} />
          <Supplements page={page} may_act={may_act} />
          {extension ? (
            <section className="card">
              <ExtensionView extension={extension} />
            </section>
          ) : null}
          <Decisions page={page} />
          <Contests page={page} may_act={may_act} />
          <Notes page={page} />
          <section className="card" aria-labelledby="timeline">
            <h2 id="timeline">{t("timeline")}</h2>
            <Timeline id={id} seq={page.seq} />
          </section>
          <section className="card" aria-labelledby="evidence-chain">
            <h2 id="evidence-chain">{t("common:proof.title")}</h2>
            <EvidenceChain id={id} seq={page.seq} opened={opened} />
          </section>
        </div>
        <div>
          <section className="card" aria-labelledby="clocks">
            <h2 id="clocks">{t("clocks")}</h2>
            <Clocks clocks={page.clocks ?? []} />
          </section>
          <Permits page={page} />
          <CredentialsView page={page} className="card" />
          <Computed page={page} />
          {may_act ? <CaseActions page={page} /> : null}
          <Facts page={page} />
        </div>
      </div>
    </>
  );
}
