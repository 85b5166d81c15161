#include "tidegate/evidence/commitments.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "tidegate/base/cbor_reader.h"
#include "tidegate/base/hmac.h"
#include "tidegate/base/utf8.h"
#include "tidegate/evidence/tree.h"

namespace tidegate::evidence {
namespace {

constexpr std::size_t kLongestName = 200;
constexpr std::size_t kMostOctets = std::size_t{1} << 20;  // of all names and values
constexpr std::string_view kSaltOf = "tidegate.evidence.salt/1";
constexpr std::string_view kContentOf = "tidegate.evidence.content/1";
constexpr std::size_t kContentStep = 256;  // octets: how long a content is shows in such steps alone
constexpr char kPadded = '\x80';

// purpose || 0x00 || nonce || name: nonces are of one size, so no two askings read alike.
Sha256 derived(const SubjectSecret& secret, std::string_view purpose, const RecordNonce& nonce,
               std::string_view name) {
  std::string asked(purpose);
  asked += '\0';
  asked.append(nonce.begin(), nonce.end());
  asked += name;
  return hmac_sha256(secret.octets(), asked);
}

Cbor cbor_of(const SaltedField& field) {
  return Cbor::array({Cbor::text(field.field.name), Cbor::text(field.field.value),
                      Cbor::bytes({field.salt.begin(), field.salt.end()})});
}

SaltedField field_at(const CborReader& in) {
  SaltedField out;
  const auto parts = in.items(3, 3);
  if (parts.size() != 3) return out;
  out.field = {parts[0].text(1, kLongestName), parts[1].text(0, kMostOctets)};
  const std::string salt = parts[2].bytes(out.salt.size(), out.salt.size());
  std::copy(salt.begin(), salt.end(), out.salt.begin());
  return out;
}

std::vector<Hash> commitments(const TreeHasher& hasher, const std::vector<SaltedField>& fields) {
  std::vector<Hash> leaves;
  leaves.reserve(fields.size());
  for (const SaltedField& field : fields) leaves.push_back(commitment(hasher, field));
  return leaves;
}

// Few leaves: each subtree is hashed when it is asked for.
class FewLeaves final : public HashSource {
 public:
  FewLeaves(const TreeHasher& hasher, std::vector<Hash> leaves)
      : hasher_(hasher), leaves_(std::move(leaves)) {}
  Result<Hash> subtree(int level, std::uint64_t index) override {
    if (level == 0) return leaves_[static_cast<std::size_t>(index)];
    const auto left = subtree(level - 1, 2 * index);
    const auto right = subtree(level - 1, 2 * index + 1);
    if (!left || !right) return left ? right : left;
    return hasher_.parent(*left, *right);
  }

 private:
  const TreeHasher& hasher_;
  std::vector<Hash> leaves_;
};

// At least one octet: 0x80, then zeros to the next step.
void pad(std::string& plain) {
  plain += kPadded;
  plain.append((kContentStep - plain.size() % kContentStep) % kContentStep, '\0');
}
// None: it was not padded that one way.
std::optional<std::string_view> unpadded(std::string_view plain) {
  if (plain.size() % kContentStep != 0) return std::nullopt;
  const std::size_t end = plain.find_last_not_of('\0');
  if (end == std::string_view::npos || plain[end] != kPadded || plain.size() - end > kContentStep)
    return std::nullopt;
  return plain.substr(0, end);
}

Error does_not_open() {
  return {ErrorCode::kCorrupt,
          "the sealed content does not open: another subject's key, or altered",
          {},
          "密封内容无法打开：不是该主体的密钥，或内容已被改动"};
}

Error unfit(std::string what, std::string what_zh) {
  return {ErrorCode::kOutOfRange, std::move(what), {}, std::move(what_zh)};
}

}  // namespace

SubjectSecret::~SubjectSecret() { wipe(octets_.data(), octets_.size()); }

Result<std::vector<SaltedField>> salted(const SubjectSecret& secret, const RecordNonce& nonce,
                                        std::vector<RecordField> fields) {
  if (fields.size() > kMostFields)
    return fail(unfit(fmt::format("a record has {} fields at most", kMostFields),
                      fmt::format("一条记录至多 {} 个字段", kMostFields)));
  std::sort(fields.begin(), fields.end(),
            [](const RecordField& a, const RecordField& b) { return a.name < b.name; });
  std::vector<SaltedField> out;
  std::size_t octets = 0;
  for (RecordField& field : fields) {
    octets += field.name.size() + field.value.size();
    if (field.name.empty() || field.name.size() > kLongestName || octets > kMostOctets)
      return fail(unfit("a record's field has no name, or the record is too large",
                        "记录的字段没有名称，或记录过大"));
    if (!is_valid_utf8(field.name) || !is_valid_utf8(field.value))
      return fail(unfit("a record's field is no UTF-8", "记录的字段不是 UTF-8"));
    if (!out.empty() && out.back().field.name == field.name)
      return fail(unfit("a record has a field twice", "记录的字段重复"));
    const Sha256 whole = derived(secret, kSaltOf, nonce, field.name);
    SaltedField next{std::move(field), {}};
    std::copy_n(whole.begin(), next.salt.size(), next.salt.begin());
    out.push_back(std::move(next));
  }
  return out;
}

Hash commitment(const TreeHasher& hasher, const SaltedField& field) {
  return hasher.leaf(write_cbor(cbor_of(field)));
}

FieldsRoot commit(const TreeHasher& hasher, const std::vector<SaltedField>& fields) {
  if (fields.empty()) return {};
  Frontier frontier;
  frontier.append(commitments(hasher, fields), hasher);
  return {frontier.size(), frontier.root(hasher)};
}

Result<DisclosedField> disclose(const TreeHasher& hasher, const std::vector<SaltedField>& fields,
                                std::string_view name) {
  const auto at = std::find_if(fields.begin(), fields.end(),
                               [&](const SaltedField& field) { return field.field.name == name; });
  if (at == fields.end())
    return fail({ErrorCode::kNotFound,
                 fmt::format("the record has no field \"{}\"", name),
                 {},
                 fmt::format("记录没有字段“{}”", name)});
  DisclosedField out{*at, static_cast<std::uint64_t>(at - fields.begin()), {}};
  FewLeaves leaves(hasher, commitments(hasher, fields));
  auto path = inclusion_proof(out.place, fields.size(), leaves, hasher);
  if (!path) return fail(path.error());
  out.path = std::move(*path);
  return out;
}

bool is_field_of(const TreeHasher& hasher, const FieldsRoot& root, const DisclosedField& field) {
  return is_included(hasher, field.place, commitment(hasher, field.field), root.count, field.path, root.root);
}

std::string seal_content(const SubjectSecret& secret, const RecordNonce& nonce,
                         const std::vector<SaltedField>& fields, std::string_view entry) {
  Cbor::Array all;
  for (const SaltedField& field : fields) all.push_back(cbor_of(field));
  AeadKey key = derived(secret, kContentOf, nonce, {});
  std::string plain = write_cbor(Cbor::array(std::move(all)));
  pad(plain);
  std::string sealed(nonce.begin(), nonce.end());
  sealed += aead_seal(key, nonce, plain, octets_of(sha256(entry)));
  wipe(key.data(), key.size());
  wipe(plain.data(), plain.size());
  return sealed;
}

Result<std::vector<SaltedField>> open_content(const SubjectSecret& secret, std::string_view sealed,
                                              std::string_view entry) {
  RecordNonce nonce{};
  if (sealed.size() < nonce.size()) return fail(does_not_open());
  std::copy_n(sealed.begin(), nonce.size(), nonce.begin());
  AeadKey key = derived(secret, kContentOf, nonce, {});
  const auto plain = aead_open(key, nonce, sealed.substr(nonce.size()), octets_of(sha256(entry)));
  wipe(key.data(), key.size());
  if (!plain) return fail(does_not_open());
  const auto content = unpadded(*plain);
  if (!content) return fail(does_not_open());
  const auto value =
      read_cbor(*content, "content", {.octets = 2 * kMostOctets, .items = 4 * kMostFields + 1, .depth = 2});
  if (!value) return fail(does_not_open());
  CborFault fault{"content", {}};
  std::vector<SaltedField> out;
  for (const CborReader& item : CborReader(*value, fault).items(0, kMostFields))
    out.push_back(field_at(item));
  if (fault.first) return fail(does_not_open());
  return out;
}

RecordEntry entry_of(const TreeHasher& hasher, const Record& record, const std::vector<SaltedField>& fields) {
  return {record.kind, record.subject,         record.parents,   record.actor, record.time_ms,
          record.law,  commit(hasher, fields), record.statement, record.status};
}

}  // namespace tidegate::evidence
