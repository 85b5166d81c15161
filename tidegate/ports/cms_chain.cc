#include "tidegate/ports/cms_chain.h"

#include <algorithm>
#include <array>
#include <ctime>
#include <optional>
#include <string_view>
#include <utility>

#include "tidegate/base/der_part.h"
#include "tidegate/base/hash.h"

namespace tidegate {
namespace {

constexpr int kDeepest = 8;
constexpr int kSecurityLevel = 2;  // of libcrypto: 112 bits; no SHA-1, no RSA below 2,048 bits
constexpr std::int64_t kMsASecond = 1'000;
constexpr int kFewestBits = 2'048;
constexpr int kMostBits = 8'192;

const CmsLibrary& lib() { return *cms_library(); }

HeldCertificate certificate(std::string_view der) {
  const auto* at = reinterpret_cast<const unsigned char*>(der.data());
  const auto* const end = at + der.size();
  HeldCertificate out(lib().read_certificate(nullptr, &at, static_cast<long>(der.size())));
  if (at != end) out.reset();
  return out;
}

// Uses that documents are signed under (RFC 5280, 4.2.1.12; RFC 9336), and the one that allows all.
bool is_use_of_documents(const ASN1_OBJECT* use) {
  constexpr std::array<std::string_view, 5> kUses{"1.3.6.1.5.5.7.3.36",       // documentSigning
                                                  "1.3.6.1.5.5.7.3.4",        // emailProtection
                                                  "1.2.840.113583.1.1.5",     // Adobe's authentic documents
                                                  "1.3.6.1.4.1.311.10.3.12",  // Microsoft's document signing
                                                  "2.5.29.37.0"};             // any
  std::array<char, 80> text{};
  const int size = lib().oid_text(text.data(), static_cast<int>(text.size()), use, 1);
  return size > 0 && std::find(kUses.begin(), kUses.end(), std::string_view(text.data())) != kUses.end();
}

// No word of its uses allows all.
bool may_sign_documents(X509* one) {
  int state = 0;
  auto* const uses =
      static_cast<EXTENDED_KEY_USAGE*>(lib().extension_of(one, NID_ext_key_usage, &state, nullptr));
  constexpr int kNotThere = -1;
  if (uses == nullptr) return state == kNotThere;
  bool may = false;
  const auto* const stack = reinterpret_cast<const OPENSSL_STACK*>(uses);
  for (int i = 0; i < lib().count(stack); ++i)
    may = may || is_use_of_documents(static_cast<const ASN1_OBJECT*>(lib().at(stack, i)));
  lib().free_usages(uses);
  return may;
}

// One that states none has all.
bool has_usage(X509* one, std::uint32_t any_of) { return (lib().usage_of(one) & any_of) != 0; }

bool is_weakness(int fault) {
  return fault == X509_V_ERR_EE_KEY_TOO_SMALL || fault == X509_V_ERR_CA_KEY_TOO_SMALL ||
         fault == X509_V_ERR_CA_MD_TOO_WEAK;
}

Text words_of(int fault) {
  switch (fault) {
    case X509_V_ERR_INVALID_CA:
    case X509_V_ERR_KEYUSAGE_NO_CERTSIGN:
    case X509_V_ERR_INVALID_PURPOSE:
      return {"its certificate was issued by one that may not issue any", "其证书由无权签发证书的证书所签发"};
    case X509_V_ERR_PATH_LENGTH_EXCEEDED:
      return {"its certificates form a longer path than one of them allows", "证书链超过其中证书允许的长度"};
    case X509_V_ERR_UNHANDLED_CRITICAL_EXTENSION:
      return {"one of its certificates has a critical extension that is not known",
              "其证书含有未知的关键扩展"};
    case X509_V_ERR_CERT_SIGNATURE_FAILURE:
      return {"one of its certificates was not signed by the one that it names",
              "其证书并非由所称的上级证书签发"};
    default:
      break;
  }
  if (is_weakness(fault))
    return {"one of its certificates has a key or a digest that is not taken",
            "其证书的密钥或摘要算法不被接受"};
  return {"no certificate that the trust list names for its issuer stands behind it",
          "信任清单为其签发者列出的证书均不能证明该签名证书"};
}

// Who issued it (RFC 5280, 5.1), without reading through what may be tens of megabytes of others' entries.
HeldName issuer_of(std::string_view crl) {
  const auto list = der_at(crl, 0, kDerSequence);
  const auto signed_part = list ? der_at(crl, list->begin, kDerSequence) : std::nullopt;
  if (!signed_part) return nullptr;
  const auto version = der_at(crl, signed_part->begin, kDerInteger);
  const auto scheme = der_at(crl, version ? version->end : signed_part->begin, kDerSequence);
  if (!scheme) return nullptr;
  const auto* at = reinterpret_cast<const unsigned char*>(crl.data()) + scheme->end;
  return HeldName(lib().read_name(nullptr, &at, static_cast<long>(signed_part->end - scheme->end)));
}

// Plain ones alone: delta lists, and those of a part or of others, say so by an extension that should be
// critical, and may not be where a careless authority made them.
bool is_plain(X509_CRL* crl) {
  for (const int part : {NID_issuing_distribution_point, NID_delta_crl}) {
    if (lib().crl_extension_of(crl, part, -1) >= 0) return false;
  }
  for (int i = 0; i < lib().crl_extensions(crl); ++i) {
    if (lib().is_critical(lib().crl_extension(crl, i)) != 0) return false;
  }
  int digest = NID_undef;
  int kind = NID_undef;
  return lib().parts_of(lib().crl_scheme(crl), &digest, &kind) == 1 && lib().crl_until(crl) != nullptr &&
         is_cms_digest(digest);
}

CrlWord::State state_of(X509_CRL* crl, X509* one) {
  X509_REVOKED* entry = nullptr;
  if (lib().crl_entry(crl, &entry, one) == 0) return CrlWord::State::kHolds;
  // Whatever else an entry says, it stands there.
  auto* const reason =
      static_cast<ASN1_ENUMERATED*>(lib().entry_extension(entry, NID_crl_reason, nullptr, nullptr));
  const bool is_on_hold = reason != nullptr && lib().enumerated(reason) == CRL_REASON_CERTIFICATE_HOLD;
  if (reason != nullptr) lib().free_enumerated(reason);
  return is_on_hold ? CrlWord::State::kOnHold : CrlWord::State::kRevoked;
}

}  // namespace

bool is_cms_digest(int nid) { return nid == NID_sha256 || nid == NID_sha384 || nid == NID_sha512; }

bool is_cms_key(X509* certificate) {
  const EVP_PKEY* const key = lib().key_of(certificate);
  if (key == nullptr) return false;
  const int kind = lib().key_kind(key);
  if (kind == EVP_PKEY_RSA || kind == EVP_PKEY_RSA_PSS) {
    const int bits = lib().key_bits(key);
    return bits >= kFewestBits && bits <= kMostBits;
  }
  std::array<char, 64> group{};
  std::size_t size = 0;
  if (kind != EVP_PKEY_EC || lib().key_group(key, group.data(), group.size(), &size) != 1) return false;
  const std::string_view name(group.data(), size);
  return name == SN_X9_62_prime256v1 || name == SN_secp384r1;
}

CmsCertificates cms_certificates(std::span<const std::string> ders) {
  CmsCertificates out;
  for (const std::string& der : ders) {
    if (HeldCertificate one = certificate(der)) out.push_back(std::move(one));
  }
  return out;
}

CmsCertificates cms_certificates(CMS_ContentInfo* cms, int most) {
  CmsCertificates out;
  auto* const stack = reinterpret_cast<OPENSSL_STACK*>(lib().certificates_of(cms));
  for (int i = 0; stack != nullptr && i < lib().count(stack); ++i) {
    HeldCertificate one(static_cast<X509*>(lib().at(stack, i)));
    if (i < most) out.push_back(std::move(one));
  }
  lib().free_stack(stack);
  return out;
}

std::int64_t cms_moment(const ASN1_TIME* time) {
  std::tm moment{};
  if (time == nullptr || lib().to_tm(time, &moment) != 1) return 0;
  return static_cast<std::int64_t>(::timegm(&moment)) * kMsASecond;
}

CmsChain::CmsChain(X509* signer, const CmsCertificates& sent, const CmsCertificates& anchors,
                   std::int64_t at_ms)
    : store_(lib().new_store()) {
  for (const HeldCertificate& anchor : anchors) lib().trust(store_.get(), anchor.get());
  OPENSSL_STACK* const others = lib().new_stack();
  for (const HeldCertificate& one : sent) lib().push(others, one.get());
  // First for the moment of signing, which tells a renewed certificate from the old one of its name; then for
  // any, so that whoever asks can be told of days that are past.
  int fault = X509_V_ERR_UNSPECIFIED;
  for (const bool minds_time : {true, false}) {
    walk_.reset(lib().new_walk());
    if (lib().begin_walk(walk_.get(), store_.get(), signer, reinterpret_cast<STACK_OF(X509)*>(others)) != 1)
      break;
    X509_VERIFY_PARAM* const rules = lib().walk_rules(walk_.get());
    lib().set_flags(rules, X509_V_FLAG_PARTIAL_CHAIN | (minds_time ? 0 : X509_V_FLAG_NO_CHECK_TIME));
    lib().set_level(rules, kSecurityLevel);
    lib().set_depth(rules, kDeepest);
    if (minds_time) lib().set_time(rules, static_cast<std::time_t>(at_ms / kMsASecond));
    const bool holds = lib().walk(walk_.get()) == 1;
    fault = holds ? X509_V_OK : lib().walk_fault(walk_.get());
    if (holds) break;
  }
  lib().free_stack(others);
  if (fault != X509_V_OK) {
    fault_ = words_of(fault);
    is_weak_ = is_weakness(fault);
    return;
  }
  const auto* const chain = reinterpret_cast<const OPENSSL_STACK*>(lib().walked(walk_.get()));
  for (int i = 0; i < lib().count(chain); ++i) chain_.push_back(static_cast<X509*>(lib().at(chain, i)));
  hold_usages();
  hold_algorithms();
}

void CmsChain::hold_usages() {
  const std::size_t below =
      std::max<std::size_t>(chain_.size() - 1, 1);  // whoever names an anchor knows its uses
  const bool may_sign = has_usage(chain_.front(), KU_DIGITAL_SIGNATURE | KU_NON_REPUDIATION);
  if (!may_sign ||
      !std::all_of(chain_.begin(), chain_.begin() + static_cast<std::ptrdiff_t>(below), may_sign_documents))
    fault_ = {"its signer's certificate is for other uses than signing documents",
              "签名者的证书用途不包括签署文件"};
}

// Of an anchor the key alone: whoever names it by its hash asks no signature of it.
void CmsChain::hold_algorithms() {
  for (std::size_t i = 0; i < chain_.size(); ++i) {
    int digest = NID_undef;
    const bool is_anchor = i + 1 == chain_.size();
    if (is_cms_key(chain_[i]) &&
        (is_anchor ||
         (lib().signature_of(chain_[i], &digest, nullptr, nullptr, nullptr) == 1 && is_cms_digest(digest))))
      continue;
    fault_ = words_of(X509_V_ERR_CA_MD_TOO_WEAK);
    is_weak_ = true;
  }
}

std::vector<CertificateDays> CmsChain::days() const {
  std::vector<CertificateDays> out;
  for (X509* const one : chain_) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned size = 0;
    lib().digest_of(one, lib().sha256(), digest.data(), &size);
    out.push_back({hex({digest.data(), size}), cms_moment(lib().begins(one)), cms_moment(lib().ends(one))});
  }
  return out;
}

void CmsChain::ask(std::span<const std::string> crls, CmsSigned& out) const {
  for (const std::string& crl : crls) ask_one(crl, out);
}

void CmsChain::ask_one(const std::string& der, CmsSigned& out) const {
  const HeldName name = issuer_of(der);
  if (!name) {
    out.has_unread_crl = true;
    return;
  }
  HeldCrl crl;
  for (std::size_t i = 0; i + 1 < chain_.size(); ++i) {
    X509* const issuer = chain_[i + 1];
    if (lib().compare_names(name.get(), lib().subject_of(issuer)) != 0) continue;
    if (!crl) {
      const auto* at = reinterpret_cast<const unsigned char*>(der.data());
      const auto* const end = at + der.size();
      crl.reset(lib().read_crl(nullptr, &at, static_cast<long>(der.size())));
      if (!crl || at != end) {
        out.has_unread_crl = true;
        return;
      }
    }
    if (!has_usage(issuer, KU_CRL_SIGN) || lib().crl_holds(crl.get(), lib().key_of(issuer)) != 1) {
      out.has_forged_crl = true;
      continue;
    }
    if (!is_plain(crl.get())) {
      out.has_unread_crl = true;
      continue;
    }
    out.crls.push_back({i, state_of(crl.get(), chain_[i]), cms_moment(lib().crl_issued(crl.get())),
                        cms_moment(lib().crl_until(crl.get()))});
  }
}

}  // namespace tidegate
