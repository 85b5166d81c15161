#include "tidegate/evidence/segment.h"

#include <fmt/format.h>

#include "tidegate/evidence/tile.h"

namespace tidegate::evidence {
namespace {

constexpr std::string_view kSegmentMark = "TGEVLOG";
constexpr char kVersion = 1;

void put(std::string& out, std::uint64_t number, int octets) {
  for (int shift = 8 * (octets - 1); shift >= 0; shift -= 8) out += static_cast<char>(number >> shift & 0xff);
}
std::uint64_t get(std::string_view octets, std::size_t at, std::size_t count) {
  std::uint64_t number = 0;
  for (const char c : octets.substr(at, count)) number = number << 8 | static_cast<unsigned char>(c);
  return number;
}
void put_check(std::string& out, const SegmentSeed& seed, std::string_view over) {
  put(out, keyed_hash(seed, over), kCheckOctets);
}
// The last eight octets are the check of those before.
bool is_checked(std::string_view octets, const SegmentSeed& seed) {
  const std::size_t body = octets.size() - kCheckOctets;
  return keyed_hash(seed, octets.substr(0, body)) == get(octets, body, kCheckOctets);
}

Error too_large(std::string what, const char* what_zh) {
  return {ErrorCode::kOutOfRange, std::move(what), {}, what_zh};
}

}  // namespace

std::string write_segment_head(const SegmentSeed& seed, std::string_view origin) {
  std::string head(kSegmentMark);
  head += kVersion;
  head.append(reinterpret_cast<const char*>(seed.bytes.data()), seed.bytes.size());
  const Sha256 of_origin = sha256(origin);
  head.append(reinterpret_cast<const char*>(of_origin.data()), of_origin.size());
  put_check(head, seed, head);
  return head;
}

Result<SegmentSeed> read_segment_head(std::string_view octets, std::string_view origin) {
  if (octets.size() < kSegmentHeadOctets || !octets.starts_with(kSegmentMark))
    return fail({ErrorCode::kMalformed, "is not the segment of a log", {}, "不是日志的段文件"});
  if (octets[kSegmentMark.size()] != kVersion)
    return fail({ErrorCode::kMalformed, "is of a version that this program does not know", {}, "版本未知"});
  SegmentSeed seed;
  octets.copy(reinterpret_cast<char*>(seed.bytes.data()), seed.bytes.size(), kSegmentMark.size() + 1);
  if (!is_checked(octets.substr(0, kSegmentHeadOctets), seed))
    return fail({ErrorCode::kMalformed, "is damaged at its head", {}, "文件头已损坏"});
  if (octets.substr(0, kSegmentHeadOctets) != write_segment_head(seed, origin))
    return fail({ErrorCode::kConflict, fmt::format("is not of the log \"{}\"", origin), {}, "属于另一日志"});
  return seed;
}

Result<std::size_t> batch_octets(std::span<const EntryView> entries) {
  std::size_t body = 0;
  for (const EntryView& one : entries) {
    if (one.entry.size() > kMaxEntryOctets)
      return fail(too_large(
          fmt::format("an entry of {} octets; at most {}", one.entry.size(), kMaxEntryOctets), "条目过大"));
    if (one.sealed.size() > kMaxSealedOctets)
      return fail(too_large(
          fmt::format("contents of {} octets; at most {}", one.sealed.size(), kMaxSealedOctets), "内容过大"));
    body += kRecordHeadOctets + one.entry.size() + one.sealed.size() + kCheckOctets;
  }
  if (entries.empty() || entries.size() > kMaxBatchEntries || body > kMaxBatchOctets)
    return fail(too_large("a batch that is empty or too large", "批次为空或过大"));
  return body;
}

Result<std::string> write_batch(const SegmentSeed& seed, std::uint64_t offset, std::uint64_t first,
                                std::span<const EntryView> entries) {
  const auto octets = batch_octets(entries);
  if (!octets) return fail(octets.error());
  if (first > kMaxLogSize - entries.size()) return fail(too_large("the log is full", "日志已满"));
  const std::size_t body = *octets;
  std::string out;
  out.reserve(kBatchHeadOctets + body);
  out += kBatchMark;
  put(out, offset, 8);
  put(out, first, 8);
  put(out, entries.size(), 4);
  put(out, body, 4);
  put_check(out, seed, out);
  for (const EntryView& one : entries) {
    const std::size_t begin = out.size();
    put(out, first++, 8);
    put(out, one.entry.size(), 4);
    put(out, one.sealed.size(), 4);
    out += one.entry;
    out += one.sealed;
    put_check(out, seed, std::string_view(out).substr(begin));
  }
  return out;
}

std::optional<BatchHead> read_batch_head(std::string_view octets, const SegmentSeed& seed,
                                         std::uint64_t offset) {
  const std::string_view head = octets.substr(0, kBatchHeadOctets);
  if (!head.starts_with(kBatchMark) || get(head, 8, 8) != offset || !is_checked(head, seed))
    return std::nullopt;
  const BatchHead batch{get(head, 16, 8), get(head, 24, 4), get(head, 28, 4)};
  const bool is_bounded = batch.count >= 1 && batch.count <= kMaxBatchEntries &&
                          batch.octets <= kMaxBatchOctets && batch.first <= kMaxLogSize - batch.count;
  return is_bounded ? std::optional(batch) : std::nullopt;
}

std::optional<std::size_t> record_octets(std::string_view head) {
  const std::uint64_t entry = get(head, 8, 4);
  const std::uint64_t sealed = get(head, 12, 4);
  if (get(head, 0, 8) >= kMaxLogSize || entry > kMaxEntryOctets || sealed > kMaxSealedOctets)
    return std::nullopt;
  return kRecordHeadOctets + entry + sealed + kCheckOctets;
}

std::optional<EntryView> read_record(std::string_view octets, const SegmentSeed& seed, std::uint64_t index) {
  if (octets.size() < kRecordHeadOctets || record_octets(octets) != octets.size() ||
      get(octets, 0, 8) != index || !is_checked(octets, seed))
    return std::nullopt;
  const std::size_t entry = get(octets, 8, 4);
  return EntryView{octets.substr(kRecordHeadOctets, entry),
                   octets.substr(kRecordHeadOctets + entry, get(octets, 12, 4))};
}

std::optional<std::vector<EntryView>> read_batch(std::string_view body, const BatchHead& head,
                                                 const SegmentSeed& seed) {
  std::vector<EntryView> records;
  if (body.size() != head.octets || head.count > body.size() / (kRecordHeadOctets + kCheckOctets))
    return std::nullopt;
  records.reserve(head.count);
  for (std::size_t i = 0; i < head.count; ++i) {
    if (body.size() < kRecordHeadOctets) return std::nullopt;
    const auto octets = record_octets(body);
    if (!octets || body.size() < *octets) return std::nullopt;
    const auto record = read_record(body.substr(0, *octets), seed, head.first + i);
    if (!record) return std::nullopt;
    records.push_back(*record);
    body.remove_prefix(*octets);
  }
  return body.empty() ? std::optional(std::move(records)) : std::nullopt;
}

}  // namespace tidegate::evidence
