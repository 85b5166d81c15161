// Where a period or a demand comes from, in words: "CN-SAM-2022 art.7" is the name of the law and its article.
import type { TFunction } from "i18next";

const kNamed = ["CN-CSL-2017", "CN-CSL-2026", "CN-DSL-2021", "CN-PIPL-2021", "CN-SAM-2022", "CN-SCCM-2023", "CN-PPR-2024", "CN-NDSR-2025", "CN-CERT-2026"];

// Sources of the desk's rules that cite no article (desk/cn.json).
const kOfDesk: Record<string, string> = {
  "practice, reported by one source; no article": "extension_practice",
  "guide to filing the standard contract (practice)": "contract_guide",
  "practice of the Beijing clusters in 2024, reported; no article": "list_practice",
};

export function law_source(source: string | undefined, t: TFunction): string {
  if (!source) return "";
  const own = kOfDesk[source];
  if (own) return t(`common:source.${own}`);
  if (/^cn-\d{4}-\d{2}$/.test(source)) return t("common:source.desk"); // the edition of the desk's rules
  const [, code = "", article = ""] = /^(CN-[A-Z]+-\d{4}) art\.?\s?(\S+)$/.exec(source) ?? [];
  return kNamed.includes(code) ? t("common:source.article", { law: t(`common:law.${code}`), article }) : source;
}
