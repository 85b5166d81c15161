// What the desk found of a filing's credentials, and what permits are doubted for: the same words for the firm and for officers.
import { useTranslation } from "react-i18next";
import type { CasePage } from "../api/types";
import { useSay } from "./say";
import { PersonWords } from "./timeline";

type Row = NonNullable<CasePage["credentials"]>["rows"][number];
type Doubt = NonNullable<CasePage["doubts"]>[number];

export function has_credentials(page: Pick<CasePage, "credentials" | "doubts">): boolean {
  return page.credentials !== undefined || (page.doubts ?? []).length > 0;
}

// A doubt that nobody has settled comes first: it waits for somebody.
export function open_first(doubts: Doubt[]): Doubt[] {
  return [...doubts].sort((a, b) => Number(a.settled !== undefined) - Number(b.settled !== undefined));
}

function CredentialRow({ row }: { row: Row }) {
  const { t } = useTranslation();
  const say = useSay();
  return (
    <li>
      <strong>{say.text(row.kind_words) || row.kind || t("credentials.unknown")}</strong> · {t(`credentials.grade.${row.grade}`)}
      <div className="quiet small">
        <span className="code">{row.file}</span>
        {row.issuer ? <> · {say.text(row.issuer)}</> : null}
        {row.expires_at ? <> · {t("credentials.until", { day: say.day(row.expires_at) })}</> : null}
      </div>
      {row.why.length > 0 ? <div>{t("credentials.why", { why: row.why.map((one) => say.text(one.says)).join(t("credentials.and")) })}</div> : null}
    </li>
  );
}

function DoubtRow({ doubt }: { doubt: Doubt }) {
  const { t } = useTranslation();
  const say = useSay();
  return (
    <li>
      <div role={doubt.settled ? undefined : "status"}>
        {t("credentials.doubted", { permit: doubt.permit, day: say.day(doubt.at), why: doubt.credentials.map((one) => say.text(one.says)).join(t("credentials.and")) })}
      </div>
      {doubt.settled ? (
        <div className="quiet">
          {t("credentials.settled", { reasons: say.text(doubt.settled.reasons) })} · <PersonWords by={doubt.settled.by} /> · {say.moment(doubt.settled.at)}
        </div>
      ) : (
        <div className="quiet">{t("credentials.holds_on")}</div>
      )}
    </li>
  );
}

export function CredentialsView({ page, className }: { page: Pick<CasePage, "credentials" | "doubts">; className: string }) {
  const { t } = useTranslation();
  const say = useSay();
  if (!has_credentials(page)) return null;
  const found = page.credentials;
  return (
    <section className={className} aria-labelledby="credentials">
      <h2 id="credentials">{t("credentials.title")}</h2>
      {(page.doubts ?? []).length > 0 ? (
        <ul className="plain-list stack">
          {open_first(page.doubts ?? []).map((doubt) => (
            <DoubtRow key={`${doubt.permit} ${doubt.at}`} doubt={doubt} />
          ))}
        </ul>
      ) : null}
      {found && !found.is_checked ? <p className="quiet">{t("credentials.unbelieved")}</p> : null}
      {found && found.is_checked ? (
        <>
          <p className="quiet small">{t("credentials.looked", { at: say.moment(found.at) })}</p>
          {found.rows.length === 0 ? <p className="quiet">{t("credentials.none")}</p> : null}
          <ul className="plain-list stack">
            {found.rows.map((row) => (
              <CredentialRow key={row.file} row={row} />
            ))}
          </ul>
        </>
      ) : null}
    </section>
  );
}
