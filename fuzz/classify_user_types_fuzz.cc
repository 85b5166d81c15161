// Claim: any JSON is either refused with a place, or gives types whose values in a text lie in order, apart
// and inside it.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "tidegate/base/check.h"
#include "tidegate/base/json.h"
#include "tidegate/classify/user_types/user_types.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tidegate;
  const std::string_view bytes{reinterpret_cast<const char*>(data), size};
  // A text to look in stands behind the first line end.
  const std::string_view definition = bytes.substr(0, bytes.find('\n'));
  const std::string_view text = bytes.substr(std::min(bytes.size(), definition.size() + 1));
  const auto json = parse_json(definition, "f");
  if (!json) return 0;
  const auto types = UserTypes::parse(*json, "f");
  if (!types) {
    TIDEGATE_CHECK(!types.error().where.empty() && !types.error().what.empty() &&
                   !types.error().what_zh.empty());
    return 0;
  }
  std::string lower(text);
  for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  for (std::size_t type = 0; type < types->all().size(); ++type) {
    TIDEGATE_CHECK(types->all()[type].cost.tries <= kMostTries);
    std::vector<FoundUserValue> found;
    types->find(type, text, lower, found);
    std::size_t end = 0;
    for (const FoundUserValue& value : found) {
      TIDEGATE_CHECK(value.begin >= end && value.begin < value.end && value.end <= text.size());
      TIDEGATE_CHECK(value.end - value.begin <= kLongestUserValue);
      end = value.end;
    }
  }
  return 0;
}
