// Claims: what the expression reader accepts comes back from its own canonical text, unchanged.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "tidegate/law/expr.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tidegate::law;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto terms = parse_linear(text); terms && terms->empty()) std::abort();
  const auto tree = parse_expr(text);
  if (!tree) return 0;
  const std::string canonical = to_text(*tree);
  // The canonical text of a bounded expression may be a little longer than the bound.
  if (canonical.size() > kMaxExprBytes) return 0;
  const auto again = parse_expr(canonical);
  if (!again || !(*again == *tree) || to_text(*again) != canonical) std::abort();
  return 0;
}
