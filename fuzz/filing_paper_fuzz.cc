// Claim: any octets give a look, the same twice; only pictures have a size; what has no known beginning has
// no format.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "tidegate/base/check.h"
#include "tidegate/filing/paper.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tidegate::filing;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const PaperLook look = look_at(bytes);
  TIDEGATE_CHECK(look == look_at(bytes));
  const bool is_picture = look.format == PaperFormat::kPng || look.format == PaperFormat::kJpeg;
  TIDEGATE_CHECK(is_picture || (look.width == 0 && look.height == 0));
  TIDEGATE_CHECK(look.format != PaperFormat::kOther || !look.is_whole);
  TIDEGATE_CHECK(!bytes.empty() || look == PaperLook{});
  return 0;
}
