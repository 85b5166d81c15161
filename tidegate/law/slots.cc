// Facts by name into slots by number, and back.
#include <fmt/format.h>

#include <algorithm>

#include "tidegate/law/plan.h"

namespace tidegate::law {
namespace {

using FactList = std::vector<std::pair<std::string, FactValue>>;

// Both lists are sorted by name: one walk. Facts that the pack does not know are passed over.
template <typename Misfit>
void fill(const Plan& plan, const std::vector<FactSlot>& slots, const std::vector<std::int32_t>& by_name,
          const FactList& facts, Absent absent, std::vector<Value>& into, const Misfit& misfit) {
  into.resize(slots.size());
  auto fact = facts.begin();
  for (const std::int32_t index : by_name) {
    const auto at = static_cast<std::size_t>(index);
    const FactSlot& slot = slots[at];
    int order = -1;
    while (fact != facts.end() && (order = fact->first.compare(slot.name)) < 0) ++fact;
    if (fact == facts.end() || order != 0) {
      into[at] = absent == Absent::kNo || slot.claimed ? slot.when_no : kUnknownValue;
      continue;
    }
    into[at] = slot_value(plan, slot, fact->second);
    if (into[at] == kUnknownValue && !is_unknown(fact->second)) misfit(slot);
    ++fact;
  }
}

}  // namespace

Value slot_value(const Plan& plan, const FactSlot& slot, const FactValue& value) {
  switch (slot.type) {
    case FactType::kBool:
      if (const auto* b = std::get_if<bool>(&value)) return *b ? 1 : 0;
      break;
    case FactType::kInt:
      if (const auto* n = std::get_if<std::int64_t>(&value); n != nullptr && *n >= 0)
        return std::min(*n, kMaxNumber);
      break;
    case FactType::kDate:
      if (const auto* d = std::get_if<Date>(&value)) return d->days();
      break;
    case FactType::kEnum:
      if (const auto* s = std::get_if<Symbol>(&value)) {
        const Value symbol = plan.symbol(s->name);
        if (std::find(slot.values.begin(), slot.values.end(), symbol) != slot.values.end()) return symbol;
      }
      break;
    case FactType::kSymbol:
      if (const auto* s = std::get_if<Symbol>(&value)) return plan.symbol(s->name);
      break;
  }
  return kUnknownValue;
}

SlotCase slots_of(const RulePack& pack, const CaseFacts& facts, std::vector<std::string>* misfits) {
  const Plan& plan = *pack.plan;
  SlotCase found;
  const auto note = [&](std::string name) {
    if (misfits != nullptr) misfits->push_back(std::move(name));
  };
  fill(plan, plan.flow_facts, plan.flow_by_name, facts.flow.all(), facts.absent, found.flow,
       [&](const FactSlot& slot) { note(slot.name); });
  found.items.resize(facts.items.size());
  for (std::size_t i = 0; i < facts.items.size(); ++i) {
    fill(plan, plan.item_facts, plan.item_by_name, facts.items[i].all(), facts.absent, found.items[i],
         [&](const FactSlot& slot) { note(fmt::format("data[{}].{}", i, slot.name)); });
  }
  return found;
}

FactValue fact_value(const Plan& plan, FactType type, Value value) {
  if (value == kUnknownValue) return Unknown{};
  switch (type) {
    case FactType::kBool:
      return value != 0;
    case FactType::kInt:
      return value;
    case FactType::kDate:
      return Date::from_days(static_cast<std::int32_t>(value));
    case FactType::kEnum:
    case FactType::kSymbol:
      break;
  }
  return Symbol{value == kOtherSymbol ? "other" : plan.symbols[static_cast<std::size_t>(value)]};
}

}  // namespace tidegate::law
