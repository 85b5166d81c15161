// Parts that the texts of this room share. Private to it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/base/json.h"
#include "tidegate/base/json_reader.h"
#include "tidegate/terms/flow.h"
#include "tidegate/terms/permit.h"

namespace tidegate::permit {

inline constexpr std::size_t kLongestName = 300;  // octets
inline constexpr std::size_t kLongestText = 4'000;
inline constexpr std::size_t kMostSteps = 200;
inline constexpr std::int64_t kLargestAmount = 1'000'000'000'000'000'000;

// A number that a caller in the same process could have spoilt is as good as none.
inline std::optional<std::int64_t> sane(std::optional<std::int64_t> n) {
  return n && *n >= 0 && *n <= kLargestAmount ? n : std::nullopt;
}

Json text_json(const Text& text);
Json strings_json(const std::vector<std::string>& strings);
Json number_json(const std::optional<std::int64_t>& number);
Json day_json(const std::optional<Date>& day);
Json bound_json(const YearlyBound& bound);
Json condition_json(const PermitCondition& condition);

// Of `least` to `most` octets, without control characters.
std::string word_at(const JsonReader& in, std::size_t least, std::size_t most = kLongestName);
// 1 to 64 of letters, digits, '.', '_', '-'; the first a letter or digit.
std::string id_at(const JsonReader& in);
std::string hash_at(const JsonReader& in);  // 64 lower-case hexadecimal digits
std::int64_t instant_at(const JsonReader& in);
Text both_at(const JsonReader& in, bool may_be_empty);
std::optional<std::int64_t> amount_at(const JsonReader& in);  // null or 0..kLargestAmount
std::optional<Date> day_at(const JsonReader& in);             // null or a day
std::vector<std::string> words_at(const JsonReader& in, std::size_t least, std::size_t most);
YearlyBound bound_at(const JsonReader& in);
std::vector<std::string> signers_at(const JsonReader& in);  // 1 to 16, each once
Encryption encryption_at(const JsonReader& in);
bool is_id(std::string_view text);
bool is_domain(std::string_view text);  // lower case, no final dot; "*." may stand before it

template <typename T, typename Write>
Json array_of(const std::vector<T>& values, const Write& write) {
  Json::Array items;
  for (const T& value : values) items.push_back(write(value));
  return Json(std::move(items));
}

// value as its document's bytes: parsed, read by `read`, faults with their place.
template <typename T, typename Read>
Result<T> read_whole(std::string_view bytes, std::string_view where, const Read& read) {
  const auto json = parse_json(bytes, where);
  if (!json) return fail(json.error());
  JsonFault fault{std::string(where), {}};
  const JsonReader in(*json, fault);
  T value = read(in);
  if (fault.first) return fail(std::move(*fault.first));
  return value;
}

}  // namespace tidegate::permit
