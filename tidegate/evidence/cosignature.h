// What a witness says of a checkpoint (C2SP tlog-cosignature): at that time it was the largest tree of the
// log that the witness had seen, and it went on from the ones before.
#pragma once

#include <cstdint>
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

}  // namespace tidegate::evidence
