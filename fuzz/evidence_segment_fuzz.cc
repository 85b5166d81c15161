// Claim: octets are either refused as the segment of a log, with a reason in both languages, or what is left
// of them when the log has opened is what its entries are written as, and the tree is that of the entries.
// The same octets with the right head and the right checks obey it too.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/base/check.h"
#include "tidegate/base/memory_log_files.h"
#include "tidegate/evidence/log.h"

namespace {

using namespace tidegate;
using namespace tidegate::evidence;

const std::string kOrigin = "fuzz.example.cn/1";
const SegmentSeed kSeed{{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16}};

// The batches of a segment, written again.
std::string again(const Log& log, std::string_view octets) {
  const SegmentSeed seed = *read_segment_head(octets, kOrigin);
  std::string out = write_segment_head(seed, kOrigin);
  Frontier tree;
  const Sha256TreeHasher hasher;
  while (out.size() < octets.size()) {
    const auto head = read_batch_head(octets.substr(out.size()), seed, out.size());
    TIDEGATE_CHECK(head.has_value());
    std::vector<KeptEntry> kept;
    std::vector<EntryView> views;
    for (std::size_t i = 0; i < head->count; ++i) kept.push_back(*log.read(head->first + i));
    for (const KeptEntry& one : kept) {
      views.push_back({one.entry, one.sealed});
      const Hash leaf = hasher.leaf(one.entry);
      tree.append({&leaf, 1}, hasher);
    }
    out += *write_batch(seed, out.size(), head->first, views);
  }
  TIDEGATE_CHECK(tree.size() == log.size() && tree.root(hasher) == log.head().root);
  return out;
}

void check(std::string_view octets) {
  MemoryLogFiles files;
  files.octets("segment") = octets;
  const Sha256TreeHasher hasher;
  const auto log = Log::open(files, {kOrigin, kSeed, std::nullopt}, {hasher});
  if (!log) {
    TIDEGATE_CHECK(!log.error().what.empty() && !log.error().what_zh.empty());
    return;
  }
  const std::string& left = files.octets("segment");
  TIDEGATE_CHECK(left.size() <= octets.size() || octets.size() < kSegmentHeadOctets);
  TIDEGATE_CHECK(again(**log, left) == left);
}

void put(std::string& octets, std::size_t at, std::uint64_t number) {
  for (std::size_t i = 0; i < 8; ++i) octets[at + i] = static_cast<char>(number >> (56 - 8 * i) & 0xff);
}
std::uint64_t get(const std::string& octets, std::size_t at, std::size_t count) {
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < count; ++i) number = number << 8 | static_cast<unsigned char>(octets[at + i]);
  return number;
}

// Gives heads and records the checks that belong to them, as far as their sizes lead.
std::string sealed(std::string_view body) {
  std::string octets = write_segment_head(kSeed, kOrigin) + std::string(body);
  for (std::size_t at = kSegmentHeadOctets; at + kBatchHeadOctets <= octets.size();) {
    octets.replace(at, kBatchMark.size(), kBatchMark);
    put(octets, at + 8, at);
    put(octets, at + 32, keyed_hash(kSeed, std::string_view(octets).substr(at, 32)));
    const std::size_t end =
        std::min<std::size_t>(octets.size(), at + kBatchHeadOctets + get(octets, at + 28, 4));
    at += kBatchHeadOctets;
    while (at + kRecordHeadOctets + kCheckOctets <= end) {
      const std::size_t size = kRecordHeadOctets + get(octets, at + 8, 4) + get(octets, at + 12, 4);
      if (size + kCheckOctets > end - at) break;
      put(octets, at + size, keyed_hash(kSeed, std::string_view(octets).substr(at, size)));
      at += size + kCheckOctets;
    }
    if (at != end) break;
  }
  return octets;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view octets(reinterpret_cast<const char*>(data), size);
  check(octets);
  check(sealed(octets));
  return 0;
}
