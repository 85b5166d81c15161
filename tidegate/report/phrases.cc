#include "tidegate/report/phrases.h"

#include <fmt/format.h>

#include <algorithm>

#include "tidegate/report/labels.h"
#include "tidegate/report/numbers.h"

namespace tidegate::report {
namespace {

bool decides_route(const ProofNode& rule) {
  return rule.kind == ProofKind::kRule && !rule.defeated && rule.truth != Truth::kFalse &&
         rule.outcome.find("route=") != std::string::npos;
}

// Names in an expression of the pack's language: letters, digits, '_', '.', joined.
void names_in(std::string_view expression, std::vector<std::string>& names) {
  const auto is_name = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
  };
  for (std::size_t i = 0; i < expression.size();) {
    std::size_t end = i;
    while (end < expression.size() && is_name(expression[end])) ++end;
    if (end > i) names.emplace_back(expression.substr(i, end - i));
    i = std::max(end, i + 1);
  }
}

void names_in(const ProofNode& node, std::vector<std::string>& names) {
  if (node.kind == ProofKind::kFact || node.kind == ProofKind::kCompare || node.kind == ProofKind::kMember) {
    names_in(node.label, names);
  }
  for (const ProofNode& child : node.children) names_in(child, names);
}

void add_notes(std::vector<Text>& notes, const std::vector<Text>& more) {
  for (const Text& note : more) {
    if (note != disclaimer() && std::find(notes.begin(), notes.end(), note) == notes.end())
      notes.push_back(note);
  }
}

// Whether every law lets the data go without a procedure before.
bool lets_go(const Assessment& assessment) {
  return !assessment.opinions.empty() &&
         std::all_of(assessment.opinions.begin(), assessment.opinions.end(), [](const Opinion& o) {
           return o.route_class == RouteClass::kFree || o.route_class == RouteClass::kConditions;
         });
}

}  // namespace

void append(Text& text, const Text& more, std::string_view en, std::string_view zh) {
  if (!text.empty()) {
    text.en += en;
    text.zh += zh;
  }
  text.en += more.en;
  text.zh += more.zh;
}

Text words_of_pack(const Opinion& opinion, std::string_view code, Text (*common)(std::string_view)) {
  for (const auto& [name, text] : opinion.labels) {
    if (name == code) return text;
  }
  return common(code);
}

Text route_words(const Opinion& o, std::string_view route) {
  return has_route_label(route) ? route_label(route) : words_of_pack(o, route, route_label);
}

Text exemption_words(const Opinion& o, std::string_view exemption) {
  return has_exemption_label(exemption) ? exemption_label(exemption)
                                        : words_of_pack(o, exemption, exemption_label);
}
Text fact_words(const Opinion& o, std::string_view fact) { return words_of_pack(o, fact, fact_label); }

Text short_counter_words(const Opinion& opinion, std::string_view counter) {
  return has_counter_label(counter) ? counter_label(counter) : counter_words(opinion, counter);
}

Text counter_words(const Opinion& opinion, std::string_view counter) {
  for (const Margin& margin : opinion.margins) {
    if (margin.counter == counter && !margin.label.empty()) return margin.label;
  }
  return words_of_pack(opinion, counter, counter_label);
}

Text what_it_means(const Opinion& opinion) {
  if (opinion.route_class != RouteClass::kUndetermined || !opinion.missing_facts.empty() ||
      opinion.doubts.empty()) {
    return label(opinion.route_class);
  }
  return {"the law itself is open here and no fact can settle it: see the doubt for the cautious route",
          "法律本身尚无定论，补充事实亦无法确定：审慎路径见存疑之处"};
}

Text no_law_asked() {
  return {"no rule pack decides this transfer; the notes say why", "没有规则包可判定该次传输；原因见说明"};
}

Text verdict(const Opinion& opinion) {
  return opinion.route_label.empty() ? route_words(opinion, opinion.route) : opinion.route_label;
}

std::vector<std::vector<const Margin*>> margins_by_counter(const Opinion& opinion) {
  std::vector<std::vector<const Margin*>> counters;
  for (const Margin& margin : opinion.margins) {
    const auto at = std::find_if(counters.begin(), counters.end(),
                                 [&](const auto& same) { return same.front()->counter == margin.counter; });
    if (at == counters.end()) {
      counters.push_back({&margin});
    } else {
      at->push_back(&margin);
    }
  }
  for (auto& same : counters) {
    std::stable_sort(same.begin(), same.end(),
                     [](const Margin* a, const Margin* b) { return a->limit < b->limit; });
  }
  std::stable_partition(counters.begin(), counters.end(),
                        [](const auto& same) { return same.front()->value > 0; });
  return counters;
}

bool is_reached(const Margin& margin) { return margin.to_limit() <= 0; }

Text margins_note(const Opinion& opinion) {
  if (opinion.route_class == RouteClass::kUndetermined) return {};
  bool reached = false;
  for (const std::vector<const Margin*>& same : margins_by_counter(opinion)) {
    // Of one counter the highest limit that is reached would decide.
    const auto last =
        std::find_if(same.rbegin(), same.rend(), [](const Margin* margin) { return is_reached(*margin); });
    if (last == same.rend()) continue;
    if ((*last)->route_from_limit == opinion.route) return {};
    reached = true;
  }
  if (!reached) return {};
  return {"A limit is reached, yet another rule decides the route: see the articles and the proof.",
          "虽已达到界限，但路径由其他规则决定：见所引条文与论证。"};
}

Text margin_distance(const Margin& margin) {
  const std::int64_t to_limit = margin.to_limit();
  if (to_limit == 0) return {"reached exactly", "恰好达到"};
  if (to_limit < 0) {
    const std::string over = grouped(-to_limit);
    return {fmt::format("{} above", over), fmt::format("超出 {}", over)};
  }
  const std::string below = grouped(to_limit);
  if (!margin.value_known) {
    return {fmt::format("at most {} below", below), fmt::format("至多还差 {}", below)};
  }
  return {fmt::format("{} below", below), fmt::format("还差 {}", below)};
}

std::string margin_value(const Margin& margin) {
  return (margin.value_known ? "" : "≥ ") + grouped(margin.value);
}

Text in_force(const DateInterval& interval) {
  const bool from_ever = interval.from == DateInterval{}.from;
  const std::string from = interval.from.str();
  if (interval.is_open()) {
    if (from_ever) return {"in force", "现行有效"};
    return {"since " + from, from + " 起施行"};
  }
  const std::string last = interval.to.plus_days(-1).str();
  if (from_ever) return {"until " + last, "至 " + last};
  return {fmt::format("{} to {}", from, last), fmt::format("{} 至 {}", from, last)};
}

const Citation* citation(const Opinion& opinion, std::string_view code) {
  for (const Citation& citation : opinion.citations) {
    if (citation.code == code) return &citation;
  }
  return nullptr;
}

std::string article_words(const Citation& citation, Lang lang) {
  std::string title = citation.instrument.in(lang);
  constexpr std::string_view kArticle = " art.";
  const std::size_t at = citation.code.find(kArticle);
  if (lang != Lang::kZh || !citation.code.starts_with("CN-") || at == std::string::npos || title.empty())
    return title;
  int number = 0;
  std::size_t end = at + kArticle.size();
  for (;
       end < citation.code.size() && citation.code[end] >= '0' && citation.code[end] <= '9' && number < 1000;
       ++end) {
    number = number * 10 + (citation.code[end] - '0');
  }
  if (number < 1 || number > 999) return title;
  if (!title.starts_with("《")) title = "《" + title + "》";
  return title + "第" + chinese_number(number) + "条" + citation.code.substr(end);
}

std::vector<UsedFact> facts_used(const Assessment& assessment, const Opinion& opinion) {
  std::vector<std::string> names;
  for (const ProofNode& rule : opinion.proof) {
    if (decides_route(rule)) names_in(rule, names);
  }
  std::vector<UsedFact> used;
  for (const std::string& name : names) {
    const FactValue* value = assessment.transfer.facts.flow.find(name);
    const bool twice =
        std::any_of(used.begin(), used.end(), [&](const UsedFact& fact) { return fact.name == name; });
    if (!value || twice) continue;
    Text shown = value_label(*value);
    if (const auto* symbol = std::get_if<Symbol>(value); symbol && name.ends_with("country")) {
      shown = region_label(symbol->name);
    }
    used.push_back({name, fact_words(opinion, name), std::move(shown)});
  }
  return used;
}

bool has_open_question(const RiskReport& risk) {
  return !risk.next_question.empty() && risk.low_e6 != risk.high_e6;
}

Text lane_words(Lane lane) {
  Text words = label(lane);
  words.en += " lane";  // the Chinese label holds the word already
  return words;
}

Text lane_change(const LaneChange& change) {
  if (!change.says.empty()) return change.says;
  Text says;
  for (const auto& [factor, level] : change.to_levels) {
    const std::string step = fmt::format("{} → {}", letter(factor), level);
    append(says, {step, step}, ", ", "、");
  }
  const std::string score = ratio3(change.score_e6);
  append(says, {lane_words(change.lane).en + ", " + score, label(change.lane).zh + "，" + score}, ": ", "：");
  return says;
}

FindingCounts count(const std::vector<Finding>& findings) {
  FindingCounts counts;
  for (const Finding& finding : findings) {
    if (finding.state == CheckState::kPasses) {
      ++counts.passes;
    } else if (finding.state == CheckState::kNotCheckable) {
      ++counts.not_checkable;
    } else if (finding.severity == Severity::kBlocks) {
      ++counts.blocks;
    } else if (finding.severity == Severity::kReturned) {
      ++counts.returned;
    } else {
      ++counts.warns;
    }
  }
  return counts;
}

std::vector<const Finding*> failing(const std::vector<Finding>& findings) {
  std::vector<const Finding*> fail;
  for (const Finding& finding : findings) {
    if (finding.state == CheckState::kFails) fail.push_back(&finding);
  }
  std::stable_sort(fail.begin(), fail.end(),
                   [](const Finding* a, const Finding* b) { return a->severity < b->severity; });
  return fail;
}

std::string type_words(const DataProfile& profile, std::string_view type, Lang lang) {
  for (const auto& [code, name] : profile.type_names) {
    if (code == type) return name.in(lang);
  }
  return std::string(type);
}

Text as_sentence(Text says) {
  const bool is_ended = says.en.ends_with('.') || says.en.ends_with('?');
  if (!says.en.empty() && !is_ended) says.en += '.';
  if (!says.zh.empty() && !says.zh.ends_with("。") && !says.zh.ends_with("？")) says.zh += "。";
  return says;
}

std::string column_name(const ColumnProfile& column, Lang lang) {
  return column.name.empty()
             ? fmt::format(fmt::runtime(lang == Lang::kZh ? "第 {} 列" : "column {}"), column.index + 1)
             : column.name;
}

Text column_counts(const FileProfile& file) {
  Text found;
  for (const Sensitivity level :
       {Sensitivity::kPersonal, Sensitivity::kSensitive, Sensitivity::kImportant, Sensitivity::kSecret}) {
    const auto n = std::count_if(file.columns.begin(), file.columns.end(),
                                 [&](const ColumnProfile& column) { return column.sensitivity == level; });
    const Text name = short_label(level);
    if (n > 0)
      append(found, {fmt::format("{} {}", n, name.en), fmt::format("{} {}", name.zh, n)}, ", ", "，");
  }
  return found.empty() ? plural(file.columns.size(), "column", "个字段") : found;
}

Text plural(std::uint64_t n, std::string_view en, std::string_view zh) {
  return {fmt::format("{} {}{}", grouped(n), en, n == 1 ? "" : "s"), fmt::format("{} {}", grouped(n), zh)};
}

Text totals_sentence(const PersonCounts& totals) {
  const std::string persons = grouped(totals.persons);
  Text text{fmt::format("{} distinct person{} in all", persons, totals.persons == 1 ? "" : "s"),
            fmt::format("合计去重 {} 人", persons)};
  const auto add = [&](std::uint64_t n, std::string_view en, std::string_view zh) {
    if (n == 0) return;
    append(text, {fmt::format("{} {}", grouped(n), en), fmt::format("{} {} 人", zh, grouped(n))}, ", ", "，");
  };
  add(totals.with_sensitive, "with sensitive data", "其中涉及敏感个人信息");
  add(totals.under14, "under 14", "不满十四周岁");
  if (totals.rows_without_identifier > 0) {
    const std::string rows = grouped(totals.rows_without_identifier);
    append(text,
           {totals.rows_without_identifier == 1
                ? "1 row without an identifier counted as a person"
                : fmt::format("{} rows without an identifier counted as a person each", rows),
            fmt::format("{} 行无标识，各按一人计", rows)},
           ", ", "，");
  }
  return text;
}

Text out_of_date(const Assessment& assessment) {
  Text laws;
  for (const Opinion& opinion : assessment.opinions) {
    if (!opinion.reviewed_until) continue;
    const Text law = law_label(opinion.law);
    laws.en += fmt::format("{}{} to {}", laws.en.empty() ? "" : ", ", law.en, opinion.reviewed_until->str());
    laws.zh += fmt::format("{}{}至 {}", laws.zh.empty() ? "" : "，", law.zh, opinion.reviewed_until->str());
  }
  if (laws.en.empty()) return {};
  return {
      fmt::format("The rules were reviewed for {}: later law is not in this answer. Have it confirmed, or "
                  "update the rule packs.",
                  laws.en),
      fmt::format("规则包复核：{}。此后的法律变动未计入本结论，请另行确认或更新规则包。", laws.zh)};
}

std::vector<Text> told_first(const Assessment& assessment) {
  std::vector<Text> first;
  if (Text stale = out_of_date(assessment); !stale.en.empty()) first.push_back(std::move(stale));
  if (!assessment.sent_before) return first;
  // Nothing was found under the name, or there is none: the first note says so.
  const SentBefore& sent = *assessment.sent_before;
  if (!sent.notes.empty() && (sent.counts.empty() || sent.exporter.empty()))
    first.push_back(as_sentence(sent.notes.front()));
  return first;
}

Text or_else(const Opinion& opinion) {
  Text routes;
  for (const std::string& other : opinion.also_allowed) append(routes, alternative_label(other), ", ", "、");
  return routes.empty() ? routes : Text{"or: " + routes.en, "或：" + routes.zh};
}

std::vector<Text> under_verdict(const Assessment& assessment) {
  std::vector<Text> lines;
  for (const Opinion& opinion : assessment.opinions) {
    Text other = or_else(opinion);
    if (other.empty()) continue;
    if (assessment.opinions.size() > 1) {
      const Text law = law_label(opinion.law);
      other = {law.en + ", " + other.en, law.zh + "，" + other.zh};
    }
    lines.push_back(std::move(other));
  }
  if (lets_go(assessment) && assessment.risk && assessment.risk->lane >= Lane::kYellow) {
    const Lane lane = assessment.risk->lane;
    lines.push_back(
        {fmt::format("The law asks for nothing first; the {} asks for a look all the same: {}.",
                     lane_words(lane).en, meaning(lane).en),
         fmt::format("法律不要求事先办理手续；但风险为{}：{}。", lane_words(lane).zh, meaning(lane).zh)});
  }
  return lines;
}

std::vector<Text> all_notes(const Assessment& assessment) {
  std::vector<Text> notes;
  add_notes(notes, assessment.notes);
  for (const Opinion& opinion : assessment.opinions) add_notes(notes, opinion.notes);
  if (assessment.risk) add_notes(notes, assessment.risk->notes);
  if (lets_go(assessment) && assessment.risk && assessment.risk->lane >= Lane::kYellow) {
    add_notes(notes,
              {{"The route says what the law asks for before the data leave: nothing. The lane says how "
                "closely the transfer should be looked at, and what is not shown counts as bad: proof "
                "lowers it, the law's answer does not.",
                "路径说明法律在出境前要求什么：此处无需办理。通道说明应多严格地审查；未证明的事项按不利计，"
                "补齐证据可降低通道，法律结论本身不会。"}});
  }
  return notes;
}

}  // namespace tidegate::report
