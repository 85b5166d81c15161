// Claim: bytes are either refused as damaged, or they are the very bytes that the set read from them is
// written as; but that a file which says of one identifier that it stands alone and that it belongs to
// another is written without the first. The same bytes with the hash that belongs to them obey it too.
#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/base/check.h"
#include "tidegate/base/hash.h"
#include "tidegate/store/register/subject_file.h"

namespace {

void check(std::string_view bytes) {
  tidegate::MemorySource source(bytes);
  std::vector<tidegate::SubjectLink> links;
  const auto read =
      tidegate::read_subjects(source, [&](const tidegate::SubjectLink& link) { links.push_back(link); });
  if (!read) {
    TIDEGATE_CHECK(read.error().code == tidegate::ErrorCode::kCorrupt);
    TIDEGATE_CHECK(!read.error().what.empty() && !read.error().what_zh.empty());
    return;
  }
  std::set<std::uint64_t> alone;
  bool is_both = false;
  for (const tidegate::SubjectLink& link : links) {
    if (link.owner == 0) alone.insert(link.id);
  }
  for (const tidegate::SubjectLink& link : links)
    is_both = is_both || (link.owner != 0 && alone.count(link.id) != 0);
  const std::string again = tidegate::write_subjects(links, read->strangers);
  TIDEGATE_CHECK(is_both ? again.size() < bytes.size() : again == bytes);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  check(bytes);
  if (size < 32) return 0;
  std::string sealed(bytes.substr(0, size - 32));
  const tidegate::Sha256 hash = tidegate::sha256(sealed);
  sealed.append(reinterpret_cast<const char*>(hash.data()), hash.size());
  check(sealed);
  return 0;
}
