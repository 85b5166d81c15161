#include "tidegate/ports/cms_signatures.h"

#include <algorithm>
#include <array>
#include <ctime>
#include <optional>

#include "tidegate/base/hash.h"
#include "tidegate/ports/cms_chain.h"
#include "tidegate/ports/cms_library.h"

namespace tidegate {
namespace {

constexpr std::size_t kMostOctets = std::size_t{1} << 20;
constexpr int kMostCertificates = 32;

const CmsLibrary& lib() { return *cms_library(); }

Error no_library() {
  return {ErrorCode::kUnavailable,
          "libcrypto.so.3, which checks signatures by certificate, is not installed: apt-get install libssl3",
          {},
          "未安装用于校验证书签名的 libcrypto.so.3：apt-get install libssl3"};
}
tl::unexpected<Error> no_cms() {
  return fail(
      {ErrorCode::kMalformed, "is no CMS signed data (RFC 5652)", {}, "不是 CMS 签名数据（RFC 5652）"});
}

struct ForgetErrors {
  ~ForgetErrors() { lib().clear_errors(); }
};

struct Opened {
  HeldCms cms;
  CMS_SignerInfo* signer = nullptr;
  const ASN1_OCTET_STRING* contents = nullptr;  // null: it carries none
};

Result<Opened> opened(std::string_view der) {
  if (der.empty() || der.size() > kMostOctets) return no_cms();
  const auto* at = reinterpret_cast<const unsigned char*>(der.data());
  const auto* const end = at + der.size();
  Opened out{HeldCms(lib().read_cms(nullptr, &at, static_cast<long>(der.size()))), nullptr, nullptr};
  if (!out.cms || at != end || lib().nid_of(lib().type_of(out.cms.get())) != NID_pkcs7_signed)
    return no_cms();
  if (lib().nid_of(lib().inner_type(out.cms.get())) != NID_pkcs7_data)
    return fail({ErrorCode::kMalformed,
                 "signs something other than plain data (a time stamp, say)",
                 {},
                 "所签内容不是普通数据（例如时间戳）"});
  const auto* const signers = reinterpret_cast<const OPENSSL_STACK*>(lib().signers_of(out.cms.get()));
  const int count = signers == nullptr ? 0 : lib().count(signers);
  // Which of several would answer for the contents, nobody has said; so a second is no more than confusion.
  if (count != 1)
    return fail({ErrorCode::kMalformed,
                 "has " + std::to_string(std::max(count, 0)) + " signers, and one is taken",
                 {},
                 "有 " + std::to_string(std::max(count, 0)) + " 个签名者，仅接受一个"});
  out.signer = static_cast<CMS_SignerInfo*>(lib().at(signers, 0));
  ASN1_OCTET_STRING** const contents = lib().content_of(out.cms.get());
  if (contents == nullptr) return no_cms();
  out.contents = *contents;
  return out;
}

std::string octets_of(const ASN1_STRING* text) {
  return {reinterpret_cast<const char*>(lib().string_octets(text)),
          static_cast<std::size_t>(lib().string_size(text))};
}

// The certificate that the signer names: of those that came with the signature, or an anchor itself.
X509* certificate_of(const Opened& cms, const CmsCertificates& sent, const CmsCertificates& anchors) {
  for (const CmsCertificates* const from : {&sent, &anchors}) {
    for (const HeldCertificate& one : *from) {
      if (lib().is_signer(cms.signer, one.get()) == 0) return one.get();
    }
  }
  return nullptr;
}

// A digest and a scheme that are taken, and that belong together.
bool is_scheme(const CMS_SignerInfo* signer) {
  X509_ALGOR* digest = nullptr;
  X509_ALGOR* scheme = nullptr;
  lib().algorithms_of(const_cast<CMS_SignerInfo*>(signer), nullptr, nullptr, &digest, &scheme);
  const auto nid = [](const X509_ALGOR* algorithm) {
    const ASN1_OBJECT* object = nullptr;
    lib().algorithm_id(&object, nullptr, nullptr, algorithm);
    return lib().nid_of(object);
  };
  const int by = nid(digest);
  const int with = nid(scheme);
  if (!is_cms_digest(by)) return false;
  if (with == NID_rsaEncryption || with == NID_rsassaPss)
    return true;  // PSS: libcrypto holds its digest to ours
  int own_digest = NID_undef;
  int kind = NID_undef;
  return lib().parts_of(with, &own_digest, &kind) == 1 && own_digest == by &&
         (kind == NID_rsaEncryption || kind == NID_X9_62_id_ecPublicKey);
}

// Signed attributes, and among them once each what CMS asks for. Without them whoever holds a signature could
// pass off its attributes as contents, and the other way.
bool has_attributes(const CMS_SignerInfo* signer) {
  if (lib().attributes_of(signer) < 1) return false;
  constexpr int kTheOnlyOne = -3;
  const auto* const type = static_cast<const ASN1_OBJECT*>(
      lib().attribute_at(signer, lib().object_of(NID_pkcs9_contentType), kTheOnlyOne, V_ASN1_OBJECT));
  const void* const digest =
      lib().attribute_at(signer, lib().object_of(NID_pkcs9_messageDigest), kTheOnlyOne, V_ASN1_OCTET_STRING);
  return type != nullptr && lib().nid_of(type) == NID_pkcs7_data && digest != nullptr;
}

std::optional<std::int64_t> said_time(const CMS_SignerInfo* signer) {
  for (const int type : {V_ASN1_UTCTIME, V_ASN1_GENERALIZEDTIME}) {
    const auto* const at = static_cast<const ASN1_TIME*>(
        lib().attribute_at(signer, lib().object_of(NID_pkcs9_signingTime), -3, type));
    if (at != nullptr) return cms_moment(at);
  }
  return std::nullopt;
}

std::vector<std::pair<std::string, std::string>> subject_of(X509* certificate) {
  std::vector<std::pair<std::string, std::string>> out;
  const X509_NAME* const subject = lib().subject_of(certificate);
  for (int i = 0; i < lib().names_in(subject); ++i) {
    const X509_NAME_ENTRY* const entry = lib().name_at(subject, i);
    const char* const kind = lib().short_name(lib().nid_of(lib().name_kind(entry)));
    unsigned char* text = nullptr;
    const int size = lib().to_utf8(&text, lib().name_value(entry));
    if (size < 0) continue;
    out.emplace_back(kind == nullptr ? "" : kind,
                     std::string(reinterpret_cast<const char*>(text), static_cast<std::size_t>(size)));
    lib().free_octets(text, __FILE__, __LINE__);
  }
  return out;
}

HeldMemory memory_of(std::string_view contents) {
  return HeldMemory(lib().new_memory(contents.data(), static_cast<int>(contents.size())));
}

// Each digest that it lists is one that can be computed. CMS_verify finds the same, but of a digest it does
// not know it never frees the contents that came beside.
bool has_known_digests(const Opened& cms) {
  HeldMemory contents = memory_of("");
  if (!contents) return false;
  const HeldMemory digests(lib().open_contents(cms.cms.get(), contents.get()));
  if (digests) contents.release();  // they stand before it, and free it
  return digests != nullptr;
}

bool is_signed(const Opened& cms, X509* certificate, std::string_view contents) {
  lib().set_signer(cms.signer, certificate);
  if (cms.contents != nullptr && octets_of(cms.contents) != contents) return false;
  const HeldMemory beside = cms.contents == nullptr ? memory_of(contents) : nullptr;
  if (cms.contents == nullptr && (!beside || !has_known_digests(cms))) return false;
  return lib().verify_cms(cms.cms.get(), nullptr, nullptr, beside.get(), nullptr,
                          CMS_NO_SIGNER_CERT_VERIFY | CMS_BINARY) == 1;
}

CmsSigned refused(CmsSigned out, CmsSigned::State state, std::string en, std::string zh) {
  out.state = state;
  out.why = {std::move(en), std::move(zh)};
  return out;
}

class Check final : public CmsCheck {
 public:
  Result<CmsContents> open(std::string_view der) const override {
    if (cms_library() == nullptr) return fail(no_library());
    const ForgetErrors forget;
    const auto cms = opened(der);
    if (!cms) return fail(cms.error());
    if (cms->contents == nullptr) return CmsContents{{}, true};
    return CmsContents{octets_of(cms->contents), false};
  }

  Result<CmsSigned> check(const CmsAsked& asked) const override {
    if (cms_library() == nullptr) return fail(no_library());
    const ForgetErrors forget;
    const auto cms = opened(asked.cms);
    if (!cms) return fail(cms.error());
    using enum CmsSigned::State;
    CmsSigned out;
    const CmsCertificates anchors = cms_certificates(asked.anchors);
    const CmsCertificates sent = cms_certificates(cms->cms.get(), kMostCertificates);
    X509* const certificate = certificate_of(*cms, sent, anchors);
    if (certificate == nullptr)
      return refused(out, kNoChain, "its signer's certificate did not come with it", "未附签名者的证书");
    out.said_ms = said_time(cms->signer);
    out.subject = subject_of(certificate);
    if (!is_scheme(cms->signer) || !is_cms_key(certificate))
      return refused(
          out, kAlgorithm,
          "is signed by an algorithm that is not taken: SHA-256, 384, 512 with RSA of 2048 bits or "
          "more, or ECDSA on P-256, P-384 are",
          "签名算法不被接受，仅接受 SHA-256/384/512 与 2048 位以上 RSA 或 P-256/P-384 ECDSA");
    if (!has_attributes(cms->signer) || !is_signed(*cms, certificate, asked.contents))
      return refused(out, kBadSignature, "its signer did not sign this", "签名与内容不符，并非签名者所签");
    const CmsChain chain(certificate, sent, anchors, asked.signed_ms);
    if (!chain.fault().empty())
      return refused(out, chain.is_weak() ? kAlgorithm : kNoChain, chain.fault().en, chain.fault().zh);
    out.state = kHolds;
    out.chain = chain.days();
    chain.ask(asked.crls, out);
    return out;
  }
};

}  // namespace

std::unique_ptr<CmsCheck> cms_check() { return std::make_unique<Check>(); }

}  // namespace tidegate
