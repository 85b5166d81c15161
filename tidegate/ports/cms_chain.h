// The certificates behind one signature: from the signer's to an anchor. Private to ports; libcrypto is
// loaded before any of it is asked for.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "tidegate/base/cms_check.h"
#include "tidegate/ports/cms_library.h"

namespace tidegate {

using CmsCertificates = std::vector<HeldCertificate>;

// What is no certificate is passed over.
CmsCertificates cms_certificates(std::span<const std::string> ders);
// Those that came with a signature, `most` of them.
CmsCertificates cms_certificates(CMS_ContentInfo* cms, int most);
std::int64_t cms_moment(const ASN1_TIME* time);
// What is taken, of the signer and of every certificate behind him.
bool is_cms_digest(int nid);
bool is_cms_key(X509* certificate);

class CmsChain {
 public:
  // Borrows all but the moment, for as long as it lives.
  CmsChain(X509* signer, const CmsCertificates& sent, const CmsCertificates& anchors, std::int64_t at_ms);
  const Text& fault() const { return fault_; }  // empty: it ends at an anchor, and its certificates may
  bool is_weak() const { return is_weak_; }     // the fault: a digest or a key in it is not taken
  std::vector<CertificateDays> days() const;
  // Which revocation lists its certificates signed, and what these say.
  void ask(std::span<const std::string> crls, CmsSigned& out) const;

 private:
  void hold_usages();
  void hold_algorithms();
  void ask_one(const std::string& crl, CmsSigned& out) const;
  HeldStore store_;
  HeldWalk walk_;
  std::vector<X509*> chain_;
  Text fault_;
  bool is_weak_ = false;
};

}  // namespace tidegate
