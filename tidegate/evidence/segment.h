// The one file of a log that is synced: every entry with what is sealed beside it, in batches, each written
// and synced before the next begins. docs/formats/evidence-log.md has every octet.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/base/hash.h"
#include "tidegate/base/result.h"

namespace tidegate::evidence {

// Keys the checks of one segment, so that no entry can be made to look like a part of the file around it.
using SegmentSeed = SubjectKeySecret;

inline constexpr std::size_t kSegmentHeadOctets = 64;
inline constexpr std::size_t kBatchHeadOctets = 40;
inline constexpr std::size_t kRecordHeadOctets = 16;
inline constexpr std::size_t kCheckOctets = 8;
inline constexpr std::uint64_t kMaxLogSize = std::uint64_t{1} << 48;
inline constexpr std::size_t kMaxSealedOctets = std::size_t{1} << 20;
inline constexpr std::size_t kMaxBatchEntries = 65'536;
inline constexpr std::size_t kMaxBatchOctets = std::size_t{16} << 20;
inline constexpr std::string_view kBatchMark = "TGBATCH\n";

struct EntryView {
  std::string_view entry;   // what the tree has as its leaf
  std::string_view sealed;  // beside it, in no tree: contents under a key that can be destroyed
};

struct BatchHead {
  std::uint64_t first = 0;  // index of its first entry
  std::size_t count = 0;
  std::size_t octets = 0;  // of its records
};

std::string write_segment_head(const SegmentSeed& seed, std::string_view origin);
// Errors: kMalformed (no head, or of a later version), kConflict (of another log).
Result<SegmentSeed> read_segment_head(std::string_view octets, std::string_view origin);

// How many octets the records of a batch of these take. Errors: kOutOfRange (an entry, what is sealed, or all
// of it is too large; or none).
Result<std::size_t> batch_octets(std::span<const EntryView> entries);
// A batch whole, for that place in the file. Errors: kOutOfRange (of batch_octets, or the log is full).
Result<std::string> write_batch(const SegmentSeed& seed, std::uint64_t offset, std::uint64_t first,
                                std::span<const EntryView> entries);
// octets: at least kBatchHeadOctets. None: no batch begins at that place.
std::optional<BatchHead> read_batch_head(std::string_view octets, const SegmentSeed& seed,
                                         std::uint64_t offset);

// How many octets the record takes that begins so (kRecordHeadOctets). None: no record begins so.
std::optional<std::size_t> record_octets(std::string_view head);
// The record, views into `octets`. None: it is damaged, or another.
std::optional<EntryView> read_record(std::string_view octets, const SegmentSeed& seed, std::uint64_t index);
// All records of a batch, views into `body`. None: not every one is whole.
std::optional<std::vector<EntryView>> read_batch(std::string_view body, const BatchHead& head,
                                                 const SegmentSeed& seed);

}  // namespace tidegate::evidence
