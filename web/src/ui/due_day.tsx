import { useTranslation } from "react-i18next";
import { useSay } from "./say";

interface Props {
  day: string | undefined;
  is_overdue?: boolean;
  is_estimated?: boolean;
  latest?: string;
}

// A last day; overdue and estimated are said in words, and how far a notice could still move it.
export function DueDay({ day, is_overdue, is_estimated, latest }: Props) {
  const { t } = useTranslation();
  const say = useSay();
  if (!day) return <span className="quiet">{t("due.none")}</span>;
  return (
    <span className={is_overdue ? "due is-overdue" : "due"}>
      <time dateTime={day}>{say.day(day)}</time>
      {is_overdue ? <strong> · {t("due.overdue")}</strong> : null}
      {is_estimated ? <span className="quiet"> · {latest ? t("due.estimated_until", { day: say.day(latest) }) : t("due.estimated")}</span> : null}
    </span>
  );
}
