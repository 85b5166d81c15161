// The signed file: contents and the signatures over them, in the shape of DSSE (Dead Simple Signing
// Envelope), with one text alone for each envelope. Format: docs/formats/permit.md.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/base/ed25519.h"
#include "tidegate/base/ed25519_secret.h"
#include "tidegate/base/result.h"

namespace tidegate::permit {

enum class DocumentKind { kPermit, kStatus };
std::string_view media_type(DocumentKind kind);  // what stands in the envelope, and under the signature

inline constexpr std::size_t kLargestFile = std::size_t{1} << 20;  // octets
inline constexpr std::size_t kMostSignatures = 16;

struct Signature {
  std::string key_id;
  std::string octets;  // 64 of them, of Ed25519
  friend bool operator==(const Signature&, const Signature&) = default;
};

struct Envelope {
  DocumentKind kind = DocumentKind::kPermit;
  std::string contents;
  std::vector<Signature> signatures;  // 1 to 16, by their key's id, each once
  friend bool operator==(const Envelope&, const Envelope&) = default;
};

// "ed25519:" and the SHA-256 of the public key's DER, hex: openssl pkey -pubin -outform DER | sha256sum.
std::string key_id(const Ed25519Key& key);
bool is_key_id(std::string_view text);  // of an algorithm that this program knows

// What is signed: the kind stands in it, so that a signature of one kind is none of another.
std::string signed_bytes(DocumentKind kind, std::string_view contents);
// In place of one that the same key gave before.
void add_signature(Envelope& envelope, const Ed25519Secret& secret);

// The whole file, line end included.
std::string write_envelope(const Envelope& envelope);
// Errors: kMalformed (no such envelope, or another text than write_envelope gives), kLimit (larger).
Result<Envelope> read_envelope(std::string_view bytes, std::string_view where);

}  // namespace tidegate::permit
