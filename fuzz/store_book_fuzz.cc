// Claim: bytes are either refused as damaged, or they are the very bytes that the register's book read from
// them is written as. The same first line with the hash that belongs to it obeys it too.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "tidegate/base/check.h"
#include "tidegate/base/hash.h"
#include "tidegate/store/register/register_book.h"

namespace {

void check(std::string_view bytes) {
  const auto book = tidegate::read_book(bytes);
  if (book) {
    TIDEGATE_CHECK(tidegate::write_book(*book) == bytes);
    return;
  }
  TIDEGATE_CHECK(book.error().code == tidegate::ErrorCode::kCorrupt);
  TIDEGATE_CHECK(!book.error().what.empty() && !book.error().what_zh.empty());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  check(bytes);
  const std::string line(bytes.substr(0, bytes.find('\n')));
  check(line + "\n" + tidegate::sha256_hex(line) + "\n");
  return 0;
}
