#include "tidegate/permit/declared.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace tidegate::permit {
namespace {

// What may be on that day may not be on the next. The last day that can be written has none.
Date day_after(Date last) {
  const Date next = last.plus_days(1);
  return next < DateInterval{}.to ? next : last;
}

// The row of an item is what the law was asked of: it holds what its group and all items state. What is
// anonymised is no less than pseudonymised.
bool is_pseudonymised(const Transfer& transfer, std::size_t index) {
  const DataItem& item = transfer.items[index];
  const auto says_so = [](const Facts& facts) {
    const auto is_true = [&](std::string_view name) {
      const FactValue* said = facts.find(name);
      return said != nullptr && *said == FactValue{true};
    };
    return is_true("pseudonymised") || is_true("anonymised");
  };
  const std::size_t row = item.row.value_or(index);
  return says_so(item.stated) || (row < transfer.facts.items.size() && says_so(transfer.facts.items[row]));
}

void add(Permit& permit, ConditionKind kind, Text says, std::string item = {}, std::optional<Date> day = {}) {
  permit.conditions.push_back(
      {fmt::format("c{}", permit.conditions.size() + 1), kind, std::move(says), std::move(item), day, {}});
}

void add_pseudonymised(const Decision& decision, const Transfer& transfer, Permit& permit) {
  std::vector<std::string> declared;
  std::size_t allowed = 0;
  for (const ItemOutcome& outcome : decision.items) {
    if (outcome.verdict == ItemVerdict::kRefused) continue;
    ++allowed;
    if (is_pseudonymised(transfer, outcome.item)) declared.push_back(outcome.name);
  }
  if (declared.empty()) return;
  if (declared.size() == allowed)
    return add(permit, ConditionKind::kPseudonymised,
               {"as declared, every data item is pseudonymised", "按申报，各数据项均已去标识化"});
  for (std::string& name : declared)
    add(permit, ConditionKind::kPseudonymised,
        {"as declared, this data item is pseudonymised", "按申报，该数据项已去标识化"}, std::move(name));
}

void add_end_of_storage(const Transfer& transfer, Permit& permit) {
  if (!transfer.retention_to) return;
  const std::string& after = transfer.after_retention;
  const Text then = after == "delete"      ? Text{", then deleted", "，期满删除"}
                    : after == "return"    ? Text{", then returned", "，期满返还"}
                    : after == "anonymise" ? Text{", then anonymised", "，期满匿名化"}
                                           : Text{};
  const std::string last = transfer.retention_to->str();
  add(permit, ConditionKind::kDeleteBy,
      {fmt::format("as declared, kept abroad until {} at the latest{}", last, then.en),
       fmt::format("按申报，境外保存至 {} 止{}", last, then.zh)},
      {}, day_after(*transfer.retention_to));
}

}  // namespace

std::optional<DeclaredEnd> declared_end(const Transfer& transfer) {
  std::optional<DeclaredEnd> first;
  const auto take = [&](const std::optional<Date>& last, std::string where, const Text& what) {
    if (!last || (first && first->until <= day_after(*last))) return;
    first = {day_after(*last),
             std::move(where),
             {fmt::format("{} {}", what.en, last->str()), fmt::format("{} {}", what.zh, last->str())}};
  };
  take(transfer.scenario.purpose_ends, "/scenario/purpose_ends", {"the purpose is met on", "目的实现日期为"});
  for (std::size_t i = 0; i < transfer.legal_documents.size(); ++i)
    take(transfer.legal_documents[i].expires_on, fmt::format("/legal_documents/{}/expires_on", i),
         {"the legal document expires on", "法律文件到期日期为"});
  return first;
}

void add_declared_conditions(const Decision& decision, const Transfer& transfer, Permit& permit) {
  add_pseudonymised(decision, transfer, permit);
  if (transfer.scenario.onward_none)
    add(permit, ConditionKind::kNoOnward,
        {"as declared, not provided to another recipient abroad", "按申报，不向境外其他接收方提供"});
  add_end_of_storage(transfer, permit);
}

}  // namespace tidegate::permit
