// One line of what the desk asks of the firm, or returned a filing for: what, why, what would help, where.
import { useTranslation } from "react-i18next";
import type { SupplementAsk } from "../../api/types";
import { useSay } from "../../ui/say";
import { usePlaceWords } from "./form_model";

export function AskBody({ ask }: { ask: SupplementAsk | undefined }) {
  const { t } = useTranslation("officer");
  const say = useSay();
  const place = usePlaceWords();
  return (
    <>
      <div className="strong">{say.text(ask?.what)}</div>
      <div className="small">{say.text(ask?.why)}</div>
      {say.text(ask?.fix) && (
        <div className="small">
          <span className="quiet">{t("findings.fix")}</span> {say.text(ask?.fix)}
        </div>
      )}
      <div className="small quiet">
        {ask?.source} <span title={ask?.pointer}>{place(ask?.pointer ?? "")}</span>
      </div>
    </>
  );
}
