// Claim: bytes are refused in both languages, or they are a CMS of one signer; without an anchor none holds,
// and each answer that does not says why in both languages.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "tidegate/base/check.h"
#include "tidegate/ports/cms_signatures.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tidegate;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto cms = cms_check();
  const auto opened = cms->open(bytes);
  if (!opened) {
    TIDEGATE_CHECK(!opened.error().what.empty() && !opened.error().what_zh.empty());
    return 0;
  }
  TIDEGATE_CHECK(!opened->is_detached || opened->octets.empty());
  const std::string itself(bytes);  // as a certificate and as a revocation list it is none
  const auto found = cms->check({bytes, opened->octets, {&itself, 1}, {&itself, 1}, 0});
  TIDEGATE_CHECK(found && found->state != CmsSigned::State::kHolds);
  TIDEGATE_CHECK(!found->why.en.empty() && !found->why.zh.empty() && found->chain.empty());
  return 0;
}
