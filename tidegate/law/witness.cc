#include "tidegate/law/witness.h"

#include <fmt/format.h>

#include "tidegate/law/plan.h"

namespace tidegate::law {
namespace {

std::string value_text(const FactValue& value) {
  if (const auto* b = std::get_if<bool>(&value)) return *b ? "yes" : "no";
  return to_string(value);
}

void differing(const Plan& plan, const std::vector<FactSlot>& slots, const Facts& facts,
               const std::string& prefix, std::vector<std::string>& lines) {
  for (const FactSlot& slot : slots) {
    const FactValue* value = facts.find(slot.name);
    if (value == nullptr || slot_value(plan, slot, *value) == slot.when_no) continue;
    lines.push_back(fmt::format("{}{} = {}", prefix, slot.name, value_text(*value)));
  }
}

}  // namespace

std::vector<std::string> given_lines(const RulePack& pack, const CaseFacts& facts) {
  std::vector<std::string> lines;
  differing(*pack.plan, pack.plan->flow_facts, facts.flow, "", lines);
  for (std::size_t i = 0; i < facts.items.size(); ++i) {
    const std::string prefix = fmt::format("data[{}].", i);
    const std::size_t before = lines.size();
    differing(*pack.plan, pack.plan->item_facts, facts.items[i], prefix, lines);
    if (lines.size() == before && !pack.plan->item_facts.empty()) {
      // An item about which nothing is special still is an item.
      const std::string& name = pack.plan->item_facts.front().name;
      const FactValue* value = facts.items[i].find(name);
      lines.push_back(fmt::format("{}{} = {}", prefix, name, value == nullptr ? "no" : value_text(*value)));
    }
  }
  return lines;
}

std::vector<std::string> case_lines(const Witness& witness) {
  std::vector<std::string> lines{"as of " + witness.as_of.str()};
  for (const std::string& g : witness.given) lines.push_back("given " + g);
  return lines;
}

}  // namespace tidegate::law
