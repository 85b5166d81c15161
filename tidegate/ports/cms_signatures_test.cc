// What the openssl program signed under certificates of python3-cryptography
// (tests/credentials/make_certificate_cases.py); the whole of it is judged by the labelled cases.
#include "tidegate/ports/cms_signatures.h"

#include <gtest/gtest.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <algorithm>
#include <fstream>
#include <iterator>

namespace tidegate {
namespace {

std::string kept(const std::string& name) {
  std::ifstream in(TIDEGATE_SOURCE_DIR "/tests/credentials/certified/" + name, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::string der_of(const std::string& pem) {
  BIO* const in = BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size()));
  X509_CRL* const crl = PEM_read_bio_X509_CRL(in, nullptr, nullptr, nullptr);
  unsigned char* octets = nullptr;
  const int size = i2d_X509_CRL(crl, &octets);
  std::string out(reinterpret_cast<const char*>(octets), static_cast<std::size_t>(std::max(size, 0)));
  OPENSSL_free(octets);
  X509_CRL_free(crl);
  BIO_free(in);
  return out;
}

class CmsSignatures : public testing::Test {
 protected:
  Result<CmsSigned> check(const std::string& cms, std::string_view contents,
                          const std::vector<std::string>& crls = {}) const {
    return check_->check({cms, contents, anchors_, crls, 1'772'323'200'000});  // 2026-03-01
  }
  const std::unique_ptr<CmsCheck> check_ = cms_check();
  const std::vector<std::string> anchors_{kept("root.der")};
  const std::string signed_ = kept("signed.cms");
};

TEST_F(CmsSignatures, HoldsAndTellsWhoSigned) {
  const auto contents = check_->open(signed_);
  ASSERT_TRUE(contents) << contents.error().what;
  EXPECT_FALSE(contents->is_detached);
  const auto found = check(signed_, contents->octets, {der_of(kept("root.crl"))});
  ASSERT_TRUE(found);
  EXPECT_EQ(found->state, CmsSigned::State::kHolds) << found->why.en;
  ASSERT_EQ(found->chain.size(), 2U);
  EXPECT_EQ(found->subject.back(), (std::pair<std::string, std::string>("CN", "signer B")));
  ASSERT_EQ(found->crls.size(), 1U);
  EXPECT_EQ(found->crls[0].state, CrlWord::State::kHolds);
  EXPECT_TRUE(found->said_ms.has_value());
  EXPECT_EQ(check(signed_, contents->octets + " ")->state, CmsSigned::State::kBadSignature);
}

// The signature covers contents, attributes and key; what a flip elsewhere leaves in force must say the very
// same: contents, certificates, subject.
TEST_F(CmsSignatures, NoOctetThatIsFlippedChangesWhatIsProved) {
  const auto whole = check_->open(signed_);
  const auto before = check(signed_, whole->octets);
  std::size_t meaningless = 0;
  for (std::size_t i = 0; i < signed_.size(); ++i) {
    for (int bit = 1; bit < 256; bit *= 2) {
      std::string changed = signed_;
      changed[i] = static_cast<char>(changed[i] ^ bit);
      const auto opened = check_->open(changed);
      if (!opened) continue;
      const auto found = check(changed, opened->octets);
      if (!found || found->state != CmsSigned::State::kHolds) continue;
      ++meaningless;
      EXPECT_EQ(opened->octets, whole->octets) << i;
      EXPECT_EQ(found->subject, before->subject) << i;
      ASSERT_EQ(found->chain.size(), before->chain.size()) << i;
      for (std::size_t at = 0; at < found->chain.size(); ++at)
        EXPECT_EQ(found->chain[at].hash, before->chain[at].hash) << i;
    }
  }
  // Versions, absent parameters, and the case of letters in the name that picks the certificate.
  EXPECT_LT(meaningless, 64U);
}

TEST_F(CmsSignatures, NoOctetOfARevocationListLiftsIt) {
  const auto whole = check_->open(signed_);
  const std::string crl = der_of(kept("revoked.crl"));
  ASSERT_EQ(check(signed_, whole->octets, {crl})->crls.at(0).state, CrlWord::State::kRevoked);
  for (std::size_t i = 0; i < crl.size(); ++i) {
    std::string changed = crl;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    const auto found = check(signed_, whole->octets, {changed});
    ASSERT_TRUE(found);
    for (const CrlWord& word : found->crls) EXPECT_EQ(word.state, CrlWord::State::kRevoked) << i;
  }
}

TEST_F(CmsSignatures, WhatIsNoCmsIsAnErrorInBothLanguages) {
  for (const std::string& bytes : {std::string(), std::string("30"), signed_.substr(0, 200),
                                   signed_ + signed_, kept("root.der"), std::string(5'000'000, '\x30')}) {
    const auto opened = check_->open(bytes);
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().code, ErrorCode::kMalformed);
    EXPECT_FALSE(opened.error().what_zh.empty());
  }
}

TEST_F(CmsSignatures, WithoutAnAnchorNobodyStandsBehindIt) {
  const auto whole = check_->open(signed_);
  const auto found = check_->check({signed_, whole->octets, {}, {}, 0});
  EXPECT_EQ(found->state, CmsSigned::State::kNoChain);
  EXPECT_FALSE(found->why.zh.empty());
}

}  // namespace
}  // namespace tidegate
