// Where a period or a demand comes from, in words: "CN-SAM-2022 art.7" is the name of the law and its article.
import type { TFunction } from "i18next";

const kNamed = ["CN-CSL-2017", "CN-CSL-2026", "CN-DSL-2021", "CN-PIPL-2021", "CN-SAM-2022", "CN-SCCM-2023", "CN-PPR-2024", "CN-NDSR-2025", "CN-CERT-2026"];

// Sources of the desk's rules that cite no article (desk/cn.json).
const kOfDesk: Record<string, string> = {
  "practice, reported by one source; no article": "extension_practice",
  "guide to filing the standard contract (practice)": "contract_guide",
  "practice of the Beijing clusters in 2024, reported; no article": "list_practice",
};

const kHan = new Intl.NumberFormat("zh-CN-u-nu-hanidec");

// As the statute counts: 12 is 十二, 38 三十八, 105 一百零五. Of 1 to 999.
function chinese_number(value: number): string {
  const hundreds = Math.floor(value / 100);
  const tens = Math.floor((value % 100) / 10);
  const ones = value % 10;
  const of_hundreds = hundreds > 0 ? `${kHan.format(hundreds)}百` : "";
  const of_tens = tens > 0 ? `${tens === 1 && hundreds === 0 ? "" : kHan.format(tens)}十` : "";
  const of_ones = ones === 0 ? "" : hundreds > 0 && tens === 0 ? `零${kHan.format(ones)}` : kHan.format(ones);
  return `${of_hundreds}${of_tens}${of_ones}`;
}

// "5(1)" as the statute writes it: 第五条第（一）项; with two brackets the first is a paragraph, 第一款第（一）项.
export function article_in_chinese(article: string): string {
  const [, number = "", first, second] = /^([1-9]\d{0,2})(?:\(([1-9]\d{0,2})\))?(?:\(([1-9]\d{0,2})\))?$/.exec(article) ?? [];
  if (!number) return `第${article}条`;
  const item = (value: string) => `第（${chinese_number(Number(value))}）项`;
  const rest = first && second ? `第${chinese_number(Number(first))}款${item(second)}` : first ? item(first) : "";
  return `第${chinese_number(Number(number))}条${rest}`;
}

export function law_source(source: string | undefined, t: TFunction, lang: "en" | "zh"): string {
  if (!source) return "";
  const own = kOfDesk[source];
  if (own) return t(`common:source.${own}`);
  if (/^cn-\d{4}-\d{2}$/.test(source)) return t("common:source.desk"); // the edition of the desk's rules
  const [, code = "", article = ""] = /^(CN-[A-Z]+-\d{4}) art\.?\s?(\S+)$/.exec(source) ?? [];
  return kNamed.includes(code) ? t("common:source.article", { law: t(`common:law.${code}`), article: lang === "zh" ? article_in_chinese(article) : article }) : source;
}
