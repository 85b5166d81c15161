#include "tidegate/evidence/receipt.h"

#include "tidegate/base/cbor_reader.h"
#include "tidegate/evidence/checkpoint.h"

namespace tidegate::evidence {
namespace {

constexpr std::uint64_t kAlg = 1;
constexpr std::uint64_t kKid = 4;
constexpr std::uint64_t kStructure = 395;  // verifiable data structure
constexpr std::uint64_t kProofs = 396;     // verifiable data structure proofs
constexpr std::uint64_t kRfc9162Sha256 = 1;
constexpr std::int64_t kEdDsa = -8;
constexpr std::int64_t kInclusion = -1;
constexpr std::uint64_t kSign1Tag = 18;

// kid: SHA-256 of the public key's octets.
std::string protected_header(const PublicKey& key) {
  return write_cbor(Cbor::map({{Cbor::integer(kAlg), Cbor::negative(kEdDsa)},
                               {Cbor::integer(kKid), Cbor::bytes(octets_of(sha256(key.octets)))},
                               {Cbor::integer(kStructure), Cbor::integer(kRfc9162Sha256)}}));
}

}  // namespace

std::string receipt_signed(const PublicKey& key, const Hash& root) {
  return write_cbor(Cbor::array({Cbor::text("Signature1"), Cbor::bytes(protected_header(key)),
                                 Cbor::bytes({}), Cbor::bytes(octets_of(root))}));
}

Result<std::string> sign_receipt(OctetSigner& signer, const Hash& root) {
  return signer.sign(receipt_signed(signer.public_key(), root));
}

Result<std::string> receipt_of(const Bundle& bundle, const PublicKey& key) {
  if (!bundle.receipt)
    return fail(
        {ErrorCode::kNotFound, "the bundle holds no signature for a receipt", {}, "证据包中没有回执签名"});
  const auto note = parse_note(bundle.checkpoint);
  if (!note) return fail(note.error());
  const auto checkpoint = parse_checkpoint(note->text);
  if (!checkpoint) return fail(checkpoint.error());
  Cbor::Array path;
  for (const Hash& hash : bundle.proof) path.push_back(Cbor::bytes(octets_of(hash)));
  const std::string inclusion = write_cbor(Cbor::array(
      {Cbor::integer(checkpoint->size), Cbor::integer(bundle.index), Cbor::array(std::move(path))}));
  const Cbor proofs = Cbor::map({{Cbor::negative(kInclusion), Cbor::array({Cbor::bytes(inclusion)})}});
  return write_cbor(Cbor::tagged(kSign1Tag, Cbor::array({Cbor::bytes(protected_header(key)),
                                                         Cbor::map({{Cbor::integer(kProofs), proofs}}),
                                                         Cbor(), Cbor::bytes(*bundle.receipt)})));
}

}  // namespace tidegate::evidence
