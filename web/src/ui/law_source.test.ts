import assert from "node:assert/strict";
import { test } from "node:test";
import type { TFunction } from "i18next";
import en from "../locales/en/common.json";
import zh from "../locales/zh/common.json";
import { article_in_chinese, law_source } from "./law_source";

function told(words: typeof en): TFunction {
  const say = (key: string, slots: Record<string, string> = {}) => {
    const text = key.replace("common:", "").split(".").reduce<unknown>((at, part) => (at as Record<string, unknown>)[part], words) as string;
    return text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => slots[name] ?? "");
  };
  return say as unknown as TFunction;
}

test("an article is written in Chinese as the statute writes it", () => {
  for (const [article, words] of [["7", "第七条"], ["10", "第十条"], ["12", "第十二条"], ["38", "第三十八条"], ["60", "第六十条"], ["105", "第一百零五条"], ["110", "第一百一十条"],
    ["5(1)", "第五条第（一）项"], ["62(11)", "第六十二条第（十一）项"], ["38(1)(1)", "第三十八条第一款第（一）项"], ["7-8", "第7-8条"], ["0", "第0条"]] as const)
    assert.equal(article_in_chinese(article), words, article);
});

test("a source is told by its law's name and its article, each language in its own way", () => {
  assert.equal(law_source("CN-SAM-2022 art.5(1)", told(zh as typeof en), "zh"), "《数据出境安全评估办法》第五条第（一）项");
  assert.equal(law_source("CN-SAM-2022 art. 12", told(en), "en"), "Measures for Security Assessment of Outbound Data Transfers, article 12");
  assert.equal(law_source("CN-XYZ-2022 art.5", told(en), "en"), "CN-XYZ-2022 art.5");
});
