// Answers given by flag, as facts.
#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "tidegate/law/decide.h"

namespace tidegate::law {
namespace {

bool takes_numbers(const QuestionDef& question) {
  const auto& facts = question.answers.front().facts;
  return !facts.empty() && std::all_of(facts.begin(), facts.end(), [](const auto& fact) {
    return std::holds_alternative<std::int64_t>(fact.second);
  });
}

std::optional<std::int64_t> whole_number(std::string_view word) {
  if (word.empty() || word.size() > 15) return std::nullopt;
  std::int64_t value = 0;
  for (const char c : word) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

}  // namespace

Result<std::vector<std::pair<std::string, FactValue>>> answer(const RulePack& pack, std::string_view flag,
                                                              std::string_view word) {
  const auto question = std::find_if(pack.questions.begin(), pack.questions.end(),
                                     [&](const QuestionDef& q) { return !q.flag.empty() && q.flag == flag; });
  if (question == pack.questions.end()) {
    return fail({ErrorCode::kNotFound, fmt::format("no question of {} answers to {}", pack.id, flag),
                 std::string(flag), fmt::format("规则包 {} 没有选项 {}", pack.id, flag)});
  }
  for (const Answer& a : question->answers) {
    if (a.word == word) return a.facts;
  }
  if (const auto number = whole_number(word); number && takes_numbers(*question)) {
    auto facts = question->answers.front().facts;
    for (auto& [ignored, value] : facts) value = *number;
    return facts;
  }
  std::vector<std::string> words;
  for (const Answer& a : question->answers) words.push_back(a.word);
  if (takes_numbers(*question)) words.emplace_back("N");
  const std::string list = fmt::format("{}", fmt::join(words, ", "));
  return fail({ErrorCode::kMalformed, fmt::format("{} takes one of: {}", flag, list), std::string(flag),
               fmt::format("{} 的取值应为：{}", flag, list)});
}

}  // namespace tidegate::law
