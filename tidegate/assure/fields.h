// Parts that the readers of this room share. Private to it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tidegate/base/json_reader.h"

namespace tidegate::assure {

inline constexpr std::size_t kLongestName = 300;  // octets
inline constexpr std::size_t kMostNames = 500;

// 1 to kLongestName octets without control characters.
std::string word_at(const JsonReader& in);
// Each once, at most kMostNames.
std::vector<std::string> words_at(const JsonReader& in);
// A unified social credit code, its check character included.
std::string uscc_at(const JsonReader& in);
// NumericDate (RFC 7519) of the years 1970 to 9999, as milliseconds.
std::int64_t seconds_at(const JsonReader& in);
std::int64_t instant_at(const JsonReader& in);
// [from, to) of members "from" and "to"; either may be left out: open.
DateInterval days_at(const JsonReader& in);

}  // namespace tidegate::assure
