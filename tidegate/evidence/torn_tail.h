// What is cut off the end of a segment on opening: a batch that tore, or one that was acknowledged and
// damaged since, which nobody can tell from it. So it is kept aside before it is cut.
// docs/formats/evidence-log.md, "Opening".
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/base/log_files.h"
#include "tidegate/evidence/segment.h"

namespace tidegate::evidence {

// Beside the segment; more is not kept, since nobody would bound it. Each has kMostTornOctets at most.
inline constexpr std::size_t kMostTornTails = 32;
// One batch can tear, since the next is begun only when it lasts.
inline constexpr std::uint64_t kMostTornOctets = kBatchHeadOctets + kMaxBatchOctets;

// What an opening cut.
struct TornTail {
  std::uint64_t offset = 0;      // where in the segment it stood
  std::uint64_t octets = 0;      // how many
  std::string kept_as{};         // the file that has them; empty: none could be written
  std::optional<Error> why_not;  // then, and no whole entry stood in them
};

// Their names, "torn-1764300000000-4711" (milliseconds since 1970, offset), in order. Errors: kUnavailable.
Result<std::vector<std::string>> torn_tails(LogFiles& files);

// The name of the file that has these octets when this returns, and lasts; one that a recovery wrote before
// the power went again is found, not written twice. Errors: kUnavailable (the disk), kLimit (so many are kept
// already).
Result<std::string> set_aside(LogFiles& files, std::string_view tail, std::uint64_t offset,
                              std::int64_t now_ms);

// Whether a whole record stands anywhere in them, of an entry that comes behind the first `size`. Doubt (more
// looks like a record than is worth checking) is yes.
bool may_hold_entry(std::string_view tail, const SegmentSeed& seed, std::uint64_t size);

}  // namespace tidegate::evidence
