// Claim: the name of a tile is refused, or is the one that is written of what it was read as; a bundle is
// refused, or is the octets that its entries are written as.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "tidegate/base/check.h"
#include "tidegate/evidence/tile.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tidegate::evidence;
  const std::string_view octets(reinterpret_cast<const char*>(data), size);
  if (const auto name = parse_tile_path(octets)) {
    TIDEGATE_CHECK(tile_path(*name) == octets);
    TIDEGATE_CHECK(name->width >= 1 && name->width <= kTileWidth);
  } else {
    TIDEGATE_CHECK(!name.error().what.empty() && !name.error().what_zh.empty());
  }
  for (int width = 1; width <= 4; ++width) {
    if (const auto entries = read_bundle(octets, width)) {
      std::string again;
      for (const std::string_view entry : *entries) append_to_bundle(again, entry);
      TIDEGATE_CHECK(again == octets && entries->size() == static_cast<std::size_t>(width));
    }
    if (const auto hashes = read_tile(octets, width)) TIDEGATE_CHECK(write_tile(*hashes) == octets);
  }
  return 0;
}
