#include "tidegate/store/bundle.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <fstream>
#include <iterator>

#include "tidegate/base/hash.h"
#include "tidegate/base/json.h"
#include "tidegate/store/arbitrary_test.h"

namespace tidegate {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

Bundle some_bundle() {
  Bundle b;
  b.program = "tidegate 0.1.0";
  b.as_of = Date::of(2026, 11, 23).value();
  b.transfer.id = "trial-2026";
  b.transfer.summary = {"trial data to HQ", "临床试验数据回传总部"};
  b.transfer.facts.flow.set("exporter.ciio", false);
  b.transfer.facts.items.resize(1);
  b.transfer.facts.items[0].set("subjects", std::int64_t{3'200});
  b.packs = {{"cn", "3", "ab"}};
  b.weights = {"v0", "2026-11-23", "cd"};
  b.assessment_sha256 = "ef";
  return b;
}
CheckedCredential checked_credential() {
  CredentialAssurance found;
  found.kind = "dsm";
  found.holder = "91110108MA01ABCD0B";
  found.scope = {{"crm"}, {"Beijing"}, {}};
  found.level = 3;
  found.issuer = "https://cert.example/dsm";
  found.issuer_name = {"a body", "某机构"};
  found.accreditation = {"cnas"};
  found.issued_ms = 1;
  found.expires_ms = 2;
  found.status = CredentialStatus::kSuspended;
  found.status_source = "https://cert.example/status/1";
  found.status_ms = 3;
  found.document_hash = "ab";
  found.grade = EvidenceGrade::kE2;
  found.why_not_higher = {{CredentialFault::kStatusStale, EvidenceGrade::kE2, {"old", "旧"}}};
  found.factors = {Factor::kX};
  return {"dsm.jwt", found};
}
ErrorCode refusal(std::string_view bytes) {
  const auto bundle = read_bundle(bytes);
  return bundle ? ErrorCode::kCancelled : bundle.error().code;
}

TEST(Bundle, ComesBackWhole) {
  const std::string bytes = write_bundle(some_bundle());
  const auto back = read_bundle(bytes);
  ASSERT_TRUE(back);
  EXPECT_EQ(back->transfer, some_bundle().transfer);
  EXPECT_EQ(back->packs, some_bundle().packs);
  EXPECT_EQ(back->weights, some_bundle().weights);
  EXPECT_EQ(back->as_of, some_bundle().as_of);
  EXPECT_FALSE(back->profile);
  EXPECT_EQ(write_bundle(*back), bytes);
}

TEST(Bundle, WhatWasFoundOfCredentialsComesBack) {
  Bundle b = some_bundle();
  EXPECT_THAT(write_bundle(b), Not(HasSubstr("credentials")));  // bundles of before keep their bytes
  b.credentials = {checked_credential()};
  const auto back = read_bundle(write_bundle(b));
  ASSERT_TRUE(back) << back.error().what;
  EXPECT_EQ(back->credentials, b.credentials);
  EXPECT_THAT(write_bundle(b), Not(HasSubstr("undeclared_copies")));
  b.undeclared_copies = {"SG", "US"};
  const auto abroad = read_bundle(write_bundle(b));
  ASSERT_TRUE(abroad);
  EXPECT_EQ(abroad->undeclared_copies, b.undeclared_copies);
}

TEST(Bundle, EveryBundleComesBackWithItsBytes) {
  EXPECT_TRUE(rc::check("bundles", [] {
    const auto seed = *rc::gen::arbitrary<std::uint64_t>();
    Bundle b = some_bundle();
    b.transfer = store::arbitrary<Transfer>(seed);
    store::keep_rows(b.transfer);
    if (seed % 2 == 0) b.profile = store::arbitrary<DataProfile>(seed);
    if (seed % 4 == 1) b.read = {"|", "gb18030"};
    b.public_security_gate = seed % 3 == 0;
    const std::string bytes = write_bundle(b);
    const auto back = read_bundle(bytes);
    RC_ASSERT(back.has_value());
    RC_ASSERT(back->transfer == b.transfer);
    RC_ASSERT(back->read == b.read);
    RC_ASSERT(write_bundle(*back) == bytes);
  }));
}

TEST(Bundle, HoldsItsFormatAndAHashOfTheRest) {
  const std::string bytes = write_bundle(some_bundle());
  EXPECT_THAT(bytes, StartsWith("{\"as_of\":\"2026-11-23\","));
  EXPECT_THAT(bytes, HasSubstr("\"format\":\"tidegate.tga/1\""));
  EXPECT_THAT(bytes,
              Not(HasSubstr("\"read\"")));  // recognised: as bundles were before they could say otherwise
  const auto json = parse_json(bytes.substr(0, bytes.size() - 1), "t");
  ASSERT_TRUE(json);
  Json::Object rest;
  for (const auto& member : *json->object()) {
    if (member.first != "sha256") rest.push_back(member);
  }
  EXPECT_EQ(*json->find("sha256")->string(), sha256_hex(canonical_text(Json(rest))));
}

TEST(Bundle, EveryFlippedBitIsCorrupt) {
  const std::string bytes = write_bundle(some_bundle());
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    for (int bit = 0; bit < 8; ++bit) {
      std::string damaged = bytes;
      damaged[i] = static_cast<char>(damaged[i] ^ (1 << bit));
      ASSERT_EQ(refusal(damaged), ErrorCode::kCorrupt) << "octet " << i << " bit " << bit;
    }
  }
}

TEST(Bundle, EveryCutOrGrownFileIsCorrupt) {
  const std::string bytes = write_bundle(some_bundle());
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    ASSERT_EQ(refusal(bytes.substr(0, i)), ErrorCode::kCorrupt) << i;
    std::string grown = bytes;
    grown.insert(i, 1, ' ');
    ASSERT_EQ(refusal(grown), ErrorCode::kCorrupt) << i;
  }
  EXPECT_EQ(refusal(bytes + "\n"), ErrorCode::kCorrupt);
  EXPECT_EQ(refusal(bytes + bytes), ErrorCode::kCorrupt);
  EXPECT_EQ(refusal("name,phone\n"), ErrorCode::kCorrupt);
}

// Bytes that somebody sealed anew after changing them.
std::string sealed(std::string_view changed) {
  const Json json = parse_json(changed, "t").value();
  Json::Object members;
  for (const auto& member : *json.object()) {
    if (member.first != "sha256") members.push_back(member);
  }
  const std::string hash = sha256_hex(canonical_text(Json(members)));
  members.emplace_back("sha256", Json(hash));
  return canonical_text(Json(members)) + "\n";
}

TEST(Bundle, AnotherVersionOfTheFormatIsToldApartFromDamage) {
  EXPECT_EQ(refusal(sealed(R"({"format":"tidegate.tga/2","news":1})")), ErrorCode::kOutOfRange);
}

TEST(Bundle, WhatOthersSealedIsStillReadStrictly) {
  EXPECT_EQ(refusal(sealed(R"({"format":"tidegate.tga/1"})")), ErrorCode::kCancelled);  // all defaults: sound
  EXPECT_EQ(refusal(sealed(R"({"format":"tidegate.tga/1","cells":["x"]})")), ErrorCode::kCorrupt);
  EXPECT_EQ(refusal(sealed(R"({"format":"tidegate.tga/1","program":""})")), ErrorCode::kCorrupt);
  EXPECT_EQ(refusal(sealed(R"({"format":"tidegate.tga/1","transfer":{"data":[{"item":7}]}})")),
            ErrorCode::kCorrupt);
  EXPECT_EQ(refusal(sealed(R"({"format":"tidegate.tga/1","transfer":{"factors":[{"level":9}]}})")),
            ErrorCode::kCorrupt);
}

// The corpus of the fuzz target was sealed by a program in another language, from docs/formats/bundle.md.
TEST(Bundle, WhatAnotherProgramSealedIsRead) {
  std::ifstream in(TIDEGATE_SOURCE_DIR "/fuzz/corpus/store_bundle/full.tga", std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(in), {}};
  const auto bundle = read_bundle(bytes);
  ASSERT_TRUE(bundle) << bundle.error().what;
  EXPECT_EQ(bundle->transfer.summary.zh, "试验");
  EXPECT_EQ(write_bundle(*bundle), bytes);
}

TEST(Bundle, IsRefusedBeyondItsBound) {
  EXPECT_EQ(refusal(std::string(kLargestBundle + 1, ' ')), ErrorCode::kLimit);
}

TEST(AssessmentDigest, LeavesOutWhereTheRecordLies) {
  Assessment a;
  a.program = "tidegate 0.1.0";
  const std::string before = assessment_digest(a);
  a.record_id = "ab";
  a.bundle_path = "/x/y.tga";
  a.html_path = "/x/y.html";
  EXPECT_EQ(assessment_digest(a), before);
  a.notes.push_back({"changed", "变了"});
  EXPECT_NE(assessment_digest(a), before);
}

}  // namespace
}  // namespace tidegate
