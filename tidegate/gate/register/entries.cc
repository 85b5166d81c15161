#include "tidegate/gate/register/entries.h"

#include <fmt/format.h>

#include <algorithm>

#include "tidegate/base/hash.h"

namespace tidegate {

bool is_same_transfer(const RegisterEntry& a, const RegisterEntry& b) {
  return a.record == b.record && a.on == b.on && a.recipient == b.recipient && a.region == b.region;
}

std::string free_entry_id(const RegisterBook& book, const RegisterEntry& entry) {
  constexpr std::size_t kDigits = 12;
  std::string id = !entry.id.empty() ? entry.id
                                     : sha256_hex(fmt::format("{} {} {} {}", entry.record, entry.on.str(),
                                                              entry.recipient, entry.region));
  const auto is_taken = [&](const RegisterExporter& exporter) {
    return std::any_of(exporter.entries.begin(), exporter.entries.end(),
                       [&](const RegisterEntry& one) { return one.id == id.substr(0, kDigits); });
  };
  while (std::any_of(book.exporters.begin(), book.exporters.end(), is_taken)) id = sha256_hex(id);
  return id.substr(0, kDigits);
}

}  // namespace tidegate
