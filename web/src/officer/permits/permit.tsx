// One permit: what it allows against what has left, what was stated of it, how anybody verifies it without this system.
import { useState } from "react";
import { Alert, Button, Skeleton } from "antd";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router-dom";
import { get } from "../../api/client";
import { useAccount } from "../../api/session";
import type { PermitPage, T } from "../../api/types";
import { PageHead } from "../../ui/page_head";
import { PermitFiles } from "../../ui/permit_files";
import { ProblemView } from "../../ui/problem_view";
import { useSay } from "../../ui/say";
import { PermitTag } from "../../ui/tags";
import { contents_of, kQuantities, refused_flows_of, usage_of, type Bound, type Counted, type Endpoint, type PermitContents } from "./permit_model";
import { useWords } from "../case/form_model";
import { StatementDrawer, type Statement } from "./statement";
import "../officer.css";

function BoundRow({ name, bound, counted }: { name: (typeof kQuantities)[number]; bound: Bound; counted: Counted | undefined }) {
  const { t } = useTranslation("officer");
  const say = useSay();
  const show = (value: number) => (name === "octets" ? say.size(value) : say.number(value));
  const pairs = [
    ["per_year", bound.per_year, counted?.this_year?.used ?? undefined],
    ["total", bound.total, counted?.in_total?.used ?? undefined],
  ] as const;
  return (
    <>
      {pairs.map(([key, limit, used]) => {
        const share = limit !== null && limit > 0 && used !== undefined ? used / limit : 0;
        return (
          <tr key={key}>
            <th scope="row">
              {t(`permit.${name}`)} · {t(`permit.${key}`)}
            </th>
            <td className="number">{used === undefined ? t("permit.not_counted") : show(used)}</td>
            <td className="number">{limit === null ? t("permit.not_bounded") : show(limit)}</td>
            <td className="share-cell">
              {limit !== null && used !== undefined && (
                <span className="line">
                  <span className="clock-bar" style={{ flex: "1 1 60px", margin: 0 }} aria-hidden>
                    <span className={share > 1 ? "is-over" : ""} style={{ width: `${Math.min(1, share) * 100}%` }} />
                  </span>
                  <span className={share > 1 ? "mark mark-alert" : share > 0.8 ? "mark mark-warn" : "mark"}>{say.permille(Math.round(share * 1000))}</span>
                </span>
              )}
            </td>
          </tr>
        );
      })}
    </>
  );
}

function Bounds({ page, contents }: { page: PermitPage; contents: PermitContents }) {
  const { t } = useTranslation("officer");
  const say = useSay();
  const usage = usage_of(page);
  const refused = refused_flows_of(page);
  return (
    <section className="sheet stack-tight">
      <h2>{t("permit.bounds")}</h2>
      <div className="table-scroll" role="region" tabIndex={0} aria-label={t("permit.scroll")}>
        <table className="table-plain">
          <thead>
            <tr>
              <th scope="col">{t("permit.bound")}</th>
              <th scope="col" className="number">
                {t("permit.used")}
              </th>
              <th scope="col" className="number">
                {t("permit.limit")}
              </th>
              <th scope="col">{t("permit.share")}</th>
            </tr>
          </thead>
          <tbody>
            {kQuantities.map((name) => (
              <BoundRow key={name} name={name} bound={contents[name]} counted={usage[name]} />
            ))}
          </tbody>
        </table>
      </div>
      <p className="small quiet" style={{ margin: 0 }}>
        {t("permit.bounds_say")}
      </p>
      {refused && (
        <div className="notice is-warn">
          <p style={{ margin: 0 }}>{t("permit.refused_flows", { count: refused.count, number: say.number(refused.count), day: say.day(refused.last_on) })}</p>
          <ul style={{ margin: 0 }}>
            {refused.reasons.map((reason) => (
              <li key={reason.code}>
                {t(`refusal.${reason.code}`, { defaultValue: reason.code })} · {say.number(reason.count)}
              </li>
            ))}
          </ul>
        </div>
      )}
    </section>
  );
}

function end_words(end: Endpoint): string {
  return [...end.domains, ...end.networks].join(" ");
}

// "tls1.3" as people write it.
function encryption_name(word: string): string {
  return word.replace(/^tls/i, "TLS ").replace(/^ipsec$/i, "IPsec");
}

function Contents({ contents }: { contents: PermitContents }) {
  const { t } = useTranslation(["officer", "form"]);
  const say = useSay();
  const modes = useWords("/scenario/links/*/mode");
  return (
    <section className="sheet stack-tight">
      <h2>{t("permit.contents")}</h2>
      <dl className="facts">
        <dt>{t("permit.recipients")}</dt>
        <dd>{contents.recipients.map((one) => t("common:with_more", { name: one.name, more: say.region(one.region) })).join(t("semicolon"))}</dd>
        <dt>{t("permit.destinations")}</dt>
        <dd>{contents.destinations.map((code) => say.region(code)).join(t("comma"))}</dd>
        <dt>{t("permit.purposes")}</dt>
        <dd>{contents.purposes.map((one) => t(`form:fact_word.${one.says || one.id}`, { defaultValue: one.says || one.id })).join(t("semicolon"))}</dd>
        <dt>{t("permit.items")}</dt>
        <dd>{contents.items.map((one) => one.name).join(t("comma"))}</dd>
        <dt>{t("permit.issuer")}</dt>
        <dd>{say.text(contents.issuer)}</dd>
        <dt>{t("permit.status_needed")}</dt>
        <dd>{say.moment(contents.status_needed_from)}</dd>
      </dl>
      <h3>{t("permit.links")}</h3>
      <ul className="plain-list stack-tight">
        {contents.links.map((link, index) => (
          <li className="slip" key={index}>
            <span className="strong">{modes.say(link.mode)}</span> <span className="mark">{link.encryption === "none" ? t("permit.clear") : t("permit.encryption", { least: encryption_name(link.encryption) })}</span>
            <div className="code">
              {end_words(link.from)} → {end_words(link.to)}
            </div>
          </li>
        ))}
      </ul>
      <h3>{t("permit.conditions")}</h3>
      {contents.conditions.length === 0 && <p className="quiet">{t("permit.no_conditions")}</p>}
      <ul>
        {contents.conditions.map((condition) => (
          <li key={condition.id}>
            <span className="mark">{t(`condition.${condition.kind}`, { defaultValue: condition.kind })}</span> {say.text(condition.says)}
            <span className="small quiet">
              {condition.item && ` ${t("permit.of_item", { name: condition.item })}`}
              {condition.day && ` ${t("permit.by_day", { day: say.day(condition.day) })}`}
              {condition.octets !== null && ` ${say.size(condition.octets)}`}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Verify({ page }: { page: PermitPage }) {
  const { t } = useTranslation("officer");
  return (
    <section className="sheet stack-tight">
      <h2>{t("permit.verify")}</h2>
      <p style={{ margin: 0 }}>{t("permit.verify_says")}</p>
      <PermitFiles id={page.id ?? ""} />
      <div className="small quiet">
        {t("permit.hash")} <span className="code">{page.sha256}</span>
      </div>
    </section>
  );
}

function Statements({ page }: { page: PermitPage }) {
  const { t } = useTranslation("officer");
  const say = useSay();
  return (
    <section className="sheet stack-tight">
      <h2>{t("permit.statements")}</h2>
      {(page.statements ?? []).length === 0 && <p className="quiet">{t("permit.no_statements")}</p>}
      <ol className="timeline">
        {(page.statements ?? []).map((statement) => (
          <li key={statement.sequence}>
            <div className="line">
              <PermitTag state={statement.state ?? ""} />
              <span className="small quiet">
                {t("permit.sequence", { number: statement.sequence })} · {say.moment(statement.at)}
                {statement.valid_until && t("permit.speaks_until", { at: say.moment(statement.valid_until) })}
              </span>
            </div>
            {say.text(statement.reason)}
          </li>
        ))}
      </ol>
    </section>
  );
}

const kMay: Record<string, Statement[]> = { active: ["suspended", "revoked"], not_yet: ["suspended", "revoked"], suspended: ["active", "revoked"] };

export default function Permit() {
  const { t } = useTranslation("officer");
  const say = useSay();
  const { id = "" } = useParams();
  const { role } = useAccount();
  const queries = useQueryClient();
  const [stated, set_stated] = useState<Statement | null>(null);
  const found = useQuery({ queryKey: ["permit", id], queryFn: ({ signal }) => get<PermitPage>(`/v1/permits/${encodeURIComponent(id)}`, { signal }) });
  if (found.error) return <ProblemView error={found.error} again={() => void found.refetch()} />;
  if (!found.data) return <Skeleton active paragraph={{ rows: 10 }} />;
  const page = found.data;
  const contents = contents_of(page);
  const held = (page as { held_because?: T }).held_because;
  const may = role === "lead" ? (kMay[page.state ?? ""] ?? []) : [];
  return (
    <div className="officer stack">
      <PageHead
        title={t("permit.one", { id: page.id })}
        back={{ to: "/permits", words: t("permit.title") }}
        says={
          <span className="line">
            <PermitTag state={page.state ?? ""} />
            <span>{page.firm?.name}</span>
            {page.valid_from && <span>{t("permit.valid", { from: say.day(page.valid_from), last: say.last_day(page.valid_until) })}</span>}
            {page.case && <Link to={`/cases/${page.case}`}>{t("permit.of_case", { id: page.case })}</Link>}
          </span>
        }
        actions={may.map((state) => (
          <Button key={state} danger={state === "revoked"} type={state === "active" ? "primary" : "default"} onClick={() => set_stated(state)}>
            {t(`statement.${state}`)}
          </Button>
        ))}
      />
      {held && <Alert type="warning" showIcon message={t("permit.held")} description={say.text(held)} />}
      {contents && <Bounds page={page} contents={contents} />}
      <div className="columns-2">
        <div className="stack">
          {contents && <Contents contents={contents} />}
          {contents && <Verify page={page} />}
        </div>
        <Statements page={page} />
      </div>
      {stated && (
        <StatementDrawer
          page={page}
          state={stated}
          close={() => set_stated(null)}
          taken={(after) => {
            queries.setQueryData(["permit", id], after);
            void queries.invalidateQueries({ queryKey: ["permits"] });
          }}
        />
      )}
    </div>
  );
}
