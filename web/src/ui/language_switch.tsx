import { useTranslation } from "react-i18next";
import { choose_language } from "../i18n";

// Each language is named in itself, whatever the page speaks.
const kLanguages = [
  { code: "zh", tag: "zh-CN", name: "中文" },
  { code: "en", tag: "en", name: "English" },
] as const;

export function LanguageSwitch() {
  const { t, i18n } = useTranslation();
  return (
    <div className="language-switch" role="group" aria-label={t("language")}>
      {kLanguages.map(({ code, tag, name }) => (
        <button key={code} type="button" lang={tag} aria-pressed={i18n.language === code} onClick={() => void choose_language(code)}>
          {name}
        </button>
      ))}
    </div>
  );
}
