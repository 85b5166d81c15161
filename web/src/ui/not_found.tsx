import { useTranslation } from "react-i18next";
import { Link } from "react-router-dom";

export function NotFound() {
  const { t } = useTranslation();
  return (
    <section className="empty">
      <h1>{t("not_found.title")}</h1>
      <p>{t("not_found.says")}</p>
      <Link to="/">{t("to_start")}</Link>
    </section>
  );
}
