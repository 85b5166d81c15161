import { useTranslation } from "react-i18next";

// Stands where a page is still being fetched. Shown after a moment only, so that quick answers do not flicker.
export function Waiting() {
  const { t } = useTranslation();
  return (
    <div className="waiting" role="status" aria-live="polite">
      <span className="waiting-bars" aria-hidden="true">
        <i />
        <i />
        <i />
      </span>
      <span className="hidden-text">{t("waiting")}</span>
    </div>
  );
}
