import { useEffect, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router-dom";

interface Props {
  title: string;
  says?: ReactNode;
  back?: { to: string; words: string };
  actions?: ReactNode;
}

// A page's heading, which is the window's title too.
export function PageHead({ title, says, back, actions }: Props) {
  const { t } = useTranslation();
  useEffect(() => {
    document.title = `${title} · ${t("name")}`;
  }, [title, t]);
  return (
    <header className="page-head">
      <div className="page-head-words">
        {back ? (
          <Link className="page-back" to={back.to}>
            <span aria-hidden="true">←</span> {back.words}
          </Link>
        ) : null}
        <h1>{title}</h1>
        {says ? <div className="quiet">{says}</div> : null}
      </div>
      {actions ? <div className="page-head-actions">{actions}</div> : null}
    </header>
  );
}
