#include "tidegate/assure/trust_list.h"

#include <algorithm>
#include <array>
#include <set>

#include "tidegate/assure/fields.h"
#include "tidegate/assure/keys.h"
#include "tidegate/assure/pem.h"
#include "tidegate/assure/signed_text.h"
#include "tidegate/assure/status_address.h"
#include "tidegate/base/hash.h"

namespace tidegate::assure {
namespace {

constexpr std::string_view kFormat = "tidegate.trust-list/1";
constexpr std::size_t kMostIssuers = 2'000;
constexpr std::size_t kMostKeys = 50;
constexpr std::size_t kMostAccreditations = 50;
constexpr std::size_t kMostSigners = 50;
constexpr std::array<std::string_view, 8> kSubjectNames{
    "C", "ST", "L", "O", "OU", "CN", "serialNumber", "organizationIdentifier"};

void refuse_twice(const JsonReader& in) { in.refuse(ErrorCode::kMalformed, "stands twice", "重复出现"); }

IssuerKey issuer_key_at(const JsonReader& in) {
  in.only({"kid", "jwk", "from", "to"});
  return {word_at(in.member("kid")), key_at(in.member("jwk")), days_at(in)};
}

SignerName signer_at(const JsonReader& in) {
  in.only({"C", "ST", "L", "O", "OU", "CN", "serialNumber", "organizationIdentifier"});
  SignerName out;
  for (const std::string_view name : kSubjectNames) {
    if (const auto value = in.optional(name)) out.emplace_back(name, word_at(*value));
  }
  if (out.empty()) in.refuse(ErrorCode::kMalformed, "names nothing of a subject", "未写明证书主体的任何信息");
  return out;
}

IssuerCertificate certificate_at(const JsonReader& in) {
  in.only({"pem", "sha256", "signers", "from", "to"});
  IssuerCertificate out;
  const JsonReader pem = in.member("pem");
  auto der = pem_octets(pem.string(), {"CERTIFICATE"});
  if (!der) pem.refuse(ErrorCode::kMalformed, "is no certificate in PEM", "不是 PEM 格式的证书");
  out.der = der.value_or("");
  out.hash = in.member("sha256").string();
  if (out.hash != sha256_hex(out.der))
    in.refuse(ErrorCode::kMalformed, "has another SHA-256 than its certificate's", "sha256 与证书不符");
  if (const auto signers = in.optional("signers")) {
    for (const JsonReader& item : signers->items(1, kMostSigners)) out.signers.push_back(signer_at(item));
  }
  out.days = days_at(in);
  return out;
}

Accreditation accreditation_at(const JsonReader& in) {
  in.only({"by", "number", "kinds", "from", "to", "state", "since"});
  Accreditation out;
  out.by = word_at(in.member("by"));
  if (const auto number = in.optional("number")) out.number = word_at(*number);
  out.kinds = words_at(in.member("kinds"));
  out.days = days_at(in);
  constexpr std::array<std::string_view, 3> kStates{"active", "suspended", "withdrawn"};
  if (const auto state = in.optional("state"))
    out.state = static_cast<Accreditation::State>(state->one_of(kStates));
  if (const auto since = in.optional("since")) out.since = since->date();
  if ((out.state == Accreditation::State::kActive) == out.since.has_value())
    in.refuse(ErrorCode::kMalformed, "has since without a state, or the other way",
              "state 与 since 须一并给出");
  return out;
}

Issuer issuer_at(const JsonReader& in) {
  in.only({"id", "uscc", "name", "kinds", "keys", "certificates", "accreditations", "status_addresses"});
  Issuer out;
  out.id = word_at(in.member("id"));
  if (const auto uscc = in.optional("uscc")) out.uscc = uscc_at(*uscc);
  out.name = in.member("name").text();
  out.kinds = words_at(in.member("kinds"));
  std::set<std::string> ids;
  if (const auto keys = in.optional("keys")) {
    for (const JsonReader& item : keys->items(1, kMostKeys)) {
      out.keys.push_back(issuer_key_at(item));
      if (!ids.insert(out.keys.back().id).second) refuse_twice(item);
    }
  }
  if (const auto certificates = in.optional("certificates")) {
    for (const JsonReader& item : certificates->items(1, kMostKeys)) {
      out.certificates.push_back(certificate_at(item));
      if (!ids.insert(out.certificates.back().hash).second) refuse_twice(item);
    }
  }
  if (out.keys.empty() && out.certificates.empty())
    in.refuse(ErrorCode::kMalformed, "has neither keys nor certificates", "既无密钥也无证书");
  for (const JsonReader& item : in.member("accreditations").items(0, kMostAccreditations))
    out.accreditations.push_back(accreditation_at(item));
  if (const auto addresses = in.optional("status_addresses")) {
    out.status_addresses = words_at(*addresses);
    for (const JsonReader& item : addresses->items()) {
      if (!is_status_place(item.string()))
        item.refuse(ErrorCode::kOutOfRange, "is not https://HOST/.../ that ends in a slash",
                    "须为以斜杠结尾的 https://主机/…/ 地址");
    }
  }
  return out;
}

Accreditor accreditor_at(const JsonReader& in) {
  in.only({"id", "name", "from", "to", "by"});
  Accreditor out{word_at(in.member("id")), in.member("name").text(), days_at(in), {}};
  if (const auto by = in.optional("by")) out.by = word_at(*by);
  return out;
}

template <typename T>
const T* named(const std::vector<T>& all, std::string_view id) {
  const auto at = std::find_if(all.begin(), all.end(), [&](const T& one) { return one.id == id; });
  return at == all.end() ? nullptr : &*at;
}

// Every chain ends at a root, in few steps.
void hold_chains(const JsonReader& in, const TrustList& list) {
  const auto is_whole = [&](std::string_view id) {
    for (std::size_t step = 0; step < kLongestChain; ++step) {
      const Accreditor* accreditor = list.accreditor(id);
      if (accreditor == nullptr) return false;
      if (accreditor->by.empty()) return true;
      id = accreditor->by;
    }
    return false;
  };
  const auto say = [&](const std::string& id) {
    in.refuse(ErrorCode::kOutOfRange, "has a chain from " + id + " that ends at no root",
              "自 " + id + " 起的认可链未通向根");
  };
  for (const Accreditor& accreditor : list.accreditors) {
    if (!is_whole(accreditor.id)) say(accreditor.id);
  }
  for (const Issuer& issuer : list.issuers) {
    for (const Accreditation& a : issuer.accreditations) {
      if (!is_whole(a.by)) say(issuer.id);
    }
  }
}

TrustList list_at(const JsonReader& in) {
  in.only({"format", "issued", "expires", "accreditors", "issuers"});
  const JsonReader format = in.member("format");
  if (format.string() != kFormat)
    format.refuse(ErrorCode::kMalformed, "is no trust list of this version", "不是本版本的信任清单");
  TrustList out;
  out.issued = in.member("issued").date();
  out.expires = in.member("expires").date();
  if (out.expires <= out.issued) in.refuse(ErrorCode::kOutOfRange, "ends before it begins", "终止早于起始");
  std::set<std::string> ids;
  for (const JsonReader& item : in.member("accreditors").items(0, kMostIssuers)) {
    out.accreditors.push_back(accreditor_at(item));
    if (!ids.insert(out.accreditors.back().id).second) refuse_twice(item);
  }
  ids.clear();
  for (const JsonReader& item : in.member("issuers").items(0, kMostIssuers)) {
    out.issuers.push_back(issuer_at(item));
    if (!ids.insert(out.issuers.back().id).second) refuse_twice(item);
  }
  hold_chains(in, out);
  return out;
}

}  // namespace

const Issuer* TrustList::issuer(std::string_view id) const { return named(issuers, id); }
const Accreditor* TrustList::accreditor(std::string_view id) const { return named(accreditors, id); }

Result<TrustList> read_trust_list(const Json& contents, std::string_view where) {
  JsonFault fault{std::string(where), {}};
  TrustList out = list_at(JsonReader(contents, fault));
  if (fault.first) return fail(std::move(*fault.first));
  return out;
}

Result<TrustList> open_trust_list(std::string_view bytes, std::string_view where, const PublicKey& key,
                                  SignatureCheck& signatures) {
  if (bytes.ends_with('\n')) bytes.remove_suffix(1);
  const auto text = parse_signed_text(bytes, kLargestTrustList, where);
  if (!text) return fail(text.error());
  const auto holds = text->algorithm == key.algorithm && text->type == kTrustListType
                         ? signatures.is_signed_by(key, text->signed_part, text->signature)
                         : Result<bool>(false);
  if (!holds) return fail(holds.error());
  if (!*holds)
    return fail({ErrorCode::kCorrupt, "is no trust list that this key signed", std::string(where),
                 "不是由该密钥签名的信任清单"});
  auto out = read_trust_list(text->payload, where);
  if (out) out->hash = sha256_hex(bytes);
  return out;
}

}  // namespace tidegate::assure
