// The filing went back: the whole list of what is missing, told once, each with its reason and what to do.
import { useTranslation } from "react-i18next";
import { Link } from "react-router-dom";
import type { CasePage, SupplementAsk } from "../api/types";
import { useForm } from "../form/form";
import { way_to } from "../filing/route_card";
import { useSay } from "../ui/say";

export function AskView({ ask, filing }: { ask: SupplementAsk; filing?: string }) {
  const { t } = useTranslation("case");
  const say = useSay();
  const form = useForm();
  return (
    <div className="ask">
      <div>
        <strong>{say.text(ask.what)}</strong>
      </div>
      {say.text(ask.why) ? <div>{t("ask.why", { why: say.text(ask.why) })}</div> : null}
      {say.text(ask.fix) ? <div>{t("ask.fix", { fix: say.text(ask.fix) })}</div> : null}
      <div className="row small">
        {ask.pointer && filing && form.data ? <Link to={way_to(`/filings/${filing}`, form.data, ask.pointer)}>{t("ask.to")}</Link> : null}
        <span className="quiet">{ask.source}</span>
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
            <AskView ask={one} filing={page.filing} />
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
