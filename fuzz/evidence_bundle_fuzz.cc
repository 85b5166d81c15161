// Claim: octets are no bundle, with a reason in both languages, or they are what the bundle read from them is
// written as; nothing holds by nobody's trust, and each step has its say.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "tidegate/base/check.h"
#include "tidegate/evidence/signers_test.h"
#include "tidegate/evidence/verify.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tidegate;
  const std::string_view file(reinterpret_cast<const char*>(data), size);
  const auto opened = evidence::read_bundle(file, "f");
  if (opened) {
    TIDEGATE_CHECK(!opened->is_whole || evidence::write_bundle(opened->bundle) == file);
  } else {
    TIDEGATE_CHECK(!opened.error().what.empty() && !opened.error().what_zh.empty());
  }
  static const Sha256TreeHasher kHasher;
  evidence::TestCheck check;
  const auto verified =
      evidence::verify_bundle(file, {std::nullopt, INT64_MAX, true}, {kHasher, nullptr, check, nullptr});
  TIDEGATE_CHECK(!verified.holds && verified.steps.size() == evidence::kSteps);
  for (const evidence::Step& step : verified.steps)
    TIDEGATE_CHECK(!step.says.en.empty() && !step.says.zh.empty());
  return 0;
}
