// What a witness decides (C2SP tlog-witness): of what it keeps of a log, and of a checkpoint that is handed
// in, the answer and what to keep from now on. Pure: who calls it keeps and signs
// (gate/evidence/witness_store.h).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/evidence/checkpoint.h"

namespace tidegate::evidence {

inline constexpr std::size_t kMostWitnessHashes = 63;
inline constexpr std::size_t kLargestAddCheckpoint = kLargestNote + 4'096;

// The body of POST /add-checkpoint.
struct AddCheckpoint {
  std::uint64_t old_size = 0;
  std::vector<Hash> proof;  // from that size to the checkpoint's
  std::string checkpoint;   // the signed note
  friend bool operator==(const AddCheckpoint&, const AddCheckpoint&) = default;
};
// Errors: kMalformed (not the one form that to_text writes), kLimit.
Result<AddCheckpoint> parse_add_checkpoint(std::string_view body);
std::string to_text(const AddCheckpoint& asked);

// All that a witness knows of a log: the largest tree that it cosigned. One line of a file.
struct WitnessLine {
  Checkpoint checkpoint;    // no extension lines
  std::int64_t time_s = 0;  // of its cosignature: the next is never before it
  std::string note;         // as the log signed it, so that a fork can be shown
  friend bool operator==(const WitnessLine&, const WitnessLine&) = default;
};
// "origin size root time note sum\n"; the note in base64, the sum over what stands before it.
std::string to_text(const WitnessLine& line);
// Errors: kCorrupt (not the very octets that to_text writes).
Result<WitnessLine> parse_witness_line(std::string_view text);

struct WitnessDecision {
  int status = 200;                 // of HTTP, as C2SP has them; 200: keep the line, then cosign, then answer
  std::uint64_t kept_size = 0;      // for 409
  bool is_fork = false;             // the log signed two trees of one size: line's note and the asked one
  std::optional<WitnessLine> keep;  // where the status is 200
};
// asked    what was sent; opened: its checkpoint, whose signatures hold under keys of its log.
// kept     nothing: no checkpoint of this log was cosigned yet.
// now_s    the witness's clock.
WitnessDecision decide(const std::optional<WitnessLine>& kept, const AddCheckpoint& asked,
                       const SignedCheckpoint& opened, const TreeHasher& hasher, std::int64_t now_s);

}  // namespace tidegate::evidence
