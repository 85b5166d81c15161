#include "tidegate/terms/transfer.h"

namespace tidegate {

CaseFacts facts_for_recipient(const Transfer& transfer, std::size_t recipient) {
  CaseFacts facts = transfer.facts;
  if (recipient >= transfer.recipients.size()) return facts;
  for (const auto& [name, value] : transfer.recipients[recipient].facts.all()) facts.flow.set(name, value);
  return facts;
}

}  // namespace tidegate
