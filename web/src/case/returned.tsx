// The filing went back: the whole list of what is missing, told once, each with its reason and what to do.
import { useTranslation } from "react-i18next";
import { Link } from "react-router-dom";
import type { CasePage, Finding, SupplementAsk } from "../api/types";
import { field_at, task_of, useForm } from "../form/form";
import { way_to } from "../filing/route_card";
import { finding_source } from "../ui/finding_source";
import { law_source } from "../ui/law_source";
import { useSay } from "../ui/say";

// findings: of the filing, whose sources stand in both languages; one of the same place tells the demand's.
export function AskView({ ask, filing, findings }: { ask: SupplementAsk; filing?: string; findings?: Finding[] }) {
  const { t } = useTranslation(["case", "filing"]);
  const say = useSay();
  const form = useForm();
  const field = form.data && field_at(form.data, ask.pointer ?? "");
  const row = /\/(\d+)(\/|$)/.exec(ask.pointer ?? "")?.[1];
  const found = findings?.find((one) => one.state === "fails" && one.pointer === ask.pointer);
  const source = (found && finding_source(found, say)) || law_source(ask.source, t, say.lang);
  const place = say.text(field?.label ?? (form.data && task_of(form.data, ask.pointer ?? "")?.title));
  return (
    <div className="ask">
      <div>
        <strong>{say.sentence(ask.what)}</strong>
      </div>
      {place ? <div className="quiet">{t("ask.at", { place: row ? t("filing:check.in_row", { place, row: Number(row) + 1 }) : place })}</div> : null}
      {say.text(ask.why) ? <div>{t("ask.why", { why: say.text(ask.why) })}</div> : null}
      {say.text(ask.fix) ? <div>{t("ask.fix", { fix: say.text(ask.fix) })}</div> : null}
      <div className="row small">
        {ask.pointer && filing && form.data ? <Link to={way_to(`/filings/${filing}`, form.data, ask.pointer)}>{t("ask.to")}</Link> : null}
        {source ? <span className="quiet">{t("ask.source", { source })}</span> : null}
      </div>
    </div>
  );
}

export function Returned({ page, may_act }: { page: CasePage; may_act: boolean }) {
  const { t } = useTranslation("case");
  const gaps = page.gaps ?? [];
  if (page.state !== "returned") return null;
  return (
    <section className="card is-asked" aria-labelledby="returned">
      <h2 id="returned">{t("returned.title", { count: gaps.length })}</h2>
      <p className="quiet">{t("returned.says")}</p>
      <ol className="asks">
        {gaps.map((one, place) => (
          <li key={place}>
            <AskView ask={one} filing={page.filing} findings={page.findings as Finding[] | undefined} />
          </li>
        ))}
      </ol>
      {may_act && page.filing ? (
        <Link className="plain-button is-main" to={`/filings/${page.filing}`}>
          {t("returned.mend")}
        </Link>
      ) : null}
    </section>
  );
}
