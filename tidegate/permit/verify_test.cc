#include "tidegate/permit/verify.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tidegate/permit/sample_test.h"
#include "tidegate/permit/verified_permits.h"

namespace tidegate::permit {
namespace {

Genuine genuine(const std::string& file, const TrustPolicy& trust = sample_trust()) {
  const auto verified = verify_permit(file, trust);
  EXPECT_EQ(verified.genuine == Genuine::kYes, verified.value.has_value());
  EXPECT_FALSE(verified.why.en.empty() || verified.why.zh.empty());
  return verified.genuine;
}

TEST(VerifyPermit, TakesWhatItsIssuerSigned) {
  EXPECT_EQ(genuine(signed_permit(sample_permit())), Genuine::kYes);
  EXPECT_EQ(genuine(signed_permit(sample_permit(), {1, 2})), Genuine::kYes);
  EXPECT_EQ(genuine(signed_permit(sample_permit()), trust_in(secret_of(1).public_key())), Genuine::kYes);
}

// Also of a file that more have signed than are needed.
TEST(VerifyPermit, AnyFlippedBitFails) {
  for (const std::string& good : {signed_permit(small_permit()), signed_permit(small_permit(), {1, 2})}) {
    for (std::size_t i = 0; i < good.size(); ++i) {
      for (int bit = 0; bit < 8; ++bit) {
        std::string file = good;
        file[i] = static_cast<char>(file[i] ^ (1 << bit));
        ASSERT_NE(verify_permit(file, sample_trust()).genuine, Genuine::kYes) << i << " " << bit;
      }
    }
  }
}

TEST(VerifyPermit, AnyOctetTakenAwayOrPutInFails) {
  constexpr std::string_view kOctets = " 0=\n";
  const std::string good = signed_permit(small_permit(), {1, 2});
  const auto fails = [](const std::string& file) {
    return verify_permit(file, sample_trust()).genuine != Genuine::kYes;
  };
  for (std::size_t i = 0; i <= good.size(); ++i) {
    if (i < good.size()) {
      ASSERT_TRUE(fails(good.substr(0, i) + good.substr(i + 1))) << i;
    }
    ASSERT_TRUE(fails(good.substr(0, i) + kOctets[i % kOctets.size()] + good.substr(i))) << i;
  }
}

TEST(VerifyPermit, RefusesKeysThatNobodyTrustsAndKeysThatAreNotNamed) {
  EXPECT_EQ(genuine(signed_permit(sample_permit()), trust_in(secret_of(9).public_key())), Genuine::kNo);
  EXPECT_EQ(genuine(signed_permit(sample_permit(), {1, 3})), Genuine::kNo);  // trusted, not among the signers
  EXPECT_EQ(genuine(signed_permit(sample_permit(), {1, 9})), Genuine::kNo);
  EXPECT_EQ(genuine(signed_permit(sample_permit(), {2})), Genuine::kNo);  // its issuer has not signed
}

TEST(VerifyPermit, CountsAgenciesNotKeys) {
  TrustPolicy two = sample_trust();
  two.permit_needs = 2;
  Permit permit = sample_permit();
  permit.signers = {id_of(1), id_of(2), id_of(3)};
  EXPECT_EQ(genuine(signed_permit(permit, {1}), two), Genuine::kNo);
  EXPECT_EQ(genuine(signed_permit(permit, {1, 3}), two), Genuine::kNo);
  EXPECT_EQ(genuine(signed_permit(permit, {1, 2}), two), Genuine::kYes);
}

TEST(VerifyPermit, AKeyCountsOnItsDaysAndForItsDocuments) {
  TrustPolicy trust = sample_trust();
  trust.keys[0].valid = {day("2026-11-01"), day("2026-11-02")};
  EXPECT_EQ(genuine(signed_permit(sample_permit()), trust), Genuine::kYes);
  Permit later = sample_permit();
  later.issued_at_ms = start_of_china_day(day("2026-11-02"));
  EXPECT_EQ(genuine(signed_permit(later), trust), Genuine::kNo);
  later.issued_at_ms -= 1;
  EXPECT_EQ(genuine(signed_permit(later), trust), Genuine::kYes);
  trust.keys[0].signs_permits = false;
  EXPECT_EQ(genuine(signed_permit(sample_permit()), trust), Genuine::kNo);
}

TEST(VerifyPermit, ContentsThatAreNoPermitAreMalformedHoweverWellSigned) {
  EXPECT_EQ(genuine(sign_contents(DocumentKind::kPermit, "{}", {1})), Genuine::kMalformed);
  EXPECT_EQ(genuine(sign_contents(DocumentKind::kStatus, write_permit(sample_permit()), {1})),
            Genuine::kMalformed);
  EXPECT_EQ(genuine("{}"), Genuine::kMalformed);
}

TEST(VerifyStatus, SpeaksOfOnePermitAlone) {
  const VerifiedPermit permit = verified(sample_permit());
  const auto check = [&](const PermitStatus& status, std::initializer_list<std::uint8_t> seeds = {1},
                         const TrustPolicy& trust = sample_trust()) {
    return verify_status(signed_status(status, seeds), trust, permit).genuine;
  };
  PermitStatus status = sample_status(permit.hash());
  EXPECT_EQ(check(status), Genuine::kYes);
  status.permit_hash[0] = status.permit_hash[0] == '0' ? '1' : '0';
  EXPECT_EQ(check(status), Genuine::kNo);
  status = sample_status(permit.hash());
  status.permit_id = "P-0002";
  EXPECT_EQ(check(status), Genuine::kNo);
  EXPECT_EQ(verify_status(signed_permit(sample_permit()), sample_trust(), permit).genuine,
            Genuine::kMalformed);
}

TEST(VerifyStatus, AnyFlippedBitFails) {
  const VerifiedPermit permit = verified(sample_permit());
  const std::string good = signed_status(sample_status(permit.hash()));
  for (std::size_t i = 0; i < good.size(); ++i) {
    for (int bit = 0; bit < 8; ++bit) {
      std::string file = good;
      file[i] = static_cast<char>(file[i] ^ (1 << bit));
      ASSERT_NE(verify_status(file, sample_trust(), permit).genuine, Genuine::kYes) << i << " " << bit;
    }
  }
}

// To stop takes one; to say that it still holds takes as many as the policy wants.
TEST(VerifyStatus, OneAgencyIsEnoughToStop) {
  const VerifiedPermit permit = verified(sample_permit());
  TrustPolicy two = sample_trust();
  two.status_needs = 2;
  PermitStatus status = sample_status(permit.hash());
  status.signers = {id_of(1), id_of(2)};
  EXPECT_EQ(verify_status(signed_status(status, {1}), two, permit).genuine, Genuine::kNo);
  EXPECT_EQ(verify_status(signed_status(status, {1, 2}), two, permit).genuine, Genuine::kYes);
  status.state = PermitState::kSuspended;
  status.reason = {"audit", "审计"};
  EXPECT_EQ(verify_status(signed_status(status, {1}), two, permit).genuine, Genuine::kYes);
}

TEST(TrustPolicy, ReadsItsFile) {
  const auto key = [](int seed, const std::string& agency) {
    const Ed25519Key k = secret_of(static_cast<std::uint8_t>(seed)).public_key();
    return R"({"agency":")" + agency + R"(","algorithm":"ed25519","public_key":")" + hex(k.bytes) +
           R"(","from":"2026-01-01","until":null,"signs":["permit","status"]})";
  };
  const auto file = [](const std::string& keys, int permit, int status) {
    return R"({"format":"tidegate.trust/1","keys":[)" + keys + R"(],"needs":{"permit":)" +
           std::to_string(permit) + R"(,"status":)" + std::to_string(status) + "}}";
  };
  const auto trust = read_trust(file(key(1, "a") + "," + key(2, "b"), 2, 1), "t");
  ASSERT_TRUE(trust) << trust.error().what;
  EXPECT_EQ(trust->keys[1].id, id_of(2));
  EXPECT_EQ(trust->permit_needs, 2u);
  EXPECT_EQ(trust->keys[0].valid.from, day("2026-01-01"));
  EXPECT_TRUE(trust->keys[0].valid.is_open());
  EXPECT_FALSE(read_trust(file(key(1, "a") + "," + key(2, "a"), 2, 1), "t"));  // one agency
  EXPECT_FALSE(read_trust(file(key(1, "a") + "," + key(1, "b"), 1, 1), "t"));  // one key
  EXPECT_FALSE(read_trust(file(key(1, "a"), 0, 1), "t"));
  EXPECT_FALSE(read_trust(file("", 1, 1), "t"));
}

TEST(VerifiedPermits, KeepsThoseThatWereAskedForLast) {
  VerifiedPermits kept(2);
  const auto hash = [](const char* name) { return sha256(name); };
  EXPECT_EQ(kept.find(hash("a")), nullptr);
  kept.keep(hash("a"), verified(sample_permit()));
  kept.keep(hash("b"), verified(sample_permit()));
  EXPECT_NE(kept.find(hash("a")), nullptr);
  kept.keep(hash("c"), verified(sample_permit()));
  EXPECT_EQ(kept.size(), 2u);
  EXPECT_EQ(kept.find(hash("b")), nullptr);
  ASSERT_NE(kept.find(hash("a")), nullptr);
  EXPECT_NE(kept.find(hash("a"))->find_item("检验结果"), nullptr);
}

}  // namespace
}  // namespace tidegate::permit
