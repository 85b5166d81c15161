// What a small authority keeps of its status list: which entries are revoked or suspended. Private to gate.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/base/result.h"

namespace tidegate {

inline constexpr std::int64_t kMostEntries = 1'000'000;

struct StatusEntries {
  std::string uri;
  std::int64_t size = 0;  // entries, used or not
  int days = 7;           // until a signed list is past its end
  std::set<std::int64_t> revoked;
  std::set<std::int64_t> suspended;

  std::vector<int> values() const;  // each 0, 1 or 2
};

Result<StatusEntries> read_entries(std::string_view bytes, std::string_view where);
std::string write_entries(const StatusEntries& entries);
// Errors: kMalformed (no number), kOutOfRange (beyond the list, or revoked: that stays).
Result<void> change_entries(StatusEntries& entries, const std::vector<std::string>& revoke,
                            const std::vector<std::string>& suspend, const std::vector<std::string>& restore);

}  // namespace tidegate
