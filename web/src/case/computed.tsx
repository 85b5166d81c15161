// What the program computed of the filing: the law's answer with its articles, and the risk with what weighs in it.
import { useTranslation } from "react-i18next";
import type { CasePage, T } from "../api/types";
import { law_source } from "../ui/law_source";
import { useSay } from "../ui/say";
import { LaneTag, type LaneName } from "../ui/tags";

interface Citation {
  code?: string;
  instrument?: string | T;
  says?: T;
}

interface Opinion {
  law?: string;
  route?: string;
  route_words?: T;
  legal_basis?: (Citation | string)[];
  doubts?: (T | { says?: T })[];
}

interface Risk {
  score?: number;
  low?: number;
  high?: number;
  lane?: LaneName;
  reasons?: { factor?: string; says?: T; share?: number }[];
}

export function Computed({ page }: { page: CasePage }) {
  const { t } = useTranslation("case");
  const say = useSay();
  const opinions = (page.opinions ?? []) as Opinion[];
  const risk = page.risk as Risk | null | undefined;
  const two = new Intl.NumberFormat(say.lang === "zh" ? "zh-CN" : "en-GB", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const named = (cited: Citation | string) => {
    if (typeof cited === "string") return cited;
    const instrument = typeof cited.instrument === "string" ? cited.instrument : say.text(cited.instrument);
    return [law_source(cited.code, t, say.lang) || instrument, say.text(cited.says)].filter(Boolean).join(say.lang === "zh" ? "\uff1a" : ": ");
  };
  const weighs = [...(risk?.reasons ?? [])]
    .filter((reason) => reason.factor)
    .sort((one, other) => (other.share ?? 0) - (one.share ?? 0))
    .slice(0, 5);
  if (opinions.length === 0 && !risk) return null;
  return (
    <section className="card" aria-labelledby="computed">
      <h2 id="computed">{t("computed.title")}</h2>
      {opinions.map((one, place) => (
        <div key={place}>
          <strong>{say.sentence(one.route_words) || one.route}</strong>
          <ul>
            {(one.legal_basis ?? []).map((cited, at) => (
              <li key={at}>{named(cited)}</li>
            ))}
          </ul>
        </div>
      ))}
      {risk ? (
        <>
          <h3>{t("computed.lane")}</h3>
          <div className="row">
            {risk.lane ? <LaneTag lane={risk.lane} /> : null}
            {risk.score === undefined ? null : (
              <span className="numbers">{t("computed.score", { score: two.format(risk.score), low: two.format(risk.low ?? risk.score), high: two.format(risk.high ?? risk.score) })}</span>
            )}
          </div>
          <p className="quiet small">{t("computed.says")}</p>
          {weighs.length > 0 ? (
            <>
              <h3>{t("computed.weighs")}</h3>
              <ul>
                {weighs.map((reason) => (
                  <li key={reason.factor}>
                    {t(`factor_means.${reason.factor}`)}
                  </li>
                ))}
              </ul>
              <details className="more-facts">
                <summary>{t("computed.details")}</summary>
                <ul className="small">
                  {weighs.map((reason) => (
                    <li key={reason.factor}>{say.text(reason.says)}</li>
                  ))}
                </ul>
              </details>
            </>
          ) : null}
        </>
      ) : null}
    </section>
  );
}
