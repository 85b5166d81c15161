#include "tidegate/gate/branches.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "tidegate/gate/answers.h"
#include "tidegate/law/decide.h"

namespace tidegate {
namespace {

using Stated = std::vector<std::pair<std::string, FactValue>>;  // Branch::when

// The fact of a pack behind "exporter.ciio" or "data[3].sensitive".
std::string id_of(std::string_view name) {
  const std::size_t close = name.find("].");
  if (!name.starts_with("data[") || close == std::string_view::npos) return std::string(name);
  return "item." + std::string(name.substr(close + 2));
}

std::string word_of(const FactValue& value) {
  if (const auto* b = std::get_if<bool>(&value)) return *b ? "yes" : "no";
  return to_string(value);
}

std::string values_of(const law::FactDef& fact) {
  switch (fact.type) {
    case law::FactType::kBool:
      return "no|yes";
    case law::FactType::kInt:
      return "NUMBER";
    case law::FactType::kDate:
      return "YYYY-MM-DD";
    case law::FactType::kEnum:
      return fmt::format("{}", fmt::join(fact.values, "|"));
    case law::FactType::kSymbol:
      return "WORD";
  }
  return "";
}

// "--set lawful_basis=consent|contract" for a question that has no flag of its own.
std::string flag_for(const law::RulePack& pack, const Question& question) {
  const auto def = std::find_if(pack.questions.begin(), pack.questions.end(),
                                [&](const law::QuestionDef& q) { return q.ask == question.ask; });
  std::string flag;
  for (const std::string& name : question.facts) {
    std::string values;
    for (std::size_t i = 0; def != pack.questions.end() && i < def->answers.size(); ++i) {
      for (const auto& [id, value] : def->answers[i].facts) {
        if (id == id_of(name)) values += (values.empty() ? "" : "|") + word_of(value);
      }
    }
    const law::FactDef* fact = pack.fact(id_of(name));
    if (values.empty() && fact != nullptr) values = values_of(*fact);
    flag += fmt::format("{}--set {}={}", flag.empty() ? "" : " ", name, values);
  }
  return flag;
}

// "--sent-this-year 0" also takes numbers: "|PI_NONSENSITIVE,PI_SENSITIVE".
std::string numbers_for(const law::RulePack& pack, const Question& question) {
  constexpr std::size_t kMostNumbers = 3;
  const auto def = std::find_if(pack.questions.begin(), pack.questions.end(),
                                [&](const law::QuestionDef& q) { return q.ask == question.ask; });
  if (def == pack.questions.end() || def->answers.front().facts.size() > kMostNumbers) return "";
  std::string names;
  for (const auto& [id, ignored] : def->answers.front().facts) {
    if (pack.fact(id)->type != law::FactType::kInt) return "";
    std::string name = id.substr(id.rfind('.') + 1);
    for (char& c : name) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    names += (names.empty() ? "|" : ",") + name;
  }
  return names;
}

// How many of the facts of `when` that are not told yet this answer states; 0 where it says otherwise.
std::size_t fits(const law::Answer& answer, const Stated& when, const std::set<std::string>& told) {
  std::size_t stated = 0;
  for (const auto& [id, value] : answer.facts) {
    for (const auto& [name, wanted] : when) {
      if (id_of(name) != id) continue;
      if (wanted != value) return 0;
      stated += told.count(name) == 0 ? 1 : 0;
    }
  }
  return stated;
}

// The packs' own flags first, the rest fact by fact.
std::vector<std::string> flags_for(const law::RulePack& pack, const Stated& when) {
  std::vector<std::string> flags;
  std::set<std::string> told;
  for (const law::QuestionDef& question : pack.questions) {
    if (question.flag.empty()) continue;
    const law::Answer* best = nullptr;
    for (const law::Answer& answer : question.answers) {
      const std::size_t stated = fits(answer, when, told);
      if (stated > (best == nullptr ? 0 : fits(*best, when, told))) best = &answer;
    }
    if (best == nullptr) continue;
    flags.push_back(fmt::format("{} {}", question.flag, best->word));
    for (const auto& [id, ignored] : best->facts) {
      for (const auto& [name, wanted] : when) {
        if (id_of(name) == id) told.insert(name);
      }
    }
  }
  for (const auto& [name, value] : when) {
    if (told.insert(name).second) flags.push_back(fmt::format("--set {}={}", name, word_of(value)));
  }
  return flags;
}

// The case as the command line would state it.
Result<CaseFacts> with_flags(const law::RulePack& pack, CaseFacts facts,
                             const std::vector<std::string>& flags) {
  std::vector<std::pair<std::string, std::string>> answers;
  std::vector<std::pair<std::string, std::string>> sets;
  for (const std::string& flag : flags) {
    const std::size_t space = flag.find(' ');
    const std::string value = flag.substr(space + 1);
    if (flag.starts_with("--set ")) {
      const std::size_t equals = value.find('=');
      sets.emplace_back(value.substr(0, equals), value.substr(equals + 1));
    } else {
      answers.emplace_back(flag.substr(0, space), value);
    }
  }
  if (const auto done = apply_answers(answers, sets, {pack}, facts); !done) return fail(done.error());
  return facts;
}

template <typename T, typename Key>
void merge(std::vector<T>& into, std::vector<T> more, Key key) {
  for (T& one : more) {
    const auto at = std::lower_bound(into.begin(), into.end(), one,
                                     [&](const T& a, const T& b) { return key(a) < key(b); });
    if (at == into.end() || key(*at) != key(one)) into.insert(at, std::move(one));
  }
}

void count_as_in(Opinion leading, Opinion& opinion) {
  opinion.items = std::move(leading.items);
  opinion.margins = std::move(leading.margins);
  opinion.counted_as_in_first_branch = true;
  merge(opinion.citations, std::move(leading.citations), [](const Citation& c) { return c.code; });
  merge(opinion.labels, std::move(leading.labels), [](const auto& label) { return label.first; });
}

bool is_held(const HeldAnswers& held, std::string_view name) {
  if (id_of(name) != "item.important_notified") return false;
  return std::any_of(held.items.begin(), held.items.end(), [&](std::size_t item) {
    return !name.starts_with("data[") || name.starts_with(fmt::format("data[{}].", item));
  });
}

}  // namespace

void complete_branches(const law::RulePack& pack, const CaseFacts& facts, Date as_of, const HeldAnswers& held,
                       Opinion& opinion) {
  if (opinion.route_class != RouteClass::kUndetermined) return;
  for (Question& question : opinion.questions) {
    if (question.flag.empty()) {
      question.flag = flag_for(pack, question);
    } else {
      question.flag += numbers_for(pack, question);
    }
    const auto& names = question.facts;
    if (std::any_of(names.begin(), names.end(), [&](const std::string& name) { return is_held(held, name); }))
      question.flag = held.command;
  }
  const auto is_decided = [&](const Branch& b) { return pack.route(b.route) != nullptr; };
  if (std::none_of(opinion.branches.begin(), opinion.branches.end(), is_decided)) return;
  for (Branch& branch : opinion.branches) {
    std::vector<std::string> flags = flags_for(pack, branch.when);
    const auto stated = with_flags(pack, facts, flags);
    if (!stated) continue;
    law::DecideOptions options;
    options.proof = false;
    options.advice = &branch == &opinion.branches.front() && is_decided(branch);
    Opinion then = law::decide(pack, *stated, as_of, options);
    if (then.route != branch.route) continue;
    // How many they are is the reader's to write.
    for (std::string& flag : flags) {
      constexpr std::string_view kSomebody = ".subjects=1";
      if (flag.ends_with(kSomebody)) flag.replace(flag.size() - 1, 1, "NUMBER");
    }
    const auto needs_held = [&](const auto& one) {
      return one.second == FactValue{false} && is_held(held, one.first);
    };
    branch.flags = std::move(flags);
    if (std::any_of(branch.when.begin(), branch.when.end(), needs_held)) branch.flags = {held.command};
    branch.legal_basis = then.legal_basis;
    if (options.advice) count_as_in(std::move(then), opinion);
  }
}

}  // namespace tidegate
