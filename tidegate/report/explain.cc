#include "tidegate/report/explain.h"

#include <fmt/format.h>

#include <algorithm>

#include "tidegate/report/json.h"
#include "tidegate/report/labels.h"
#include "tidegate/report/numbers.h"
#include "tidegate/report/phrases.h"
#include "tidegate/report/phrases_proof.h"
#include "tidegate/report/screen_marks.h"

namespace tidegate::report {
namespace {

std::string joined(const std::vector<std::string>& parts) {
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : ", ") + part;
  return text;
}

Span mark_of(const ProofNode& node) {
  if (node.defeated) return {"▲ ", Tone::kCaution};
  if (node.truth == Truth::kTrue) return {"✓ ", Tone::kGood};
  if (node.truth == Truth::kFalse) return {"✗ ", Tone::kFaint};
  return {"? ", Tone::kAsk};
}

void put_node(TextPage& page, const Opinion& opinion, const ProofNode& node, int depth, Lang lang) {
  constexpr int kStep = 2;
  Line line{{std::string(static_cast<std::size_t>(depth * kStep), ' '), Tone::kPlain}, mark_of(node)};
  line.push_back({node.label, depth == 0 ? Tone::kStrong : Tone::kPlain});
  if (const Text title = rule_words(opinion, node); !title.empty())
    line.push_back({"  " + title.in(lang), Tone::kPlain});
  if (const std::string numbers = compared_numbers(opinion, node); !numbers.empty())
    line.push_back(
        {fmt::format(fmt::runtime(lang == Lang::kZh ? "（{}）" : "  ({})"), numbers), Tone::kPlain});
  if (!node.outcome.empty())
    line.push_back({" → " + outcome_words(opinion, node.outcome).in(lang), Tone::kPlain});
  if (!node.cites.empty()) line.push_back({"  " + joined(node.cites), Tone::kFaint});
  page.line(line, std::min(depth * kStep + 4, page.room() / 2));
  for (const ProofNode& child : node.children)
    put_node(page, opinion, child, std::min(depth + 1, page.room() / 4), lang);
}

void put_rules(TextPage& page, const Opinion& opinion, Lang lang, const std::string& heading,
               const std::vector<const ProofNode*>& rules) {
  if (rules.empty()) return;
  page.blank();
  page.line({{fmt::format("{} ({})", heading, rules.size()), Tone::kFaint}});
  for (const ProofNode* rule : rules) put_node(page, opinion, *rule, 0, lang);
}

void put_citation(TextPage& page, const Citation& citation, Lang lang) {
  Line line{{citation.code, Tone::kStrong}, {" · " + in_force(citation.in_force).in(lang), Tone::kFaint}};
  line.push_back({" · " + label(citation.status).in(lang),
                  citation.status == ProvisionStatus::kSettled ? Tone::kFaint : Tone::kCaution});
  page.line(line, 2);
  page.line({{"  " + article_words(citation, lang), Tone::kFaint}}, 2);
  page.line(plain("  " + citation.says.in(lang)), 2);
  page.line({{fmt::format("  {}{}{}", grade_label(citation.grade).in(lang),
                          citation.source.empty() ? "" : " · ", source_label(citation.source).in(lang)),
              Tone::kFaint}},
            2);
}

void put_opinion(TextPage& page, const Opinion& opinion, Lang lang) {
  const bool zh = lang == Lang::kZh;
  page.line({{"■ ", tone_of(opinion.route_class)},
             {law_label(opinion.law).in(lang) + (zh ? "：" : ": "), Tone::kStrong},
             {verdict(opinion).in(lang), tone_of(opinion.route_class)},
             {fmt::format("   {} {} · {}", opinion.pack_id, opinion.pack_version, opinion.as_of.str()),
              Tone::kFaint}},
            2);
  std::vector<const ProofNode*> fired;
  std::vector<const ProofNode*> defeated;
  std::vector<const ProofNode*> open;
  std::vector<const ProofNode*> quiet;
  std::vector<const ProofNode*> grounds;  // definitions and counters that the rules rest on
  for (const ProofNode& rule : opinion.proof) {
    if (rule.kind != ProofKind::kRule) {
      grounds.push_back(&rule);
    } else if (rule.defeated) {
      defeated.push_back(&rule);
    } else if (rule.truth == Truth::kTrue) {
      fired.push_back(&rule);
    } else {
      (rule.truth == Truth::kUnknown ? open : quiet).push_back(&rule);
    }
  }
  put_rules(page, opinion, lang, zh ? "已适用" : "fired", fired);
  put_rules(page, opinion, lang, zh ? "被例外排除" : "defeated by an exception", defeated);
  put_rules(page, opinion, lang, zh ? "取决于未知事实" : "open: a fact is missing", open);
  put_rules(page, opinion, lang, zh ? "所依据的定义与计数" : "definitions and counters that they rest on",
            grounds);
  put_rules(page, opinion, lang, zh ? "未适用" : "did not fire", quiet);
  if (opinion.citations.empty()) return;
  page.blank();
  page.line({{zh ? "所引条文" : "articles", Tone::kFaint}});
  for (const Citation& cited : opinion.citations) put_citation(page, cited, lang);
}

}  // namespace

std::string explanation_text(const Assessment& assessment, std::string_view law,
                             const ScreenOptions& options) {
  TextPage page(options.page);
  for (const Opinion& opinion : assessment.opinions) {
    if (!law.empty() && opinion.law != law) continue;
    page.blank();
    put_opinion(page, opinion, options.lang);
  }
  page.blank();
  page.line({{disclaimer().in(options.lang), Tone::kFaint}});
  return page.take();
}

std::string explanation_json(const Assessment& assessment, std::string_view law) {
  JsonWriter json(2);
  json.begin_object()
      .key("format")
      .string("tidegate-explanation/1")
      .key("as_of")
      .string(assessment.as_of.str());
  json.key("opinions").begin_array();
  for (const Opinion& opinion : assessment.opinions) {
    if (law.empty() || opinion.law == law) write_opinion(json, opinion);
  }
  json.end_array().end_object();
  return json.take() + "\n";
}

std::string article_text(const ArticleExplanation& article, const ScreenOptions& options) {
  const bool zh = options.lang == Lang::kZh;
  TextPage page(options.page);
  page.line({{fmt::format("{} · {} {}", law_label(article.law).in(options.lang), article.pack_id,
                          article.pack_version),
              Tone::kFaint}});
  for (const Citation& version : article.versions) put_citation(page, version, options.lang);
  page.blank();
  page.line({{fmt::format(fmt::runtime(zh ? "依据该条的规则（{}）" : "rules that rest on it ({})"),
                          article.rules.size()),
              Tone::kFaint}});
  for (const RuleText& rule : article.rules) {
    page.line({{rule.id, Tone::kStrong},
               {"  " + rule.title.in(options.lang), Tone::kPlain},
               {" · " + in_force(rule.in_force).in(options.lang), Tone::kFaint}},
              2);
    for (const Text& outcome : rule.outcomes) page.line(plain("  → " + outcome.in(options.lang)), 4);
    page.line({{zh ? "  若 " : "  when ", Tone::kFaint}, {rule.when, Tone::kPlain}}, 7);
    for (const RuleNumber& number : rule.numbers) {
      const std::string days =
          number.in_force == rule.in_force ? "" : " · " + in_force(number.in_force).in(options.lang);
      page.line({{fmt::format("    {} = {}", number.name, grouped(number.value)), Tone::kPlain},
                 {"  " + number.label.in(options.lang) + days, Tone::kFaint}},
                7);
    }
    if (!rule.exception_to.empty()) {
      page.line({{zh ? "  作为例外排除 " : "  as an exception to ", Tone::kFaint},
                 {joined(rule.exception_to), Tone::kPlain}},
                4);
    }
    if (rule.cites.empty()) continue;
    page.line({{zh ? "  依据 " : "  cites ", Tone::kFaint}, {joined(rule.cites), Tone::kFaint}}, 4);
  }
  return page.take();
}

std::string article_json(const ArticleExplanation& article) {
  JsonWriter json;
  json.begin_object().key("law").string(article.law).key("pack_id").string(article.pack_id);
  json.key("pack_version").string(article.pack_version).key("versions").begin_array();
  for (const Citation& version : article.versions) write_citation(json, version);
  json.end_array().key("rules").begin_array();
  for (const RuleText& rule : article.rules) {
    json.begin_object().key("id").string(rule.id);
    write_text(json.key("title"), rule.title);
    write_texts(json.key("outcomes"), rule.outcomes);
    json.key("when").string(rule.when).key("then").string(rule.then);
    write_strings(json.key("exception_to"), rule.exception_to);
    write_strings(json.key("cites"), rule.cites);
    write_interval(json.key("in_force"), rule.in_force);
    json.key("numbers").begin_array();
    for (const RuleNumber& number : rule.numbers) {
      json.begin_object().key("name").string(number.name);
      write_text(json.key("label"), number.label);
      json.key("value").integer(number.value);
      write_interval(json.key("in_force"), number.in_force);
      json.end_object();
    }
    json.end_array().end_object();
  }
  json.end_array().end_object();
  return json.take();
}

}  // namespace tidegate::report
