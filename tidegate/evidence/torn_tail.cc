#include "tidegate/evidence/torn_tail.h"

#include <fmt/format.h>

#include <algorithm>

namespace tidegate::evidence {
namespace {

const std::string kTorn = "torn-";
// What is hashed at most of what looks like records: some tenths of a second.
constexpr std::uint64_t kMostHashed = 4 * kMostTornOctets;

std::uint64_t index_at(std::string_view octets) {
  std::uint64_t index = 0;
  for (const char c : octets.substr(0, 8)) index = index << 8 | static_cast<unsigned char>(c);
  return index;
}

}  // namespace

Result<std::vector<std::string>> torn_tails(LogFiles& files) { return files.names(kTorn); }

Result<std::string> set_aside(LogFiles& files, std::string_view tail, std::uint64_t offset,
                              std::int64_t now_ms) {
  const auto kept = torn_tails(files);
  if (!kept) return fail(kept.error());
  const std::string place = fmt::format("-{}", offset);
  for (const std::string& name : *kept) {
    if (!name.ends_with(place)) continue;
    const auto octets = files.read(name, kMostTornOctets);
    // It may have been named and its name not lasted yet.
    if (!octets || *octets != tail) continue;
    if (const auto synced = files.sync_folder(); !synced) return fail(synced.error());
    return name;
  }
  if (kept->size() >= kMostTornTails)
    return fail({ErrorCode::kLimit,
                 fmt::format("{} torn tails lie beside the segment already: look at them, and move them to "
                             "another folder",
                             kept->size()),
                 {},
                 fmt::format("段文件旁已存有 {} 份残尾：请检查并移至其他目录", kept->size())});
  const auto name_at = [&](std::int64_t ms) { return fmt::format("{}{}{}", kTorn, ms, place); };
  // Never over another one, whatever the clock says.
  while (std::find(kept->begin(), kept->end(), name_at(now_ms)) != kept->end()) ++now_ms;
  if (const auto done = replace(files, name_at(now_ms), tail); !done) return fail(done.error());
  return name_at(now_ms);
}

bool may_hold_entry(std::string_view tail, const SegmentSeed& seed, std::uint64_t size) {
  std::uint64_t hashed = 0;
  for (std::size_t i = 0; i + kRecordHeadOctets + kCheckOctets <= tail.size(); ++i) {
    const std::string_view from = tail.substr(i);
    const std::uint64_t index = index_at(from);
    if (index < size || index - size >= kMaxBatchEntries) continue;
    const auto octets = record_octets(from);
    if (!octets || *octets > from.size()) continue;
    hashed += *octets;
    if (hashed > kMostHashed || read_record(from.substr(0, *octets), seed, index)) return true;
  }
  return false;
}

}  // namespace tidegate::evidence
