// Articles as they stood on the day, each with the standing of its reading and its source.
import { ReadOutlined } from "@ant-design/icons";
import { useTranslation } from "react-i18next";
import { useSay } from "../../ui/say";
import type { LawArticle } from "./case_model";

export function Articles({ articles }: { articles: LawArticle[] }) {
  const { t } = useTranslation("officer");
  const say = useSay();
  const seen = new Set<string>();
  const each = articles.filter((article) => !seen.has(article.code) && seen.add(article.code));
  return (
    <ul className="plain-list stack-tight">
      {each.map((article) => (
        <li className="small" key={article.code}>
          <div className="line">
            <ReadOutlined aria-hidden />
            <span className="strong">{say.text(article.instrument)}</span>
            <span className="code">{article.code}</span>
            {article.status !== "settled" && <span className="mark mark-warn">{t(`article.${article.status}`)}</span>}
          </div>
          <div>{say.text(article.says)}</div>
          <div className="quiet">
            {article.in_force?.from && `${t("article.from", { day: say.day(article.in_force.from) }).trim()}${t("semicolon")}`}
            {article.in_force?.to && `${t("article.to", { day: say.day(article.in_force.to) }).trim()}${t("semicolon")}`}
            {t("article.source", { source: t(`article.from_source.${article.source.replace(/ /g, "_")}`, { defaultValue: article.source }), grade: t(`article.grade.${article.grade}`, { defaultValue: article.grade }) })}
          </div>
        </li>
      ))}
    </ul>
  );
}
