#include "tidegate/terms/transfer.h"

namespace tidegate {

std::string row_name(const Transfer& transfer, std::size_t row) {
  std::string name;
  for (std::size_t i = 0; i < transfer.items.size(); ++i) {
    const DataItem& item = transfer.items[i];
    if (item.row.value_or(i) != row || item.name.empty()) continue;
    if (!name.empty()) name += ", ";
    name += item.name;
  }
  return name.empty() ? "data[" + std::to_string(row) + "]" : name;
}

CaseFacts facts_for_recipient(const Transfer& transfer, std::size_t recipient) {
  CaseFacts facts = transfer.facts;
  if (recipient >= transfer.recipients.size()) return facts;
  for (const auto& [name, value] : transfer.recipients[recipient].facts.all()) facts.flow.set(name, value);
  return facts;
}

}  // namespace tidegate
