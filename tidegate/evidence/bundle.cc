#include "tidegate/evidence/bundle.h"

#include <algorithm>

#include "tidegate/base/cbor_reader.h"

namespace tidegate::evidence {
namespace {

constexpr std::string_view kFormat = "tidegate.evidence-bundle/1";
constexpr std::size_t kMostItems = 200'000;

enum Key : std::uint64_t {
  kStatement,
  kEntry,
  kIndex,
  kDisclosed,
  kProof,
  kCheckpoint,
  kState,
  kStateProof,
  kMap,
  kSm3,
  kFirstKeys,
  kChanges,
  kReceipt,
  kAnchors,
  kKeys
};

constexpr std::array<std::string_view, 4> kStatuses{"live", "suspended", "revoked", "superseded"};

void put(Cbor::Map& map, std::uint64_t key, Cbor value) {
  map.emplace_back(Cbor::integer(key), std::move(value));
}
Cbor of(const Hash& hash) { return Cbor::bytes(octets_of(hash)); }
Cbor of(const std::vector<Hash>& hashes) {
  Cbor::Array out;
  for (const Hash& hash : hashes) out.push_back(of(hash));
  return Cbor::array(std::move(out));
}

Cbor of(const DisclosedField& shown) {
  return Cbor::array({Cbor::text(shown.field.field.name), Cbor::text(shown.field.field.value),
                      Cbor::bytes({shown.field.salt.begin(), shown.field.salt.end()}),
                      Cbor::integer(shown.place), of(shown.path)});
}
Cbor of(const Newest& newest) {
  return Cbor::array(
      {Cbor::integer(newest.index), of(newest.leaf), Cbor::text(std::string(to_string(newest.status)))});
}
Cbor of(const Change& change) {
  return Cbor::array({Cbor::bytes(change.entry), Cbor::integer(change.index), of(change.proof)});
}

std::string contents_of(const Bundle& bundle) {
  Cbor::Map map;
  if (bundle.statement) put(map, kStatement, Cbor::bytes(*bundle.statement));
  put(map, kEntry, Cbor::bytes(bundle.entry));
  put(map, kIndex, Cbor::integer(bundle.index));
  Cbor::Array disclosed;
  for (const DisclosedField& field : bundle.disclosed) disclosed.push_back(of(field));
  put(map, kDisclosed, Cbor::array(std::move(disclosed)));
  put(map, kProof, of(bundle.proof));
  put(map, kCheckpoint, Cbor::text(bundle.checkpoint));
  put(map, kState, Cbor::bytes(bundle.state));
  put(map, kStateProof, of(bundle.state_proof));
  if (bundle.map) put(map, kMap, Cbor::array({of(bundle.map->newest), of(bundle.map->path)}));
  if (bundle.sm3)
    put(map, kSm3,
        Cbor::array(
            {Cbor::text(bundle.sm3->checkpoint), of(bundle.sm3->proof), of(bundle.sm3->state_proof)}));
  Cbor::Array first;
  for (const std::string& vkey : bundle.history.first) first.push_back(Cbor::text(vkey));
  put(map, kFirstKeys, Cbor::array(std::move(first)));
  Cbor::Array changes;
  for (const Change& change : bundle.history.changes) changes.push_back(of(change));
  put(map, kChanges, Cbor::array(std::move(changes)));
  if (bundle.receipt) put(map, kReceipt, Cbor::bytes(*bundle.receipt));
  Cbor::Array anchors;
  for (const std::string& anchor : bundle.anchors) anchors.push_back(Cbor::bytes(anchor));
  put(map, kAnchors, Cbor::array(std::move(anchors)));
  return write_cbor(Cbor::map(std::move(map)));
}

std::vector<Hash> hashes_at(const CborReader& in, std::size_t most) {
  std::vector<Hash> out;
  for (const CborReader& item : in.items(0, most)) out.push_back(item.hash());
  return out;
}
std::vector<Hash> proof_at(const CborReader& in) { return hashes_at(in, kMaxProofHashes); }

DisclosedField disclosed_at(const CborReader& in) {
  DisclosedField out;
  const auto parts = in.items(5, 5);
  if (parts.size() != 5) return out;
  out.field.field = {parts[0].text(1, 200), parts[1].text(0, kLargestStatement)};
  const std::string salt = parts[2].bytes(out.field.salt.size(), out.field.salt.size());
  std::copy(salt.begin(), salt.end(), out.field.salt.begin());
  out.place = parts[3].integer(kMostFields - 1);
  out.path = proof_at(parts[4]);
  return out;
}

MapEvidence map_at(const CborReader& in) {
  MapEvidence out;
  const auto parts = in.items(2, 2);
  if (parts.size() != 2) return out;
  const auto newest = parts[0].items(3, 3);
  if (newest.size() != 3) return out;
  out.newest = {newest[0].integer(INT64_MAX), newest[1].hash(),
                static_cast<RecordStatus>(newest[2].one_of(kStatuses))};
  out.path = hashes_at(parts[1], kMostMapHashes);
  return out;
}

Sm3Evidence sm3_at(const CborReader& in) {
  const auto parts = in.items(3, 3);
  if (parts.size() != 3) return {};
  return {parts[0].text(1, kLargestNote), proof_at(parts[1]), proof_at(parts[2])};
}

Change change_at(const CborReader& in) {
  Change out;
  const auto parts = in.items(3, 3);
  if (parts.size() != 3) return out;
  out.entry = parts[0].bytes(1, kLargestEntry);
  out.index = parts[1].integer(INT64_MAX);
  out.proof = proof_at(parts[2]);
  return out;
}

Bundle bundle_at(const CborReader& in) {
  Bundle out;
  in.only_below(kKeys);
  if (const auto statement = in.optional(kStatement)) out.statement = statement->bytes(0, kLargestStatement);
  out.entry = in.member(kEntry).bytes(1, kLargestEntry);
  out.index = in.member(kIndex).integer(INT64_MAX);
  for (const CborReader& item : in.member(kDisclosed).items(0, kMostDisclosed))
    out.disclosed.push_back(disclosed_at(item));
  out.proof = proof_at(in.member(kProof));
  out.checkpoint = in.member(kCheckpoint).text(1, kLargestNote);
  out.state = in.member(kState).bytes(1, kLargestEntry);
  out.state_proof = proof_at(in.member(kStateProof));
  if (const auto map = in.optional(kMap)) out.map = map_at(*map);
  if (const auto sm3 = in.optional(kSm3)) out.sm3 = sm3_at(*sm3);
  for (const CborReader& item : in.member(kFirstKeys).items(1, 2))
    out.history.first.push_back(item.text(1, 4'096));
  for (const CborReader& item : in.member(kChanges).items(0, kMostChanges))
    out.history.changes.push_back(change_at(item));
  if (const auto receipt = in.optional(kReceipt)) out.receipt = receipt->bytes(64, 64);
  for (const CborReader& item : in.member(kAnchors).items(0, kMostAnchors))
    out.anchors.push_back(item.bytes(1, kLargestAnchor));
  return out;
}

Error no_bundle(std::string_view where) {
  return {ErrorCode::kMalformed, "is no bundle of evidence (.tgb)", std::string(where), "不是证据包（.tgb）"};
}

}  // namespace

std::string write_bundle(const Bundle& bundle) {
  std::string contents = contents_of(bundle);
  const Sha256 checksum = sha256(contents);
  return write_cbor(
      Cbor::array({Cbor::text(std::string(kFormat)), Cbor::bytes(std::move(contents)), of(checksum)}));
}

Result<OpenedBundle> read_bundle(std::string_view file, std::string_view where) {
  if (file.empty()) return fail({ErrorCode::kMalformed, "is empty", std::string(where), "内容为空"});
  const auto outer = read_cbor(file, where, {.octets = kLargestBundle, .items = 4, .depth = 1});
  if (!outer && outer.error().code == ErrorCode::kLimit && file.size() > kLargestBundle)
    return fail(outer.error());
  const Cbor::Array* parts = outer ? outer->as_array() : nullptr;
  if (parts == nullptr || parts->size() != 3 || (*parts)[0].as_text() == nullptr ||
      *(*parts)[0].as_text() != kFormat || (*parts)[1].as_bytes() == nullptr ||
      (*parts)[2].as_bytes() == nullptr)
    return fail(no_bundle(where));
  const std::string& contents = *(*parts)[1].as_bytes();
  const auto value = read_cbor(contents, where, {.octets = kLargestBundle, .items = kMostItems, .depth = 6});
  if (!value) return fail(value.error());
  CborFault fault{std::string(where), {}};
  OpenedBundle out{bundle_at(CborReader(*value, fault)),
                   octets_of(sha256(contents)) == *(*parts)[2].as_bytes()};
  if (fault.first) return fail(std::move(*fault.first));
  return out;
}

}  // namespace tidegate::evidence
