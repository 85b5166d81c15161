#include "tidegate/evidence/note.h"

#include <fmt/format.h>

#include <algorithm>

#include "tidegate/base/base64.h"
#include "tidegate/base/hash.h"
#include "tidegate/base/utf8.h"

namespace tidegate::evidence {
namespace {

constexpr std::string_view kDash = "\xe2\x80\x94 ";  // U+2014 and a space
constexpr std::size_t kIdOctets = 4;
constexpr std::size_t kIdDigits = 2 * kIdOctets;

// What stands before the key in a verifier key, and in what its id is the hash of.
struct KeyType {
  SignatureAlgorithm algorithm;
  KeyUse use;
  std::string_view prefix;
  std::size_t key_octets;
};
constexpr KeyType kTypes[] = {
    {SignatureAlgorithm::kEd25519, KeyUse::kNote, {"\x01", 1}, 32},
    {SignatureAlgorithm::kEd25519, KeyUse::kCosignature, {"\x04", 1}, 32},
    {SignatureAlgorithm::kSm2, KeyUse::kNote,
     "\xff"
     "oid/1.2.156.10197.1.501/note\n",
     65},
    {SignatureAlgorithm::kSm2, KeyUse::kCosignature,
     "\xff"
     "oid/1.2.156.10197.1.501/cosignature\n",
     65},
};

std::string encoded(const VerifierKey& key) {
  const auto* const type = std::find_if(std::begin(kTypes), std::end(kTypes), [&](const KeyType& each) {
    return each.algorithm == key.key.algorithm && each.use == key.use;
  });
  return std::string(type == std::end(kTypes) ? std::string_view() : type->prefix) + key.key.octets;
}

bool is_space(char32_t c) {
  return c <= 0x20 || c == 0x7F || c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) ||
         c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

std::uint32_t big_endian(std::string_view four) {
  std::uint32_t out = 0;
  for (const char c : four) out = out << 8U | static_cast<unsigned char>(c);
  return out;
}

std::string four_octets(std::uint32_t id) {
  std::string out;
  for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>(id >> shift & 0xFFU);
  return out;
}

tl::unexpected<Error> no_key() {
  return fail({ErrorCode::kMalformed,
               "is no verifier key of Ed25519 or SM2: name+id+base64",
               {},
               "不是 Ed25519 或 SM2 的验证密钥（name+id+base64）"});
}
tl::unexpected<Error> no_note() {
  return fail({ErrorCode::kMalformed, "is no signed note", {}, "不是已签名的 note"});
}
tl::unexpected<Error> too_large() {
  return fail({ErrorCode::kLimit,
               fmt::format("is larger than a note may be: {} octets, {} signatures", kLargestNote,
                           kMostNoteSignatures),
               {},
               fmt::format("超出 note 的上限：{} 字节、{} 个签名", kLargestNote, kMostNoteSignatures)});
}

Result<NoteSignature> parse_line(std::string_view line) {
  if (!line.starts_with(kDash)) return no_note();
  line.remove_prefix(kDash.size());
  const std::size_t space = line.find(' ');
  if (space == std::string_view::npos || !is_key_name(line.substr(0, space))) return no_note();
  const auto octets = from_base64(line.substr(space + 1));
  if (!octets || octets->size() <= kIdOctets) return no_note();
  if (octets->size() > kIdOctets + kLargestNoteSignature) return too_large();
  return NoteSignature{std::string(line.substr(0, space)), big_endian(octets->substr(0, kIdOctets)),
                       octets->substr(kIdOctets)};
}

bool has_plain_characters(std::string_view text) {
  return is_valid_utf8(text) && std::none_of(text.begin(), text.end(), [](char c) {
           return static_cast<unsigned char>(c) < 0x20 && c != '\n';
         });
}

}  // namespace

bool is_key_name(std::string_view name) {
  if (name.empty() || name.size() > kLongestKeyName || !is_valid_utf8(name)) return false;
  while (!name.empty()) {
    const char32_t c = next_code_point(name);
    if (is_space(c) || c == U'+') return false;
  }
  return true;
}

std::uint32_t VerifierKey::id() const {
  const Sha256 hash = sha256(name + "\n" + encoded(*this));
  return big_endian({reinterpret_cast<const char*>(hash.data()), kIdOctets});
}

std::string VerifierKey::to_text() const {
  return fmt::format("{}+{:08x}+{}", name, id(), to_base64(encoded(*this)));
}

Result<VerifierKey> VerifierKey::parse(std::string_view text) {
  const std::size_t name_end = text.find('+');
  if (name_end == std::string_view::npos || !is_key_name(text.substr(0, name_end))) return no_key();
  const std::string_view rest = text.substr(name_end + 1);
  if (rest.size() <= kIdDigits || rest[kIdDigits] != '+') return no_key();
  const auto octets = from_base64(rest.substr(kIdDigits + 1));
  if (!octets) return no_key();
  for (const KeyType& type : kTypes) {
    if (!octets->starts_with(type.prefix) || octets->size() != type.prefix.size() + type.key_octets) continue;
    VerifierKey key{std::string(text.substr(0, name_end)), type.use,
                    PublicKey{type.algorithm, octets->substr(type.prefix.size())}};
    if (key.to_text() != text) break;  // another id, or another form
    return key;
  }
  return no_key();
}

Result<Note> parse_note(std::string_view bytes) {
  if (bytes.size() > kLargestNote) return too_large();
  const std::size_t split = bytes.rfind("\n\n");
  if (split == std::string_view::npos || !has_plain_characters(bytes)) return no_note();
  auto signatures = parse_signature_lines(bytes.substr(split + 2));
  if (!signatures) return fail(signatures.error());
  return Note{std::string(bytes.substr(0, split + 1)), std::move(*signatures)};
}

std::string to_line(const NoteSignature& signature) {
  std::string line(kDash);
  line.append(signature.name).append(" ");
  return line.append(to_base64(four_octets(signature.id) + signature.octets)).append("\n");
}

std::string to_text(const Note& note) {
  std::string out = note.text + "\n";
  for (const NoteSignature& signature : note.signatures) out += to_line(signature);
  return out;
}

Result<std::vector<NoteSignature>> parse_signature_lines(std::string_view lines) {
  if (lines.size() > kLargestNote) return too_large();
  if (lines.empty() || lines.back() != '\n') return no_note();
  std::vector<NoteSignature> out;
  while (!lines.empty()) {
    if (out.size() == kMostNoteSignatures) return too_large();
    const std::size_t end = lines.find('\n');
    auto signature = parse_line(lines.substr(0, end));
    if (!signature) return fail(signature.error());
    out.push_back(std::move(*signature));
    lines.remove_prefix(end + 1);
  }
  return out;
}

Result<NoteSignature> sign_note(std::string_view text, const std::string& name, OctetSigner& signer) {
  const VerifierKey key{name, KeyUse::kNote, signer.public_key()};
  if (!VerifierKey::parse(key.to_text())) return no_key();
  auto octets = signer.sign(text);
  if (!octets) return fail(octets.error());
  return NoteSignature{name, key.id(), std::move(*octets)};
}

Result<std::vector<std::size_t>> signers_of(const Note& note, std::span<const VerifierKey> keys,
                                            SignatureCheck& check) {
  std::vector<std::size_t> out;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (keys[i].use != KeyUse::kNote) continue;
    const std::uint32_t id = keys[i].id();
    bool has_signed = false;
    for (const NoteSignature& signature : note.signatures) {
      if (signature.id != id || signature.name != keys[i].name) continue;
      const auto holds = check.is_signed_by(keys[i].key, note.text, signature.octets);
      if (!holds) return fail(holds.error());
      if (!*holds) {
        return fail({ErrorCode::kCorrupt,
                     fmt::format("the signature of {} does not hold", keys[i].name),
                     {},
                     fmt::format("{} 的签名不成立", keys[i].name)});
      }
      has_signed = true;
    }
    if (has_signed) out.push_back(i);
  }
  return out;
}

}  // namespace tidegate::evidence
