#include "tidegate/law/explain.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "tidegate/base/utf8.h"
#include "tidegate/law/plan.h"
#include "tidegate/law/proof.h"

namespace tidegate::law {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
char capital(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

std::string capitals(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), capital);
  return out;
}

// "art. 7 (1)(2)" -> "7(1)(2)", "art.49(1) second subparagraph" keeps its words; "202.301" stays.
std::string article_number(std::string_view text) {
  std::string out;
  bool begun = false;
  for (const char c : text) {
    begun = begun || is_digit(c);
    if (begun && c != ' ') out += capital(c);
  }
  return begun ? out : capitals(text);
}

struct Query {
  std::string instrument;  // capitals; empty: any
  std::string article;     // empty: all
};

// The instrument is what stands before the first space, unless the whole text is an article.
Query read(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  const std::size_t space = text.find(' ');
  if (space == std::string_view::npos) {
    if (!text.empty() && is_digit(text.front())) return {{}, article_number(text)};
    return {capitals(text), {}};
  }
  return {capitals(text.substr(0, space)), article_number(text.substr(space + 1))};
}

bool matches(const Query& query, const Provision& p) {
  const std::string id = "-" + capitals(p.instrument) + "-";
  if (!query.instrument.empty() && id.find("-" + query.instrument + "-") == std::string::npos) return false;
  if (query.article.empty()) return true;
  const std::string number = article_number(std::string_view(p.code).substr(p.instrument.size() + 1));
  return number == query.article || number.starts_with(query.article + "(");
}

// With what an article took the place of, and what took its place.
void add_chain(const RulePack& pack, std::set<std::size_t>& found) {
  const auto& successor = pack.plan->successor;
  for (std::size_t before = 0; before != found.size();) {
    before = found.size();
    for (std::size_t i = 0; i < successor.size(); ++i) {
      if (successor[i] < 0) continue;
      if (found.count(i) > 0) found.insert(at(successor[i]));
      if (found.count(at(successor[i])) > 0) found.insert(i);
    }
  }
}

Citation citation(const RulePack& pack, const Provision& p) {
  const auto home = std::find_if(pack.instruments.begin(), pack.instruments.end(),
                                 [&](const Instrument& i) { return i.id == p.instrument; });
  return {p.code, home->title, p.says, p.in_force, p.status, p.grade, p.source};
}

template <typename List, typename Key>
Text words_of(const List& entries, const std::string& code, Key key) {
  const auto found =
      std::find_if(entries.begin(), entries.end(), [&](const auto& e) { return e.*key == code; });
  return found == entries.end() ? Text{code, code} : found->says;
}

// What a rule brings, each in a sentence of the pack.
std::vector<Text> outcomes(const RulePack& pack, const Consequence& then) {
  std::vector<Text> found;
  const auto add = [&](const std::string& en, const std::string& zh, const Text& says) {
    found.push_back({en + ": " + says.en, zh + "：" + says.zh});
  };
  const auto add_each = [&](const std::string& en, const std::string& zh,
                            const std::vector<std::string>& codes,
                            const std::vector<VocabularyEntry>& entries) {
    for (const std::string& code : codes) add(en, zh, words_of(entries, code, &VocabularyEntry::code));
  };
  if (const RouteDef* route = pack.route(then.route); route != nullptr) add("route", "路径", route->label);
  for (const std::string& exemption : {then.set_aside, then.exemption}) {
    if (!exemption.empty()) add_each("exempt", "豁免", {exemption}, pack.exemptions);
  }
  add_each("duty", "义务", then.obligations, pack.duties);
  add_each("standing duty", "持续义务", then.standing, pack.duties);
  add_each("to pass as well", "并行环节", then.gates, pack.gates);
  add_each("also lawful", "其他合法路径", then.also_allowed, pack.alternatives);
  for (const RuleDoubt& doubt : then.doubts)
    add("open question", "存疑", words_of(pack.doubts, doubt.code, &DoubtDef::code));
  return found;
}

bool rests_on(const RulePack& pack, std::size_t rule, const std::set<std::size_t>& articles) {
  const Plan& plan = *pack.plan;
  const RulePlan& r = plan.rules[rule];
  const auto names = [&](const std::vector<std::int32_t>& cites) {
    return std::any_of(cites.begin(), cites.end(), [&](std::int32_t p) { return articles.count(at(p)) > 0; });
  };
  const auto any_names = [&](const std::vector<std::int32_t>& entries, const CiteList& cites) {
    return std::any_of(entries.begin(), entries.end(), [&](std::int32_t e) { return names(cites[at(e)]); });
  };
  return names(r.cites) || any_names(r.obligations, plan.duty_cites) ||
         any_names(r.standing, plan.duty_cites) || any_names(r.gates, plan.gate_cites) ||
         any_names(r.also_allowed, plan.alternative_cites) || any_names(r.doubts, plan.doubt_cites);
}

// The numbers behind the names "$..." of a condition, while the rule is in force; with a day, those of that
// day.
std::vector<RuleNumber> numbers_of(const RulePack& pack, const Rule& rule, std::optional<Date> as_of) {
  std::vector<RuleNumber> found;
  std::set<std::string_view> seen;
  const std::string_view when = rule.when.text;
  for (std::size_t begin = when.find('$'); begin < when.size(); begin = when.find('$', begin + 1)) {
    std::size_t end = begin + 1;
    while (end < when.size() && (when[end] == '_' || is_digit(when[end]) || is_letter(when[end]))) ++end;
    const std::string_view name = when.substr(begin, end - begin);
    const auto parameter = std::find_if(pack.parameters.begin(), pack.parameters.end(),
                                        [&](const Parameter& p) { return p.id == name.substr(1); });
    if (parameter == pack.parameters.end() || !seen.insert(name).second) continue;
    for (const ParameterVersion& version : parameter->values) {
      const DateInterval both{std::max(version.in_force.from, rule.in_force.from),
                              std::min(version.in_force.to, rule.in_force.to)};
      if (both.from >= both.to || (as_of && !both.contains(*as_of))) continue;
      found.push_back({std::string(name), parameter->label, version.value, both});
    }
  }
  return found;
}

}  // namespace

Result<ArticleExplanation> explain_article(const RulePack& pack, std::string_view article,
                                           std::optional<Date> as_of) {
  const Query query = read(article);
  std::set<std::size_t> found;
  for (std::size_t i = 0; i < pack.provisions.size(); ++i) {
    if (matches(query, pack.provisions[i])) found.insert(i);
  }
  if (found.empty()) {
    return fail({ErrorCode::kNotFound,
                 fmt::format("\"{}\" is no article of the pack {}", first_characters(article, 80), pack.id),
                 {},
                 fmt::format("规则包 {} 没有条款“{}”", pack.id, first_characters(article, 80))});
  }
  ArticleExplanation made{pack.law, pack.id, pack.version, {}, {}};
  std::set<std::size_t> cited =
      found;  // rules name an article under the number it had when they were written
  add_chain(pack, cited);
  std::set<std::size_t> shown = cited;
  if (as_of) {
    shown.clear();
    for (const std::size_t i : found) {
      const std::int32_t now = article_on(pack, static_cast<std::int32_t>(i), *as_of);
      if (now >= 0) shown.insert(at(now));
    }
  }
  for (const std::size_t i : shown) made.versions.push_back(citation(pack, pack.provisions[i]));
  std::stable_sort(made.versions.begin(), made.versions.end(), [](const Citation& a, const Citation& b) {
    return std::pair(a.in_force.from, a.code) < std::pair(b.in_force.from, b.code);
  });
  for (std::size_t r = 0; r < pack.rules.size(); ++r) {
    const Rule& rule = pack.rules[r];
    if ((as_of && !rule.in_force.contains(*as_of)) || !rests_on(pack, r, cited)) continue;
    made.rules.push_back({rule.id, rule.title, outcomes(pack, rule.then), rule.when.text,
                          outcome_text(rule.then), rule.exception_to, rule.cites, rule.in_force,
                          numbers_of(pack, rule, as_of)});
  }
  return made;
}

}  // namespace tidegate::law
