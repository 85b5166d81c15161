#include "tidegate/report/phrases_changes.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "tidegate/report/labels.h"
#include "tidegate/report/numbers.h"
#include "tidegate/report/phrases.h"
#include "tidegate/report/phrases_transfer.h"

namespace tidegate::report {
namespace {

// "contacts: send at most 9,999 persons (now 12,400)"
Text count_text(const Assessment& assessment, const Opinion& opinion, std::size_t row, std::int64_t to,
                std::optional<std::int64_t> now) {
  const std::string name = item_name(assessment, opinion, row);
  const std::string now_en = now ? fmt::format(" (now {})", grouped(*now)) : "";
  const std::string now_zh = now ? fmt::format("（现为 {} 人）", grouped(*now)) : "";
  if (now && to < *now) {
    return {fmt::format("{}: send at most {} persons{}", name, grouped(to), now_en),
            fmt::format("{}：不超过 {} 人{}", name, grouped(to), now_zh)};
  }
  return {fmt::format("{}: from {} persons{}", name, grouped(to), now_en),
          fmt::format("{}：达到 {} 人时{}", name, grouped(to), now_zh)};
}

Text flip_text(const Assessment& assessment, const Opinion& opinion, const CountFlip& flip) {
  const std::vector<Facts>& items = items_of(assessment, opinion);
  const FactValue* value = flip.item < items.size() ? items[flip.item].find("subjects") : nullptr;
  const auto* now = value ? std::get_if<std::int64_t>(value) : nullptr;
  return count_text(assessment, opinion, flip.item, flip.to_subjects,
                    now ? std::optional(*now) : std::nullopt);
}

// What the pack's words for a change of number say behind a semicolon: "splitting ... is forbidden".
void caution(Text& into, const FactChange& step) {
  const std::string tail = ": " + to_string(step.from) + " -> " + to_string(step.to);
  const auto add = [&](std::string& text, const std::string& says, std::string_view mark) {
    const std::size_t begin = says.find(mark);
    const std::size_t end = says.rfind(tail);
    if (begin == std::string::npos) return;
    text += says.substr(begin, end == std::string::npos || end < begin ? end : end - begin);
  };
  add(into.en, step.says.en, "; ");
  add(into.zh, step.says.zh, "；");
}

// Row of "data[3].subjects".
std::optional<std::size_t> row_of_subjects(std::string_view fact) {
  constexpr std::string_view kBefore = "data[";
  constexpr std::string_view kAfter = "].subjects";
  if (!fact.starts_with(kBefore) || !fact.ends_with(kAfter) ||
      fact.size() < kBefore.size() + kAfter.size() + 1) {
    return std::nullopt;
  }
  std::size_t row = 0;
  for (const char c : fact.substr(kBefore.size(), fact.size() - kBefore.size() - kAfter.size())) {
    if (c < '0' || c > '9' || row > 1'000'000) return std::nullopt;
    row = row * 10 + static_cast<std::size_t>(c - '0');
  }
  return row;
}

Text steps_text(const Assessment& assessment, const Opinion& opinion, const RouteChange& change) {
  Text says;
  std::vector<Text> told;
  for (const FactChange& step : change.steps) {
    Text text = step.says;
    const auto row = row_of_subjects(step.fact);
    const auto* from_count = std::get_if<std::int64_t>(&step.from);
    const auto* to_count = std::get_if<std::int64_t>(&step.to);
    if (row && from_count && to_count) {
      text = count_text(assessment, opinion, *row, *to_count, *from_count);
      if (*to_count < *from_count) caution(text, step);
    } else if (text.empty()) {
      const Text fact = fact_words(opinion, step.fact);
      const Text from = value_label(step.from);
      const Text to = value_label(step.to);
      text = {fmt::format("{}: {} instead of {}", fact.en, to.en, from.en),
              fmt::format("{}：由{}改为{}", fact.zh, from.zh, to.zh)};
    }
    // The same thing done to several items is said once.
    if (std::find(told.begin(), told.end(), text) != told.end()) continue;
    told.push_back(text);
    append(says, text, "; ", "；");
  }
  return says;
}

// "data[0]" becomes the name of that row.
std::string with_item_names(const Assessment& assessment, const Opinion& opinion, std::string text) {
  for (std::size_t row = 0; row < items_of(assessment, opinion).size(); ++row) {
    const std::string place = fmt::format("data[{}]", row);
    std::string name = item_name(assessment, opinion, row);
    if (name.find(' ') != std::string::npos) name = "“" + name + "”";
    for (std::size_t at = 0; (at = text.find(place, at)) != std::string::npos; at += name.size()) {
      text.replace(at, place.size(), name);
    }
  }
  return text;
}

// Takes "<between><words>" off the end; false: it does not end so.
bool drop_end(std::string& text, std::string_view between, std::string_view words) {
  const std::string end = std::string(between) + std::string(words);
  if (words.empty() || !text.ends_with(end)) return false;
  text.resize(text.size() - end.size());
  return true;
}

BranchRow branch_row(const Opinion& opinion, const Branch& branch) {
  BranchRow row{branch.says, {}, false, branch.legal_basis};
  if (branch.says.empty()) {
    row.route = branch.route;
    for (const auto& [fact, value] : branch.when) {
      const Text name = fact_words(opinion, fact);
      const Text shown = value_label(value);
      append(row.when, {name.en + ": " + shown.en, name.zh + "：" + shown.zh}, "; ", "；");
    }
    return row;
  }
  // The pack's sentence ends with its route: shown apart, in short words.
  const Text title = words_of_pack(opinion, branch.route, route_label);
  if (!drop_end(row.when.en, ": ", title.en) || !drop_end(row.when.zh, "：", title.zh)) {
    row.when = branch.says;
    return row;
  }
  row.route = branch.route;
  row.one_answer =
      drop_end(row.when.en, ", ", "the rest as usual") && drop_end(row.when.zh, "，", "其余同常见情形");
  return row;
}

}  // namespace

std::vector<BranchRow> branch_rows(const Assessment& assessment, const Opinion& opinion) {
  std::vector<BranchRow> rows;
  for (const Branch& branch : opinion.branches) {
    BranchRow row = branch_row(opinion, branch);
    row.when = {with_item_names(assessment, opinion, row.when.en),
                with_item_names(assessment, opinion, row.when.zh)};
    const auto same = std::find_if(rows.begin(), rows.end(), [&](const BranchRow& other) {
      return row.one_answer && other.one_answer && other.route == row.route;
    });
    if (same == rows.end()) {
      rows.push_back(std::move(row));
    } else {
      append(same->when, row.when, "; or ", "；或");
      std::erase_if(same->legal_basis, [&](const std::string& article) {
        return std::find(row.legal_basis.begin(), row.legal_basis.end(), article) == row.legal_basis.end();
      });
    }
  }
  if (!rows.empty()) {
    std::stable_partition(rows.begin() + 1, rows.end(), [](const BranchRow& row) { return row.one_answer; });
  }
  return rows;
}

const std::vector<std::string>& basis_shown(const Opinion& opinion) {
  const bool leads = opinion.legal_basis.empty() && opinion.counted_as_in_first_branch;
  return leads ? opinion.branches.front().legal_basis : opinion.legal_basis;
}

std::string declaration_keys(const Assessment& assessment, const Question& question) {
  constexpr std::size_t kNamed = 2;
  if (assessment.transfer.origin.empty()) return {};
  std::string keys;
  for (std::size_t i = 0; i < std::min(question.facts.size(), kNamed); ++i)
    keys += (keys.empty() ? "" : ", ") + question.facts[i];
  if (question.facts.size() > kNamed) return keys + " …";
  const std::size_t space = question.flag.find(' ');
  const bool has_words = question.facts.size() == 1 && question.flag.starts_with("--") &&
                         space != std::string::npos && question.flag.find('=') == std::string::npos;
  return has_words ? keys + ":" + question.flag.substr(space) : keys;
}

std::string shell_word(const std::string& flag) {
  if (flag.find('[') == std::string::npos) return flag;
  const std::size_t space = flag.find(' ');
  return flag.substr(0, space + 1) + "'" + flag.substr(space + 1) + "'";
}

Text counted_as(const Opinion& opinion) {
  if (!opinion.counted_as_in_first_branch) return {};
  return {"as in the first case above", "按上列第一种情形"};
}

std::vector<ChangeRow> changes(const Assessment& assessment, const Opinion& opinion) {
  std::vector<ChangeRow> rows;
  for (const RouteChange& change : opinion.changes)
    rows.push_back({change.new_route, steps_text(assessment, opinion, change)});
  if (const auto& flip = opinion.nearest_flip) {
    // The pack's own nearest change may be the same one; it is told once.
    const std::string fact = fmt::format("data[{}].subjects", flip->item);
    const bool told =
        std::any_of(opinion.changes.begin(), opinion.changes.end(), [&](const RouteChange& change) {
          return change.new_route == flip->new_route && change.steps.size() == 1 &&
                 change.steps[0].fact == fact && change.steps[0].to == FactValue{flip->to_subjects};
        });
    if (!told) rows.push_back({flip->new_route, flip_text(assessment, opinion, *flip)});
  }
  return rows;
}

}  // namespace tidegate::report
