// Claim: bytes are refused in both languages, or they are a credential whose holder, kind and moments are
// whole; no bytes that a fuzzer makes reach more than E1, whatever they say of themselves, and their reasons
// stand by precedence. A disclosure that nobody signed is never taken.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "tidegate/assure/check.h"
#include "tidegate/assure/credential.h"
#include "tidegate/assure/sd_jwt.h"
#include "tidegate/base/check.h"

namespace {

using namespace tidegate;

// No key of a fuzzer has signed anything.
class NoSignature final : public SignatureCheck {
 public:
  Result<bool> is_signed_by(const PublicKey&, std::string_view, std::string_view) override { return false; }
};

const assure::TrustList& trust() {
  static const assure::TrustList kList = [] {
    assure::TrustList list;
    list.expires = Date::from_days(40'000);
    for (const char* id :
         {"https://cert.example/ed", "https://cert.example/es", "https://cert.example/sm2"}) {
      assure::Issuer issuer;
      issuer.id = id;
      issuer.kinds = {"dsm"};
      issuer.keys = {{"k1", PublicKey{SignatureAlgorithm::kEd25519, std::string(32, 'k')}, DateInterval{}}};
      list.issuers.push_back(issuer);
    }
    return list;
  }();
  return kList;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto credential = assure::read_credential(bytes, "f");
  if (credential) {
    TIDEGATE_CHECK(!credential->kind.empty() && !credential->holder.empty() && !credential->issuer.empty());
    TIDEGATE_CHECK(credential->issued_ms >= 0 && credential->from_ms >= credential->issued_ms);
    const std::string more(bytes.substr(0, bytes.find_last_not_of("\r\n") + 1));
    if (bytes.find('~') != bytes.npos && more.ends_with('~'))
      TIDEGATE_CHECK(!assure::read_credential(more + "WyJzIiwia2luZCIsIngiXQ~", "f"));
  } else {
    TIDEGATE_CHECK(!credential.error().what.empty() && !credential.error().what_zh.empty());
  }
  NoSignature signatures;
  assure::CredentialQuestion question;
  question.holder = credential ? credential->holder : "91110108MA01ABCD0B";
  const std::string itself(bytes);
  assure::StatusLists statuses({&itself, 1});
  const CredentialAssurance a = assure::check_credential(bytes, question, trust(), statuses, {}, signatures);
  TIDEGATE_CHECK(a.grade <= EvidenceGrade::kE1 && !a.why_not_higher.empty());
  for (std::size_t i = 1; i < a.why_not_higher.size(); ++i)
    TIDEGATE_CHECK(a.why_not_higher[i - 1].fault <= a.why_not_higher[i].fault);
  return 0;
}
