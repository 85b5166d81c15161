// Claim: any bytes are either no entry, or one that is written out and reads back as itself. The same bytes
// with the hash that belongs to them obey it too.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "tidegate/base/check.h"
#include "tidegate/base/hash.h"
#include "tidegate/gate/scan/journal_entry.h"

namespace {

void check(const std::string& bytes) {
  const auto entry = tidegate::read_journal_entry(bytes);
  if (!entry) return;
  TIDEGATE_CHECK(entry->lines.size() == entry->tables.size());
  TIDEGATE_CHECK(entry->sets.size() == entry->tables.size());
  const std::string written = tidegate::write_journal_entry(*entry);
  const auto again = tidegate::read_journal_entry(written);
  TIDEGATE_CHECK(again.has_value() && again->stamp == entry->stamp && again->sets == entry->sets);
  TIDEGATE_CHECK(tidegate::write_journal_entry(*again) == written);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  check(bytes);
  const std::size_t line = bytes.find('\n');
  const std::string text = line == std::string::npos ? bytes : bytes.substr(line + 1);
  check(tidegate::sha256_hex(text) + "\n" + text);
  return 0;
}
