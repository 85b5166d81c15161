// Claim: bytes are either refused with a code of the header, or they are the very bytes that the bundle read
// from them is written as. The same bytes sealed anew (a fuzzer cannot guess a hash) obey it too, so that the
// reader behind the hash is reached.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "tidegate/base/check.h"
#include "tidegate/base/hash.h"
#include "tidegate/base/json.h"
#include "tidegate/store/bundle.h"

namespace {

void check(std::string_view bytes) {
  const auto bundle = tidegate::read_bundle(bytes);
  if (bundle) {
    TIDEGATE_CHECK(tidegate::write_bundle(*bundle) == bytes);
    return;
  }
  using enum tidegate::ErrorCode;
  const tidegate::ErrorCode code = bundle.error().code;
  TIDEGATE_CHECK(code == kCorrupt || code == kOutOfRange || code == kLimit);
  TIDEGATE_CHECK(!bundle.error().what.empty() && !bundle.error().what_zh.empty());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  check(bytes);
  const auto json = tidegate::parse_json(bytes, "f");
  if (!json || json->object() == nullptr) return 0;
  tidegate::Json::Object members;
  for (const auto& member : *json->object()) {
    if (member.first != "sha256" && member.first != "format") members.push_back(member);
  }
  members.emplace_back("format", tidegate::Json(std::string("tidegate.tga/1")));
  const std::string hash = tidegate::sha256_hex(tidegate::canonical_text(tidegate::Json(members)));
  members.emplace_back("sha256", tidegate::Json(hash));
  check(tidegate::canonical_text(tidegate::Json(members)) + "\n");
  return 0;
}
