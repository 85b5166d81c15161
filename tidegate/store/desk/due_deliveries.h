// Which messages to webhooks are due, as SQL. Private to this room.
#pragma once

#include <string>

namespace tidegate::store {

// A further condition on deliveries: of none of so many firms, whose ids are given as values.
inline std::string not_of_firms(std::size_t firms) {
  if (firms == 0) return {};
  std::string marks = "?";
  for (std::size_t i = 1; i < firms; ++i) marks += ", ?";
  return " AND webhook NOT IN (SELECT id FROM webhooks WHERE tenant IN (" + marks + "))";
}

}  // namespace tidegate::store
