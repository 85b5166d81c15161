// A signed note (C2SP signed-note): text, an empty line, and a line for each key that signed it. Keys are
// told as C2SP's verifier keys, "name+id+base64"; what SM2 adds to them stands in
// docs/formats/evidence-log.md.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/base/result.h"
#include "tidegate/base/signature.h"

namespace tidegate::evidence {

inline constexpr std::size_t kLargestNote = std::size_t{1} << 18;
inline constexpr std::size_t kMostNoteSignatures = 64;
inline constexpr std::size_t kLargestNoteSignature = 8'192;  // post-quantum ones are that large
inline constexpr std::size_t kLongestKeyName = 255;

// Not empty, UTF-8, no space of Unicode, no control, no plus sign; kLongestKeyName octets at most.
bool is_key_name(std::string_view name);

enum class KeyUse {
  kNote,         // signs the text as it is: a log's key
  kCosignature,  // signs it with the time at which it was seen: a witness's key (cosignature.h)
};

// Whose signatures count, and of what kind.
struct VerifierKey {
  std::string name;
  KeyUse use = KeyUse::kNote;
  PublicKey key;  // Ed25519 or SM2

  std::uint32_t id() const;
  std::string to_text() const;
  // The one text that to_text gives. Errors: kMalformed (another id, an algorithm that we do not know).
  static Result<VerifierKey> parse(std::string_view text);
  friend bool operator==(const VerifierKey&, const VerifierKey&) = default;
};

struct NoteSignature {
  std::string name;
  std::uint32_t id = 0;
  std::string octets;  // as the type of the key has them
  friend bool operator==(const NoteSignature&, const NoteSignature&) = default;
};

struct Note {
  std::string text;                       // its last line's end included
  std::vector<NoteSignature> signatures;  // of keys that we do not know as well, in the order they stand
  friend bool operator==(const Note&, const Note&) = default;
};

// Errors: kMalformed (not the one form that to_text writes), kLimit (larger than the bounds above).
Result<Note> parse_note(std::string_view bytes);
std::string to_text(const Note& note);
// Lines of signatures alone, one at least: what a witness answers.
Result<std::vector<NoteSignature>> parse_signature_lines(std::string_view lines);
std::string to_line(const NoteSignature& signature);

// Of a key whose use is kNote. Errors: kMalformed (no name of a key), those of the signer.
Result<NoteSignature> sign_note(std::string_view text, const std::string& name, OctetSigner& signer);

// Which of the keys signed it, by their places in `keys`, in order, each once; keys of use kCosignature are
// not looked at, nor signatures of keys that are not among them. Errors: kCorrupt (a signature of one of them
// does not hold: nothing of the note may be believed), those of the check.
Result<std::vector<std::size_t>> signers_of(const Note& note, std::span<const VerifierKey> keys,
                                            SignatureCheck& check);

}  // namespace tidegate::evidence
