#include "tidegate/gate/answers.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <set>

#include "tidegate/base/utf8.h"
#include "tidegate/intake/format.h"
#include "tidegate/intake/meant_count.h"
#include "tidegate/intake/nearest.h"
#include "tidegate/intake/values.h"
#include "tidegate/law/plan.h"

namespace tidegate {
namespace {

constexpr std::string_view kItem = "item.";

tl::unexpected<Error> malformed(std::string where, std::string en, std::string zh) {
  return fail({ErrorCode::kMalformed, std::move(en), std::move(where), std::move(zh)});
}

// "100k" for 100000; "" where no number can have been meant.
Text advice_for_count(std::string_view text) {
  const auto meant = intake::meant_count(text);
  if (!meant) return {};
  return {fmt::format("; write {}", *meant), fmt::format("；请写 {}", *meant)};
}

// The type of a fact by its name, from the first pack that knows it. item facts as "item.NAME".
const law::FactDef* find_fact(const std::vector<law::RulePack>& packs, std::string_view id) {
  for (const law::RulePack& pack : packs) {
    if (const law::FactDef* fact = pack.fact(id)) return fact;
  }
  return nullptr;
}

// An answer speaks of every item of which nothing is known yet: "--sensitive no" cannot talk away what the
// files hold or the declaration says of one item.
// False: all is known, and nowhere as answered.
bool answer_fact(CaseFacts& facts, const law::FactDef& fact, const FactValue& value) {
  if (fact.scope == law::Scope::kFlow) {
    facts.flow.set(fact.id, value);
    return true;
  }
  const std::string_view name = std::string_view(fact.id).substr(kItem.size());
  bool agrees = facts.items.empty();
  for (Facts& item : facts.items) {
    const FactValue* known = item.find(name);
    if (known == nullptr || is_unknown(*known)) item.set(name, value);
    agrees = agrees || *item.find(name) == value;
  }
  return agrees;
}

Error talks_away(const std::string& flag, std::string_view answer) {
  return {
      ErrorCode::kMalformed,
      fmt::format("\"{}\" contradicts what is known of every item, from the files or the declaration, which "
                  "are followed; where a column was misread, leave it out",
                  answer),
      flag,
      fmt::format(
          "“{}”与各数据项的已知情况（来自文件或申报）矛盾，以已知情况为准；如某列识别有误，请将其去除",
          answer)};
}

// Words that a fact's conditions tell apart: "automotive" and "ai" of the exporter's sector.
std::vector<std::string> vocabulary(const law::RulePack& pack, const law::FactDef& fact) {
  std::size_t slot = 0;
  for (const law::FactDef& one : pack.facts) {
    if (&one == &fact) break;
    slot += one.scope == fact.scope ? 1 : 0;
  }
  std::set<std::string> words;
  for (const law::Segment& days : pack.plan->segments) {
    const auto& classes = fact.scope == law::Scope::kFlow ? days.flow_classes : days.item_classes;
    for (const law::FactClass& one : classes.at(slot)) {
      for (const law::Value value : one.members) {
        if (value >= 0 && static_cast<std::size_t>(value) < pack.plan->symbols.size())
          words.insert(pack.plan->symbols[static_cast<std::size_t>(value)]);
      }
    }
  }
  return {words.begin(), words.end()};
}

// The fact of a question whose every answer is a word of that one fact: its other words answer it too.
const law::FactDef* fact_in_words(const law::RulePack& pack, const law::QuestionDef& question) {
  const law::FactDef* fact = pack.fact(question.answers.front().facts.front().first);
  if (fact == nullptr || fact->type != law::FactType::kSymbol) return nullptr;
  const bool alone = std::all_of(question.answers.begin(), question.answers.end(), [&](const law::Answer& a) {
    return a.facts.size() == 1 && a.facts.front().first == fact->id;
  });
  return alone && question.answers.size() > 1 ? fact : nullptr;
}

// What a question of several numbers takes, in the words of its facts. 0,0 stands for what is none.
Error no_counts(const law::QuestionDef& question, std::string_view text,
                const std::vector<const law::FactDef*>& numbers) {
  Text names;
  std::string zeros;
  for (const law::FactDef* fact : numbers) {
    names.en += fmt::format("{}{}", names.en.empty() ? "" : "; ", fact->label.en);
    names.zh += fmt::format("{}{}", names.zh.empty() ? "" : "；", fact->label.zh);
    zeros += zeros.empty() ? "0" : ",0";
  }
  return {ErrorCode::kMalformed,
          fmt::format("\"{}\" is not {} whole numbers from 0, parted by commas: {}; none of them is {} {}",
                      first_characters(text, 40), numbers.size(), names.en, question.flag, zeros),
          question.flag,
          fmt::format("“{}”不是以逗号分隔的 {} 个非负整数：{}；均为零时请写 {} {}",
                      first_characters(text, 40), numbers.size(), names.zh, question.flag, zeros)};
}

bool is_count(std::string_view word) {
  return !word.empty() && word.find_first_not_of("0123456789") == std::string_view::npos;
}

// Why numbers parted by commas cannot be taken as they stand: one number where several are asked for, more
// than are asked for, or "80,000", which is eighty thousand to its writer and eighty and none to a reader.
Text misread_numbers(std::string_view text, const std::vector<const law::FactDef*>& numbers) {
  std::vector<std::string_view> parts;
  for (std::string_view rest = text;;) {
    const std::size_t comma = rest.find(',');
    parts.push_back(rest.substr(0, comma));
    if (comma == std::string_view::npos) break;
    rest.remove_prefix(comma + 1);
  }
  if (numbers.size() < 2 || !std::all_of(parts.begin(), parts.end(), is_count)) return {};
  Text names;
  std::string sets;
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    names.en += fmt::format("{}{}", i == 0 ? "" : "; ", numbers[i]->label.en);
    names.zh += fmt::format("{}{}", i == 0 ? "" : "；", numbers[i]->label.zh);
    sets += fmt::format("{}--set {}={}", i == 0 ? "" : " ", numbers[i]->id,
                        i < parts.size() ? std::string(parts[i]) : "0");
  }
  const std::string_view shown = first_characters(text, 40);
  std::string whole(text);
  std::erase(whole, ',');
  constexpr std::size_t kMostDigits = 18;
  if (std::any_of(parts.begin(), parts.end(), [](auto part) { return part.size() > kMostDigits; }))
    return {fmt::format("\"{}\" has a number of more than {} digits", shown, kMostDigits),
            fmt::format("“{}”含超过 {} 位的数", shown, kMostDigits)};
  std::string none;  // ",0": nobody of the other facts
  for (std::size_t i = 1; i < numbers.size(); ++i) none += ",0";
  if (parts.size() == 1) {
    return {fmt::format("\"{}\" is one number where {} are needed: {}; where the others are none, write {}{}",
                        shown, numbers.size(), names.en, whole, none),
            fmt::format("“{}”只有一个数，需要 {} 个：{}；其余为零时请写 {}{}", shown, numbers.size(),
                        names.zh, whole, none)};
  }
  const bool is_in_thousands =
      parts[0].size() <= 3 && parts[0][0] != '0' &&
      std::all_of(parts.begin() + 1, parts.end(), [](std::string_view part) { return part.size() == 3; });
  if (!is_in_thousands && parts.size() <= numbers.size()) return {};
  if (parts.size() > numbers.size())
    return {
        fmt::format("\"{}\" is {} numbers where {} are needed: {}; write each without a thousands separator",
                    shown, parts.size(), numbers.size(), names.en),
        fmt::format("“{}”有 {} 个数，只需要 {} 个：{}；数字中请勿使用千位分隔符", shown, parts.size(),
                    numbers.size(), names.zh)};
  return {
      fmt::format(
          "\"{}\" may be one number with a thousands separator; write {}{} where it is, or {} where it is {} "
          "numbers",
          shown, whole, none, sets, parts.size()),
      fmt::format("“{}”可能是带千位分隔符的一个数；如是，请写 {}{}；如为 {} 个数，请写 {}", shown, whole,
                  none, parts.size(), sets)};
}

// A word of the question, or, where the question is about numbers, one number a fact: "1200,30".
Result<void> answer_question(const law::RulePack& pack, const law::QuestionDef& question,
                             std::string_view text, CaseFacts& facts) {
  std::vector<std::string_view> words;
  for (const law::Answer& answer : question.answers) {
    words.push_back(answer.word);
    if (answer.word != text) continue;
    for (const auto& [id, value] : answer.facts) {
      // Of numbers a scan knows more than a word says.
      const law::FactDef& fact = *pack.fact(id);
      if (!answer_fact(facts, fact, value) && fact.type == law::FactType::kBool)
        return fail(talks_away(question.flag, text));
    }
    return {};
  }
  if (const law::FactDef* fact = fact_in_words(pack, question)) {
    const std::vector<std::string> known = vocabulary(pack, *fact);
    if (std::find(known.begin(), known.end(), text) != known.end() ||
        (fact->id == "exporter.sector" && !intake::sector_name(text).empty())) {
      answer_fact(facts, *fact, Symbol{std::string(text)});
      return {};
    }
    std::vector<std::string_view> near_words(known.begin(), known.end());
    const std::string_view near = intake::nearest_word(text, near_words);
    return malformed(
        question.flag,
        fmt::format("\"{}\" is no word of the rules; {}they know {}", first_characters(text, 40),
                    near.empty() ? "" : fmt::format("did you mean {}? ", near), fmt::join(known, ", ")),
        fmt::format("规则中没有“{}”；{}可用 {}", first_characters(text, 40),
                    near.empty() ? "" : fmt::format("是否想用 {}？", near), fmt::join(known, "、")));
  }
  std::vector<const law::FactDef*> numbers;
  for (const auto& [id, value] : question.answers.front().facts) {
    if (const law::FactDef* fact = pack.fact(id); fact->type == law::FactType::kInt) numbers.push_back(fact);
  }
  std::string names;
  for (const law::FactDef* fact : numbers) names += fmt::format("{}{}", names.empty() ? "" : ",", fact->id);
  const std::string count = numbers.size() < 2 ? "" : std::to_string(numbers.size());
  const auto words_text = [&](const char* form) {
    const std::string all = fmt::format("{}", fmt::join(words, "|"));
    return names.empty() ? all
                         : all + fmt::format(fmt::runtime(form), count, count.empty() ? "" : " ", names);
  };
  // Answers that are no word of the question are stated fact by fact.
  std::string by_fact;
  for (const auto& [id, value] : question.answers.front().facts) {
    const law::FactDef& fact = *pack.fact(id);
    if (fact.type != law::FactType::kEnum && fact.type != law::FactType::kSymbol) continue;
    by_fact += fmt::format("{}--set {}={}", by_fact.empty() ? "" : " ", id,
                           fact.values.empty() ? "WORD" : fmt::format("{}", fmt::join(fact.values, "|")));
  }
  if (question.answers.size() > 1) by_fact.clear();
  const auto wrong = [&] {
    return malformed(
        question.flag,
        fmt::format("\"{}\" is no answer; it takes {}{}{}", first_characters(text, 40),
                    words_text(numbers.size() < 2 ? " or a number{}{}: {}" : " or {}{}numbers: {}"),
                    by_fact.empty() ? "" : "; anything else is stated by ", by_fact),
        fmt::format("“{}”不是可用的回答；可用 {}{}{}", first_characters(text, 40),
                    words_text(" 或 {}{}个数：{}"), by_fact.empty() ? "" : "；其他情形请用 ", by_fact));
  };
  if (numbers.size() != question.answers.front().facts.size()) return wrong();
  if (Text why = misread_numbers(text, numbers); !why.empty())
    return malformed(question.flag, std::move(why.en), std::move(why.zh));
  std::vector<FactValue> values;
  for (std::string_view rest = text;;) {
    const std::size_t comma = rest.find(',');
    if (values.size() == numbers.size()) return wrong();
    const std::string_view word = rest.substr(0, comma);
    const auto value = parse_fact_value(*numbers[values.size()], word);
    if (!value && !advice_for_count(word).empty())
      return malformed(question.flag, value.error().what, value.error().what_zh);
    if (!value && text.find(',') != std::string_view::npos && numbers.size() > 1)
      return fail(no_counts(question, text, numbers));
    if (!value) return wrong();
    values.push_back(*value);
    if (comma == std::string_view::npos) break;
    rest.remove_prefix(comma + 1);
  }
  if (values.size() != numbers.size()) return wrong();
  for (std::size_t i = 0; i < values.size(); ++i) answer_fact(facts, *numbers[i], values[i]);
  return {};
}

// Numbers written full-width, "１００，２０", as "100,20"; whatever else it is stays as it is.
std::string plain_numbers(const std::string& text) {
  constexpr std::string_view kComma = "，";
  std::string plain = intake::narrowed(text);
  for (std::size_t at = plain.find(kComma); at != std::string::npos; at = plain.find(kComma, at))
    plain.replace(at, kComma.size(), ",");
  return plain.find_first_not_of("0123456789,") == std::string::npos ? plain : text;
}

Result<void> answer_flag(const std::string& flag, const std::string& text,
                         const std::vector<law::RulePack>& packs, CaseFacts& facts) {
  const std::string plain = plain_numbers(text);
  for (const law::RulePack& pack : packs) {
    for (const law::QuestionDef& question : pack.questions) {
      if (question.flag != flag) continue;
      if (const auto done = answer_question(pack, question, plain, facts); !done) return fail(done.error());
    }
  }
  return {};
}

Result<void> check_flag(const std::string& flag, const std::vector<law::RulePack>& packs) {
  std::set<std::string> known;
  for (const law::RulePack& pack : packs) {
    for (const law::QuestionDef& question : pack.questions) {
      if (!question.flag.empty()) known.emplace(question.flag);
    }
  }
  if (known.count(flag) > 0) return {};
  const std::vector<std::string_view> names(known.begin(), known.end());
  const std::string near(intake::nearest_word(flag, names));
  return fail({ErrorCode::kNotFound, near.empty() ? "" : fmt::format("did you mean {}?", near), flag,
               near.empty() ? "" : fmt::format("是否想用 {}？", near)});
}

struct Place {     // what the left side of --set names
  std::string id;  // as packs name it
  std::size_t first = 0;
  std::size_t last = 0;
};

Result<Place> place_of(const std::string& name, std::size_t items) {
  if (name.starts_with("data.")) return Place{std::string(kItem) + name.substr(5), 0, items};
  if (name.starts_with("item.")) return Place{name, 0, items};
  if (!name.starts_with("data[")) return Place{name, 0, 0};
  const std::size_t close = name.find("].");
  std::size_t index = 0;
  const char* begin = name.data() + 5;
  const char* end = name.data() + (close == std::string::npos ? name.size() : close);
  const auto [stop, error] = std::from_chars(begin, end, index);
  if (close == std::string::npos || error != std::errc{} || stop != end || index >= items) {
    return malformed("--set", fmt::format("\"{}\" names no item; there are {}, from data[0]", name, items),
                     fmt::format("“{}”没有对应的数据项；共 {} 项，自 data[0] 起", name, items));
  }
  return Place{std::string(kItem) + name.substr(close + 2), index, index + 1};
}

std::string word_of(const FactValue& value) {
  if (const bool* is = std::get_if<bool>(&value)) return *is ? "yes" : "no";
  return to_string(value);
}

Error contradicts(const Transfer& before, const std::string& name, const FactValue& known,
                  const FactValue& stated) {
  const bool bare = before.origin.empty();
  const std::string source = bare ? "the files and --to" : before.origin;
  return {ErrorCode::kMalformed,
          fmt::format("{}: \"{}\" contradicts {}, where it is \"{}\"; correct one of them", name,
                      word_of(stated), source, word_of(known)),
          {},
          fmt::format("{}：“{}”与{}中的“{}”矛盾；请更正其一", name, word_of(stated),
                      bare ? std::string("数据文件或 --to ") : " " + before.origin + " ", word_of(known))};
}

// The first known fact of `before` that `after` holds otherwise.
const std::pair<std::string, FactValue>* first_changed(const Facts& before, const Facts& after,
                                                       std::string_view may_change) {
  for (const auto& known : before.all()) {
    if (is_unknown(known.second) || known.first == may_change) continue;
    const FactValue* now = after.find(known.first);
    if (now == nullptr || !(*now == known.second)) return &known;
  }
  return nullptr;
}

}  // namespace

std::optional<Error> contradiction(const Transfer& before, const CaseFacts& after) {
  const std::string_view suggested = before.origin.empty() ? "facts.leaves_mainland" : "";
  const auto told = [&](const std::string& place, const Facts& was, const Facts& is,
                        std::string_view may_change) -> std::optional<Error> {
    const auto* known = first_changed(was, is, may_change);
    if (known == nullptr) return std::nullopt;
    return contradicts(before, place + known->first, known->second, *is.find(known->first));
  };
  if (auto error = told("", before.facts.flow, after.flow, suggested)) return error;
  for (const Recipient& recipient : before.recipients) {
    Facts stated = recipient.facts;  // what the command line says of every recipient
    for (const auto& [name, value] : after.flow.all()) {
      const FactValue* was = before.facts.flow.find(name);
      if (recipient.facts.find(name) != nullptr && (was == nullptr || !(*was == value)))
        stated.set(name, value);
    }
    if (auto error = told("", recipient.facts, stated, "")) return error;
  }
  for (std::size_t i = 0; i < before.facts.items.size(); ++i) {
    auto error = told(fmt::format("data[{}].", i), before.facts.items[i], after.items[i], "already_counted");
    if (error) return error;
  }
  return std::nullopt;
}

Result<FactValue> parse_fact_value(const law::FactDef& fact, std::string_view text) {
  if (text == "unknown") return FactValue{Unknown{}};
  const auto wrong = [&](std::string_view wants, std::string_view wants_zh) {
    return malformed(fact.id, fmt::format("\"{}\" is not {}", first_characters(text, 40), wants),
                     fmt::format("“{}”不是{}", first_characters(text, 40), wants_zh));
  };
  switch (fact.type) {
    case law::FactType::kBool:
      if (text == "yes" || text == "true") return FactValue{true};
      if (text == "no" || text == "false" || text == "none") return FactValue{false};
      return wrong("yes, no or unknown", " yes、no 或 unknown");
    case law::FactType::kInt: {
      std::int64_t n = 0;
      const std::string plain = intake::narrowed(text);
      const auto [end, error] = std::from_chars(plain.data(), plain.data() + plain.size(), n);
      if (error != std::errc{} || end != plain.data() + plain.size() || n < 0)
        return wrong("a whole number from 0" + advice_for_count(text).en,
                     "非负整数" + advice_for_count(text).zh);
      return FactValue{n};
    }
    case law::FactType::kDate: {
      const auto date = Date::parse(text);
      if (!date) return fail(date.error());
      return FactValue{*date};
    }
    case law::FactType::kEnum: {
      const std::string word(text);
      if (std::find(fact.values.begin(), fact.values.end(), word) == fact.values.end()) {
        return wrong(fmt::format("one of {}", fmt::join(fact.values, ", ")),
                     fmt::format("以下之一：{}", fmt::join(fact.values, "、")));
      }
      return FactValue{Symbol{word}};
    }
    case law::FactType::kSymbol:
      if (text.empty()) return wrong("a word", "单词");
      return FactValue{Symbol{std::string(text)}};
  }
  return FactValue{Unknown{}};
}

Result<void> check_flags(const std::vector<std::pair<std::string, std::string>>& flags,
                         const std::vector<law::RulePack>& packs) {
  for (const auto& [flag, text] : flags) {
    if (const auto known = check_flag(flag, packs); !known) return fail(known.error());
  }
  return {};
}

Result<void> apply_answers(const std::vector<std::pair<std::string, std::string>>& flags,
                           const std::vector<std::pair<std::string, std::string>>& facts,
                           const std::vector<law::RulePack>& packs, CaseFacts& facts_of) {
  if (const auto known = check_flags(flags, packs); !known) return fail(known.error());
  for (const auto& [flag, text] : flags) {
    if (const auto done = answer_flag(flag, text, packs, facts_of); !done) return fail(done.error());
  }
  for (const auto& [name, text] : facts) {
    const auto place = place_of(name, facts_of.items.size());
    if (!place) return fail(place.error());
    const law::FactDef* fact = find_fact(packs, place->id);
    if (fact == nullptr) {
      return malformed(
          "--set", fmt::format("no pack knows the fact \"{}\"; docs/formats/transfer.md lists them", name),
          fmt::format("没有规则包使用事实“{}”；清单见 docs/formats/transfer.md", name));
    }
    const auto value = parse_fact_value(*fact, text);
    if (!value) return fail(value.error());
    if (fact->scope == law::Scope::kFlow) facts_of.flow.set(fact->id, *value);
    for (std::size_t i = place->first; i < place->last; ++i) {
      facts_of.items[i].set(std::string_view(fact->id).substr(kItem.size()), *value);
    }
  }
  return {};
}

}  // namespace tidegate
