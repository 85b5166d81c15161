// What a log says of its tree at one size (C2SP tlog-checkpoint): the text of a signed note.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/evidence/note.h"
#include "tidegate/evidence/tree.h"

namespace tidegate::evidence {

struct Checkpoint {
  std::string origin;  // which log; a name of a key (note.h), so that a log's key can bear it
  std::uint64_t size = 0;
  Hash root{};
  std::vector<std::string> extensions{};  // lines that nobody checks; we write none
  friend bool operator==(const Checkpoint&, const Checkpoint&) = default;
};

// Errors: kMalformed (not the one form that to_text writes), kOutOfRange (more leaves than a tree may have).
Result<Checkpoint> parse_checkpoint(std::string_view text);
std::string to_text(const Checkpoint& checkpoint);

struct SignedCheckpoint {
  Checkpoint checkpoint;
  Note note;                         // as it came, every signature in it
  std::vector<std::size_t> signers;  // which of the keys handed in signed it, one at least
};
// keys  only those that bear the checkpoint's origin as their name may sign for it.
// Errors: kMalformed, kLimit, kNotFound (none of the keys is of this origin), kCorrupt (none of them signed
// it, or a signature of one does not hold), those of the check.
Result<SignedCheckpoint> open_checkpoint(std::string_view bytes, std::span<const VerifierKey> keys,
                                         SignatureCheck& check);

// Lines of base64 hashes up to the end, or up to an empty line, which is taken as well; as proofs have them.
// Errors: kMalformed (another form), kLimit (more than kMaxProofHashes).
Result<std::vector<Hash>> take_hash_lines(std::string_view& text);
// A line without its end. None: no whole line is left.
std::optional<std::string_view> take_line(std::string_view& text);
// Decimal digits without a leading zero, 0 to INT64_MAX.
std::optional<std::uint64_t> parse_count(std::string_view digits);
std::string base64_of(const Hash& hash);
std::optional<Hash> hash_of_base64(std::string_view text);

}  // namespace tidegate::evidence
