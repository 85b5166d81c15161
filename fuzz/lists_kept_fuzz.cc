// Claim: any bytes are either refused with a place, or read as a kept list that is written out and read back
// as itself; opened, it is unsigned exactly where no signature stands.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "tidegate/base/check.h"
#include "tidegate/lists/kept_list.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tidegate;
  const auto kept = lists::parse_kept_list({reinterpret_cast<const char*>(data), size}, "f");
  if (!kept) {
    TIDEGATE_CHECK(!kept.error().where.empty() && !kept.error().what.empty());
    return 0;
  }
  const auto again = lists::parse_kept_list(lists::kept_list_text(*kept), "f");
  TIDEGATE_CHECK(again.has_value() && *again == *kept);
  const auto list = lists::open_kept_list(*kept, "f", [](std::string_view) { return true; });
  if (list) TIDEGATE_CHECK((list->origin == lists::Origin::kUnsigned) == kept->signature.empty());
  return 0;
}
