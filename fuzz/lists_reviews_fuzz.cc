// Claim: any bytes are either refused with a place, or read as reviews that are written out and read back as
// themselves.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "tidegate/base/check.h"
#include "tidegate/lists/reviews.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tidegate;
  const auto reviews = lists::parse_reviews({reinterpret_cast<const char*>(data), size}, "f");
  if (!reviews) {
    TIDEGATE_CHECK(!reviews.error().where.empty() && !reviews.error().what.empty());
    return 0;
  }
  std::string text;
  for (const lists::Review& review : *reviews) text += lists::review_line(review);
  const auto again = lists::parse_reviews(text, "f");
  TIDEGATE_CHECK(again.has_value() && *again == *reviews);
  return 0;
}
