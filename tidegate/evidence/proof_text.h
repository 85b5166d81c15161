// That an entry stands in a log, as one text that is checked without the log (C2SP tlog-proof, .tlog-proof).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/evidence/policy.h"
#include "tidegate/evidence/tree.h"

namespace tidegate::evidence {

inline constexpr std::size_t kLargestProofText = std::size_t{1} << 19;

struct TlogProof {
  std::optional<std::string> extra{};  // octets that nothing vouches for
  std::uint64_t index = 0;
  std::vector<Hash> hashes;  // the leaf's neighbour first
  std::string checkpoint;    // the signed note, as the log and its witnesses gave it
  friend bool operator==(const TlogProof&, const TlogProof&) = default;
};

// Errors: kMalformed (not the one form that to_text writes; the checkpoint is a note of a checkpoint),
// kLimit.
Result<TlogProof> parse_tlog_proof(std::string_view text);
std::string to_text(const TlogProof& proof);

// Whether that leaf stands at the proof's index in the tree of its checkpoint, which the policy's log signed.
// What the quorum lacks is told in the answer. Errors: those of check_by_policy; kCorrupt (the proof leads to
// another root).
Result<Witnessed> check_tlog_proof(const TlogProof& proof, const Hash& leaf, const Policy& policy,
                                   const TreeHasher& hasher, SignatureCheck& check);

}  // namespace tidegate::evidence
