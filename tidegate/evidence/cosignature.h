// What a witness says of a checkpoint (C2SP tlog-cosignature): at that time it was the largest tree of the
// log that the witness had seen, and it went on from the ones before.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "tidegate/evidence/note.h"

namespace tidegate::evidence {

// text  of the checkpoint; time_s: since 1970-01-01T00:00Z, not below 0.
// Errors: kMalformed (no name of a key), kOutOfRange (a time before that), those of the signer.
Result<NoteSignature> cosign(std::string_view text, std::int64_t time_s, const std::string& name,
                             OctetSigner& signer);

struct Cosigned {
  std::size_t key;      // its place among the keys handed in
  std::int64_t time_s;  // the witness's clock; of several by one key the latest
  friend bool operator==(const Cosigned&, const Cosigned&) = default;
};
// Which of the keys cosigned it, in the keys' order; those of use kNote are not looked at. Errors: kCorrupt
// (a cosignature of one of them does not hold), those of the check.
Result<std::vector<Cosigned>> cosigners_of(const Note& note, std::span<const VerifierKey> keys,
                                           SignatureCheck& check);

// Clocks that are right differ by no more.
inline constexpr std::int64_t kClockSlackS = 600;

// When a cosignature can have been made: not before what it is over, nor ahead of who reads it. Of a witness
// that dates it otherwise the clock is wrong, or its word; either way it is no witness of that tree.
struct CosigningWindow {
  std::int64_t since_s = 0;                                         // not below 0
  std::int64_t until_s = std::numeric_limits<std::int64_t>::max();  // the reader's clock
  enum class Fault { kEarly, kAhead };
  // By more than two clocks may differ; none: it can be so. time_s: not below 0.
  std::optional<Fault> fault_of(std::int64_t time_s) const;
};
// Before any witness of this kind: a clock that says so was never set.
inline constexpr std::int64_t kFirstCosignatureS = 1'577'836'800;  // 2020-01-01T00:00Z

// In milliseconds, at the end of the year 9999 at the latest, whatever a witness wrote.
std::int64_t cosigned_ms(std::int64_t time_s);

}  // namespace tidegate::evidence
