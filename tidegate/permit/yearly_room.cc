#include "tidegate/permit/yearly_room.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string_view>

#include "tidegate/permit/item_kind.h"

namespace tidegate::permit {
namespace {

using Count = std::optional<std::int64_t>;

Count number(const Facts& facts, std::string_view name) {
  const FactValue* value = facts.find(name);
  const auto* n = value == nullptr ? nullptr : std::get_if<std::int64_t>(value);
  if (n == nullptr) return std::nullopt;
  return std::max<std::int64_t>(*n, 0);
}
bool is_true(const Facts& facts, std::string_view name) {
  const FactValue* value = facts.find(name);
  const auto* is = value == nullptr ? nullptr : std::get_if<bool>(value);
  return is != nullptr && *is;
}

bool counts_in(const ItemOpinion& row, std::string_view counter) {
  return std::find(row.counted_in.begin(), row.counted_in.end(), counter) != row.counted_in.end();
}

constexpr std::string_view kOrdinary = "pi_nonsensitive";
constexpr std::string_view kSensitive = "pi_sensitive";
constexpr std::string_view kAll = "pi_all";

// What was allowed, as it counts.
struct Allowed {
  bool has_ordinary = false;
  bool has_sensitive = false;
  std::set<std::size_t> ordinary;  // rows
  std::set<std::size_t> sensitive;
  std::set<std::size_t> aside;  // of persons, and not counted
  std::set<std::size_t> aside_sensitive;
};

// A row whose sensitive items were refused, and that nothing else makes sensitive.
bool lost_its_sensitive(const Decision& decision, const Transfer& transfer, std::size_t row) {
  if (is_true(transfer.facts.items[row], "under14")) return false;
  bool was_refused = false;
  for (const ItemOutcome& outcome : decision.items) {
    if (outcome.item >= transfer.items.size()) continue;
    const DataItem& item = transfer.items[outcome.item];
    if (item.row.value_or(outcome.item) != row || !is_sensitive(item)) continue;
    if (outcome.verdict != ItemVerdict::kRefused) return false;
    was_refused = true;
  }
  return was_refused;
}

Allowed allowed_by(const Decision& decision, const Transfer& transfer, const std::vector<ItemOpinion>& rows) {
  Allowed out;
  for (const ItemOutcome& outcome : decision.items) {
    if (outcome.verdict == ItemVerdict::kRefused || outcome.item >= transfer.items.size()) continue;
    const DataItem& item = transfer.items[outcome.item];
    const std::size_t row = item.row.value_or(outcome.item);
    const auto counted =
        std::find_if(rows.begin(), rows.end(), [&](const ItemOpinion& one) { return one.item == row; });
    if (counted == rows.end() || row >= transfer.facts.items.size()) {
      out.has_sensitive |= is_sensitive(item);
      out.has_ordinary |= is_personal(item) && !is_sensitive(item);
      continue;
    }
    const Facts& facts = transfer.facts.items[row];
    const bool is_of_persons =
        is_personal(item) || is_true(facts, "personal") || !counted->counted_in.empty();
    if (!is_of_persons) continue;
    const bool is_ordinary = counts_in(*counted, kOrdinary);
    const bool was_sensitive =
        counts_in(*counted, kSensitive) ||
        (!is_ordinary && (is_sensitive(item) || is_true(facts, "sensitive") || is_true(facts, "under14")));
    if (counted->set_aside || is_true(facts, "anonymised")) {
      out.aside.insert(row);
      if (was_sensitive) out.aside_sensitive.insert(row);
    } else if (was_sensitive && !lost_its_sensitive(decision, transfer, row)) {
      out.has_sensitive = true;
      out.sensitive.insert(row);
    } else {
      // Whether it is counted may not be known: then it is.
      out.has_ordinary = true;
      out.ordinary.insert(row);
    }
  }
  return out;
}

// Of the rows, whom the counter holds already. What is not told is nobody.
std::int64_t again(const Transfer& transfer, const std::set<std::size_t>& rows, bool with_sensitive) {
  std::int64_t sum = 0;
  for (const std::size_t row : rows) {
    const Facts& facts = transfer.facts.items[row];
    sum += number(facts, "already_counted").value_or(0);
    if (with_sensitive) sum += number(facts, "counted_as_sensitive").value_or(0);
  }
  return sum;
}

// A year's most that was declared: who is new within a year leaves in it.
std::int64_t declared_of_a_year(const Transfer& transfer) {
  const PersonTotals& persons = transfer.scenario.persons;
  std::int64_t most = persons.pi.value_or(0) + persons.spi.value_or(0);
  std::int64_t before = 0;
  for (const std::int64_t whole : transfer.forecast) {
    most = std::max(most, whole - before);
    before = whole;
  }
  return most;
}

// None: how many they are is not declared.
Count persons_aside(const Transfer& transfer, const std::set<std::size_t>& rows) {
  std::int64_t sum = 0;
  for (const std::size_t row : rows) {
    const Count subjects = number(transfer.facts.items[row], "subjects");
    if (!subjects) return std::nullopt;
    sum += *subjects;
  }
  if (transfer.forecast.empty()) return sum;
  const PersonTotals& persons = transfer.scenario.persons;
  const bool is_told = persons.pi || persons.spi;
  const std::int64_t now =
      is_told ? persons.pi.value_or(0) + persons.spi.value_or(0) : transfer.forecast.front();
  return sum + std::max<std::int64_t>(transfer.forecast.back() - now, 0);
}

Text beside_exempt(std::int64_t room, bool is_of_sensitive, const Count& aside) {
  const std::string_view kind = is_of_sensitive ? " with sensitive information" : "";
  const std::string_view kind_zh = is_of_sensitive ? "敏感个人信息" : "";
  const Text most{
      fmt::format("at most {} persons{} a year beside those who leave under an exemption, or "
                  "another route is needed",
                  room, kind),
      fmt::format("除免予申报的以外，每年出境{}人数至多 {} 人，超过的须改用其他路径", kind_zh, room)};
  if (aside)
    return {fmt::format("{}; {} of these are in the bound of a year", most.en, *aside),
            fmt::format("{}；年度上限已另含免予申报的 {} 人", most.zh, *aside)};
  return {most.en + "; how many these are was not declared, so no bound of a year counts them",
          most.zh + "；免予申报的人数未申报，故未设年度上限"};
}

class Room {
 public:
  Room(const std::vector<RouteLimit>& limits, const Decision& decision, const Transfer& transfer,
       const std::vector<ItemOpinion>& rows)
      : limits_(limits), transfer_(transfer), allowed_(allowed_by(decision, transfer, rows)) {}

  YearlyRoom take() {
    const bool both = allowed_.has_ordinary && allowed_.has_sensitive;
    const Count ordinary = allowed_.has_ordinary ? below(kOrdinary, allowed_.ordinary) : std::nullopt;
    const Count sensitive = allowed_.has_sensitive ? below(kSensitive, allowed_.sensitive) : std::nullopt;
    Count persons = ordinary ? ordinary : sensitive;
    if (both && ordinary && sensitive) {
      const std::int64_t declared = declared_of_a_year(transfer_);
      persons = std::clamp(declared, *ordinary, *ordinary + *sensitive);
    } else if (both) {
      persons = std::nullopt;
    }
    if (allowed_.has_ordinary || allowed_.has_sensitive) {
      std::set<std::size_t> rows = allowed_.ordinary;
      rows.insert(allowed_.sensitive.begin(), allowed_.sensitive.end());
      const Count all = below(kAll, rows);
      if (all) persons = std::min(persons.value_or(*all), *all);
    }
    out_.sensitive_persons = with_aside(sensitive, allowed_.aside_sensitive, true);
    out_.persons = with_aside(persons, allowed_.aside, false);
    return std::move(out_);
  }

 private:
  Count before(std::string_view counter) const {
    const Count ordinary = number(transfer_.facts.flow, "cumulative_before.pi_nonsensitive");
    const Count sensitive = number(transfer_.facts.flow, "cumulative_before.pi_sensitive");
    if (counter == kOrdinary) return ordinary;
    if (counter == kSensitive) return sensitive;
    if (!ordinary || !sensitive) return std::nullopt;
    return *ordinary + *sensitive;
  }

  Count below(std::string_view counter, const std::set<std::size_t>& rows) {
    const auto limit = std::find_if(limits_.begin(), limits_.end(),
                                    [&](const RouteLimit& one) { return one.counter == counter; });
    if (limit == limits_.end()) return std::nullopt;
    const Count counted = before(counter);
    if (!counted) {
      out_.open =
          Error{ErrorCode::kMalformed,
                "how many persons were counted before in the year is not declared: state the bound of "
                "a year",
                "/cumulative_before", "未申报本年度此前已计入的人数：请写明年度人数上限"};
      // Whoever was counted before, a year is below the limit.
      return std::max<std::int64_t>(limit->limit - 1, 0);
    }
    const std::int64_t known = std::min(again(transfer_, rows, counter != kOrdinary), *counted);
    return std::max<std::int64_t>(limit->limit - 1 - *counted + known, 0);
  }

  Count with_aside(const Count& room, const std::set<std::size_t>& rows, bool is_of_sensitive) {
    if (!room || rows.empty()) return room;
    const Count aside = persons_aside(transfer_, rows);
    out_.duties.push_back(beside_exempt(*room, is_of_sensitive, aside));
    if (!aside) return std::nullopt;
    return *room + *aside;
  }

  const std::vector<RouteLimit>& limits_;
  const Transfer& transfer_;
  Allowed allowed_;
  YearlyRoom out_;
};

}  // namespace

YearlyRoom yearly_room(const std::vector<RouteLimit>& limits, const std::vector<ItemOpinion>& rows,
                       const Decision& decision, const Transfer& transfer) {
  if (limits.empty()) return {};
  return Room(limits, decision, transfer, rows).take();
}

YearlyRoom unknown_room() {
  YearlyRoom room;
  room.open = Error{ErrorCode::kMalformed,
                    "how many persons a year the route leaves is not known: state the bound of a year",
                    "/persons", "该路径每年可出境的人数不详：请写明年度人数上限"};
  return room;
}

}  // namespace tidegate::permit
