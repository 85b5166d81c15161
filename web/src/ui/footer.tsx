import { useTranslation } from "react-i18next";

export function Footer() {
  const { t } = useTranslation();
  return (
    <footer className="footer">
      <span>{t("disclaimer")}</span> <span>{t("beijing_time")}</span>
    </footer>
  );
}
