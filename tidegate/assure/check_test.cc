#include "tidegate/assure/check.h"

#include <gtest/gtest.h>

#include "tidegate/assure/credential.h"
#include "tidegate/assure/faults.h"
#include "tidegate/assure/sample_test.h"
#include "tidegate/assure/sd_jwt.h"

namespace tidegate::assure {
namespace {

using enum EvidenceGrade;

TEST(CheckCredential, AnHonestOneReachesE3WithEveryReasonGone) {
  for (const CredentialForm form : {CredentialForm::kVcJwt, CredentialForm::kSdJwt}) {
    const CredentialAssurance a = checked(issued(sample_contents(), form));
    EXPECT_EQ(a.grade, kE3) << reason(a);
    EXPECT_TRUE(a.why_not_higher.empty());
    EXPECT_EQ(a.factors, std::vector<Factor>{Factor::kX});
    EXPECT_EQ(a.status, CredentialStatus::kValid);
    EXPECT_EQ(a.accreditation, (std::vector<std::string>{"cnas", "cnca"}));
    EXPECT_EQ(a.holder, kUscc);
    EXPECT_EQ(a.document_hash.size(), 64U);
  }
}

struct Fault {
  const char* reason;
  EvidenceGrade grade;
  const char* changes;  // of the contents
};

TEST(CheckCredential, WhatItSaysOfItselfIsHeldToTheQuestion) {
  for (const Fault& fault : {
           Fault{"other_entity", kE0, R"({"holder":{"uscc":"91310115MA1K0AAA1H"}})"},
           Fault{"other_system", kE0, R"({"scope":{"systems":["billing"],"sites":["Beijing DC1"]}})"},
           Fault{"other_system", kE1, R"({"scope":{"sites":["Beijing DC1"]}})"},
           Fault{"other_site", kE0, R"({"scope":{"systems":["crm"],"sites":["Oslo"]}})"},
           Fault{"other_process", kE1,
                 R"({"scope":{"systems":["crm"],"sites":["Beijing DC1"],"processes":["sales"]}})"},
           Fault{"expired", kE0, R"({"expires":"2026-06-01T12:00:00Z"})"},
           Fault{"not_yet_valid", kE0, R"({"issued":"2026-06-01T12:00:01Z"})"},
           Fault{"unknown_issuer", kE1, R"({"issuer":"https://cert.example/dsm2"})"},
           Fault{"kind_not_allowed", kE1, R"({"kind":"iso27001"})"},
           Fault{"filing_alone", kE1, R"({"kind":"mlps_filing"})"},
           Fault{"kind_limit", kE2, R"({"kind":"staff"})"},
           Fault{"work_too_old", kE2, R"({"kind":"mlps"})"},
           Fault{"work_too_old", kE2, R"({"kind":"mlps","worked_on":"2025-05-31"})"},
           Fault{"work_too_old", kE2, R"({"kind":"mlps","level":4,"worked_on":"2025-11-01"})"},
           Fault{"status_missing", kE1, R"({"status":null})"},
           Fault{"status_missing", kE1, R"({"status":{"uri":"https://cert.example/status/2","index":5}})"},
           Fault{"status_missing", kE1, R"({"status":{"uri":"https://cert.example/status/1","index":16}})"},
       }) {
    const CredentialAssurance a = checked(issued(with(sample_contents(), fault.changes)));
    EXPECT_EQ(reason(a), fault.reason) << fault.changes;
    EXPECT_EQ(a.grade, fault.grade) << fault.changes;
    EXPECT_FALSE(a.why_not_higher.front().says.zh.empty());
  }
}

TEST(CheckCredential, AYearlyTestOfThisYearReachesE3) {
  const auto a = checked(issued(with(sample_contents(), R"({"kind":"mlps","worked_on":"2026-01-15"})")));
  EXPECT_EQ(a.grade, kE3) << reason(a);
  EXPECT_EQ(a.factors, (std::vector<Factor>{Factor::kX, Factor::kT}));
}

TEST(CheckCredential, ALevelBelowTheOneNeededStaysAtE1) {
  CredentialQuestion q = question();
  q.least_level = 4;
  EXPECT_EQ(reason(checked(issued(sample_contents()), q)), "level_too_low");
}

TEST(CheckCredential, ATestOfMlpsCountsFromLevel2On) {
  const auto of = [](const char* level) {
    return checked(
        issued(with(sample_contents(),
                    std::string(R"({"kind":"mlps","worked_on":"2026-01-15","level":)") + level + "}")));
  };
  EXPECT_EQ(of("2").grade, kE3);
  for (const char* low : {"1", "null"}) {
    EXPECT_EQ(reason(of(low)), "level_too_low") << low;
    EXPECT_EQ(of(low).grade, kE1) << low;
  }
}

TEST(CheckCredential, ASystemWithoutANameOrAPlaceStaysAtE1) {
  CredentialQuestion q = question();
  q.systems.push_back({"", {"Beijing DC1"}});
  EXPECT_EQ(reason(checked(issued(sample_contents()), q)), "other_system");
  EXPECT_EQ(checked(issued(sample_contents()), q).grade, kE1);
  q = question();
  q.systems.push_back({"billing", {}});
  EXPECT_EQ(reason(checked(issued(sample_contents()), q)), "other_site");
  EXPECT_EQ(checked(issued(sample_contents()), q).grade, kE1);
}

// What a credential of this kind and scope comes to, asked of these systems.
CredentialAssurance scoped(const std::string& kind, const char* scope, const std::vector<AskedSystem>& asked,
                           const char* level = "3") {
  CredentialQuestion q = question();
  q.systems = asked;
  Json trusted = sample_trust();
  const std::string every = R"(["dsm","mlps","cryptography","iso27001","audit","staff"])";
  const Json issuer = trusted.find("issuers")->array()->front();
  Json right = with(issuer.find("accreditations")->array()->front(), R"({"kinds":)" + every + "}");
  const Json may =
      with(issuer, R"({"kinds":)" + every + R"(,"accreditations":[)" + canonical_text(right) + "]}");
  trusted = with(trusted, R"({"issuers":[)" + canonical_text(may) + "]}");
  return checked(
      issued(with(sample_contents(), R"({"kind":")" + kind + R"(","worked_on":"2026-02-20","scope":)" +
                                         scope + R"(,"level":)" + level + "}")),
      q, trust(trusted));
}

// Whoever says less of what must be covered proves no more by it.
TEST(CheckCredential, ASystemThatNobodyDeclaresRaisesNoGrade) {
  const std::vector<std::vector<AskedSystem>> said_less{
      {}, {{"", {}}}, {{"", {"Beijing DC1"}}}, {{"crm", {}}}};
  for (const char* kind : {"dsm", "mlps", "cryptography", "iso27001", "audit", "staff"}) {
    for (const char* scope : {"null", R"({"systems":["crm"]})", R"({"sites":["Beijing DC1"]})",
                              R"({"systems":["crm"],"sites":["Beijing DC1"]})"}) {
      const auto full = scoped(kind, scope, {{"crm", {"Beijing DC1"}}});
      for (const auto& asked : said_less)
        EXPECT_LE(scoped(kind, scope, asked).grade, full.grade) << kind << scope;
    }
  }
}

TEST(CheckCredential, ATestOfASystemMustNameItWhateverIsAsked) {
  for (const char* kind : {"mlps", "cryptography", "dsm"}) {
    for (const std::vector<AskedSystem>& asked : {std::vector<AskedSystem>{}, {{"crm", {"Beijing DC1"}}}}) {
      const auto a = scoped(kind, "null", asked);
      EXPECT_EQ(a.grade, kE1) << kind;
      EXPECT_EQ(reason(a), "other_system") << kind;
      EXPECT_EQ(a.why_not_higher.front().says.en, "its scope names no system");
    }
  }
}

TEST(CheckCredential, WhatIsOfTheFirmByItsNatureNeedsNoSystem) {
  const std::vector<AskedSystem> two{{"crm", {"Beijing DC1"}}, {"hr", {"Shanghai"}}};
  EXPECT_EQ(scoped("audit", "null", two).grade, kE3);
  EXPECT_EQ(scoped("audit", "null", {}).grade, kE3);
  EXPECT_EQ(scoped("staff", "null", {}).grade, kE2);
  EXPECT_EQ(reason(scoped("audit", R"({"systems":["crm"]})", two)), "system_uncovered")
      << "what it says of counts";
  EXPECT_EQ(reason(scoped("audit", R"({"systems":["crm"]})", {})), "other_system");
  EXPECT_EQ(scoped("iso27001", R"({"sites":["Beijing DC1","Shanghai"]})", two).grade, kE3);
  EXPECT_EQ(reason(scoped("iso27001", R"({"sites":["Beijing DC1"]})", two)), "system_uncovered");
  EXPECT_EQ(reason(scoped("iso27001", R"({"sites":["Oslo"]})", two)), "other_site");
  EXPECT_EQ(reason(scoped("iso27001", "null", two)), "other_site") << "which sites must be said";
}

// Each is signed by the sample authority; entry 6 is revoked, 7 suspended. "SYSTEM[,SYSTEM]@SITE#ENTRY".
std::vector<CredentialAssurance> together(const std::vector<std::string>& credentials,
                                          const std::vector<AskedSystem>& asked) {
  CredentialQuestion q = question();
  q.systems = asked;
  std::vector<int> entries(16);
  entries[6] = kStatusRevoked;
  const std::vector<std::string> lists{status_list(kFresh, entries)};
  StatusLists statuses(lists);
  SampleCheck signatures;
  const TrustList list = trust();
  const auto known = rules();
  CredentialsTogether all(q, list, statuses, known, signatures);
  for (const std::string& written : credentials) {
    const auto site = written.find('@');
    const auto entry = written.find('#');
    std::string systems = written.substr(0, site);
    for (auto at = systems.find(','); at != systems.npos; at = systems.find(',', at + 3))
      systems.replace(at, 1, R"(",")");
    all.add(issued(
        with(sample_contents(), R"({"kind":"mlps","worked_on":"2026-02-20","scope":{"systems":[")" + systems +
                                    R"("],"sites":[")" + written.substr(site + 1, entry - site - 1) +
                                    R"("]},"status":{"uri":"https://cert.example/status/1","index":)" +
                                    written.substr(entry + 1) + "}}")));
  }
  return all.conclude();
}

std::string told(const CredentialAssurance& a) {
  return std::string(to_string(a.grade)) + (a.why_not_higher.empty() ? "" : " " + reason(a));
}

TEST(CredentialsTogether, OneForEachSystemCoversAll) {
  const std::vector<AskedSystem> two{{"crm", {"Beijing"}}, {"hr", {"Shanghai"}}};
  const auto both = together({"crm@Beijing#5", "hr@Shanghai#4"}, two);
  EXPECT_EQ(told(both[0]), "E3");
  EXPECT_EQ(told(both[1]), "E3");
  const auto one = together({"crm@Beijing#5"}, two);
  EXPECT_EQ(told(one[0]), "E1 system_uncovered");
  EXPECT_EQ(one[0].why_not_higher[0].says.en,
            "of 2 systems that must be covered 1 has no credential of this kind that is proven: hr");
  EXPECT_EQ(one[0].why_not_higher[0].says.zh, "须覆盖的 2 个系统中有 1 个未见经证明的同类资质：hr");
  EXPECT_EQ(one[0].factors.size(), 2U) << "it is worth what a paper is";
  EXPECT_EQ(told(together({"crm@Shanghai#5", "hr@Shanghai#4"}, two)[0]), "E0 other_site");
  EXPECT_EQ(told(together({"crm@Shanghai#5", "hr@Shanghai#4"}, two)[1]), "E1 system_uncovered");
}

TEST(CredentialsTogether, TheWorstCoveredSystemCountsForAll) {
  const std::vector<AskedSystem> two{{"crm", {"Beijing"}}, {"hr", {"Beijing"}}};
  const auto revoked = together({"crm@Beijing#5", "hr@Beijing#6"}, two);
  EXPECT_EQ(told(revoked[0]), "E1 system_uncovered");
  EXPECT_EQ(told(revoked[1]), "E0 revoked");
  const auto overlapping = together({"crm,hr@Beijing#5", "hr@Beijing#6", "erp@Beijing#4"}, two);
  EXPECT_EQ(told(overlapping[0]), "E3") << "one that covers all needs none beside it";
  EXPECT_EQ(told(overlapping[2]), "E0 other_system");
  const auto twice = together({"crm@Beijing#5", "hr@Beijing#6", "hr@Beijing#3"}, two);
  EXPECT_EQ(told(twice[0]), "E3") << "the best of a system counts";
  const auto three = together({"crm@Beijing#5", "hr@Beijing#4"}, {two[0], two[1], {"erp", {"Beijing"}}});
  EXPECT_EQ(told(three[0]), "E1 system_uncovered");
  EXPECT_EQ(three[0].why_not_higher[0].says.en,
            "of 3 systems that must be covered 1 has no credential of this kind that is proven: erp");
}

TEST(CredentialsTogether, ASystemAtTwoPlacesIsCoveredAtEach) {
  const std::vector<AskedSystem> asked{{"crm", {"Beijing"}}, {"crm", {"Shanghai"}}};
  EXPECT_EQ(
      together({"crm@Beijing#5"}, asked)[0].why_not_higher[0].says.en,
      "of 2 systems that must be covered 1 has no credential of this kind that is proven: crm (Shanghai)");
  EXPECT_EQ(told(together({"crm@Beijing#5", "crm@Shanghai#4"}, asked)[0]), "E3");
}

TEST(CheckCredential, AScopeThatNobodyAskedAboutStaysAtE1) {
  CredentialQuestion q = question();
  q.systems = {{"crm", {}}};
  const auto a = checked(issued(sample_contents()), q);
  EXPECT_EQ(reason(a), "other_site");
  EXPECT_EQ(a.grade, kE1);
}

TEST(CheckCredential, AnotherKeyProvesNothing) {
  EXPECT_EQ(reason(checked(issued(sample_contents(), CredentialForm::kVcJwt, 2))), "bad_signature");
  EXPECT_EQ(reason(checked(issued(sample_contents(), CredentialForm::kVcJwt, 1, "k9"))), "unknown_key");
  EXPECT_EQ(checked(issued(sample_contents(), CredentialForm::kVcJwt, 2)).grade, kE0);
}

TEST(CheckCredential, EveryChangedOctetIsCaught) {
  const std::string honest = issued(sample_contents(), CredentialForm::kSdJwt);
  for (std::size_t i = 0; i < honest.size(); ++i) {
    std::string changed = honest;
    changed[i] = changed[i] == 'A' ? 'B' : 'A';
    EXPECT_LT(checked(changed).grade, kE3) << i;
    // Cut behind a tilde it is a presentation that withholds the level, which nobody asked for.
    const std::string cut = honest.substr(0, i);
    EXPECT_TRUE(cut.ends_with('~') || checked(cut).grade < kE3) << i;
  }
}

TEST(CheckCredential, AnAlgorithmThatTheKeyDoesNotHaveIsRefused) {
  const std::string honest = issued(sample_contents());
  const std::string rest = honest.substr(honest.find('.'));
  const auto of = [&](const char* header) { return to_base64url(header) + rest; };
  EXPECT_EQ(reason(checked(of(R"({"alg":"none","kid":"k1"})"))), "algorithm");
  EXPECT_EQ(reason(checked(of(R"({"alg":"HS256","kid":"k1"})"))), "algorithm");
  EXPECT_EQ(reason(checked(of(R"({"alg":"ES256","kid":"k1"})"))), "wrong_algorithm");
  EXPECT_EQ(reason(checked(of(R"({"alg":"EdDSA","kid":"k1","crit":["b64"],"b64":false})"))), "unreadable");
  EXPECT_EQ(reason(checked(of(R"({"alg":"EdDSA","alg":"none","kid":"k1"})"))), "unreadable");
}

TEST(CheckCredential, AKeyCountsOnlyOnItsDays) {
  const auto a = checked(issued(with(sample_contents(), R"({"issued":"2024-12-31T00:00:00Z"})")));
  EXPECT_EQ(reason(a), "key_out_of_time");
  EXPECT_EQ(a.grade, kE0);
}

TrustList accredited(const char* how) {
  const Json list = sample_trust();
  const Json issuer =
      with(list.find("issuers")->array()->front(), std::string(R"({"accreditations":[)") + how + "]}");
  return trust(with(list, R"({"issuers":[)" + canonical_text(issuer) + "]}"));
}

TEST(CheckCredential, AccreditationMustCoverTheKindOnTheDayOfIssue) {
  const std::string credential = issued(sample_contents());
  const auto of = [&](const char* how) { return reason(checked(credential, question(), accredited(how))); };
  EXPECT_EQ(of(""), "not_accredited");
  EXPECT_EQ(of(R"({"by":"cnas","kinds":["mlps"],"from":"2025-01-01"})"), "not_accredited");
  EXPECT_EQ(of(R"({"by":"cnas","kinds":["dsm"],"from":"2026-03-02"})"), "not_accredited");
  EXPECT_EQ(of(R"({"by":"cnas","kinds":["dsm"],"to":"2026-03-01"})"), "accreditation_ended");
  EXPECT_EQ(of(R"({"by":"cnas","kinds":["dsm"],"state":"suspended","since":"2026-02-01"})"),
            "accreditation_ended");
  EXPECT_EQ(of(R"({"by":"cnas","kinds":["dsm"],"state":"withdrawn","since":"2026-05-01"})"),
            "accreditation_now");
  EXPECT_EQ(of(R"({"by":"cnas","kinds":["dsm"],"state":"withdrawn","since":"2026-06-02"})"), "");
  EXPECT_EQ(of(R"({"by":"cnas","kinds":["dsm"],"to":"2026-04-01"})"), "");  // it held on the day of issue
}

TEST(CheckCredential, ATrustListPastItsDayLiftsNothing) {
  const auto a = checked(issued(sample_contents()), question(),
                         trust(with(sample_trust(), R"({"expires":"2026-06-01"})")));
  EXPECT_EQ(reason(a), "trust_list_stale");
  EXPECT_EQ(a.grade, kE1);
}

TEST(CheckCredential, TheStatusListDecidesOverRevocation) {
  std::vector<int> entries(16);
  const std::string credential = issued(sample_contents());
  const auto of = [&](const std::vector<std::string>& lists) {
    return checked(credential, question(), trust(), lists);
  };
  entries[5] = kStatusRevoked;
  EXPECT_EQ(reason(of({status_list(kFresh, entries)})), "revoked");
  EXPECT_EQ(of({status_list("2020-01-01T00:00:00Z", entries)}).grade, kE1);  // the key did not hold then
  EXPECT_EQ(reason(of({status_list("2026-01-01T00:00:00Z", entries)})), "revoked");  // old, and yet it counts
  entries[5] = kStatusSuspended;
  EXPECT_EQ(reason(of({status_list(kFresh, entries)})), "suspended");
  entries[5] = 3;
  EXPECT_EQ(of({status_list(kFresh, entries)}).grade, kE0);
  EXPECT_EQ(reason(of({})), "status_missing");
  EXPECT_EQ(reason(of({status_list(kFresh, std::vector<int>(16), 2)})), "status_forged");
  // A forged list beside the honest one changes nothing, and of two honest ones the newer counts.
  EXPECT_EQ(of({status_list(kFresh, std::vector<int>(16), 2), status_list(kFresh)}).grade, kE3);
  EXPECT_EQ(reason(of({status_list("2026-05-31T00:00:00Z"), status_list(kFresh, entries)})), "revoked");
}

TEST(CheckCredential, AStatusListOlderThanTheKindAllowsDropsAStep) {
  const auto a =
      checked(issued(sample_contents()), question(), trust(), {status_list("2026-05-31T00:00:00Z")});
  EXPECT_EQ(reason(a), "status_stale");  // DSM is looked up daily
  EXPECT_EQ(a.grade, kE2);
  EXPECT_EQ(a.status_ms, at("2026-05-31T00:00:00Z"));
  const auto two = checked(issued(with(sample_contents(), R"({"kind":"mlps","worked_on":"2025-01-01"})")),
                           question(), trust(), {status_list("2026-05-01T00:00:00Z")});
  EXPECT_EQ(two.grade, kE1);  // two steps
}

// What the holder signs over, with claims that he may withhold.
std::string sd_jwt(std::string_view changes, const std::vector<std::string>& disclosures, std::size_t shown) {
  SampleSigner signer(1);
  Json::Array digests;
  for (const std::string& one : disclosures) digests.push_back(Json(sd_digest(to_base64url(one))));
  const Json claims =
      with(parsed(R"({"iss":"https://cert.example/dsm","iat":1772323200,"exp":1866931200,
      "vct":"urn:tidegate:data-security-credential:1","kind":"dsm","level":3,
      "status":{"status_list":{"uri":"https://cert.example/status/1","idx":5}},
      "holder":{"uscc":"91110108MA01ABCD0B"},"scope":{"systems":["crm"],"sites":["Beijing DC1"]}})"),
           std::string(R"({"_sd_alg":"sha-256","_sd":)") + canonical_text(Json(std::move(digests))) +
               (changes.empty() ? "}" : "," + std::string(changes) + "}"));
  std::string out = sign_text(claims, "dc+sd-jwt", "k1", signer).value_or("") + "~";
  for (std::size_t i = 0; i < shown; ++i) out += to_base64url(disclosures[i]) + "~";
  return out;
}

TEST(CheckCredential, WithholdingMoreThanLevelAndNumberLiftsNothing) {
  const std::vector<std::string> two{R"(["s1","number","17"])", R"(["s2","not_for","crm"])"};
  EXPECT_EQ(checked(sd_jwt("", two, 2)).grade, kE0);  // a claim that nobody knows
  EXPECT_EQ(reason(checked(sd_jwt("", two, 1))), "other_process");
  EXPECT_EQ(checked(sd_jwt("", two, 1)).grade, kE1);
  EXPECT_EQ(checked(sd_jwt("", two, 0)).grade, kE1);
  EXPECT_EQ(checked(sd_jwt("", {two[0]}, 0)).grade, kE3);
  EXPECT_EQ(checked(sd_jwt(R"("level":null)", {two[0], R"(["s3","level",3])"}, 0)).grade, kE3);
}

TEST(CheckCredential, WhatDecidesMayNotBeDisclosedAtWill) {
  for (const char* claim :
       {R"(["s","nbf",1788220800])", R"(["s","exp",1866931200])",
        R"(["s","status",{"status_list":{"uri":"https://cert.example/status/1","idx":5}}])"}) {
    const auto a = checked(sd_jwt(R"("exp":null,"status":null)", {claim}, 1));
    EXPECT_EQ(reason(a), "unreadable") << claim;
  }
}

TEST(CheckCredential, ASecondWayToLearnItsStatusAndTermsOfUseStayAtE1) {
  const auto text = parse_signed_text(issued(sample_contents()), kLargestCredential, "c");
  ASSERT_TRUE(text);
  SampleSigner signer(1);
  const auto of = [&](const char* changes) {
    return checked(sign_text(with(text->payload, changes), "vc+jwt", "k1", signer).value_or(""));
  };
  EXPECT_EQ(of("{}").grade, kE3);
  const auto second = of(R"({"credentialStatus":{"type":"BitstringStatusListEntry"}})");
  EXPECT_EQ(reason(second), "status_missing");
  EXPECT_EQ(second.grade, kE1);
  EXPECT_EQ(
      of(R"({"status":{"status_list":{"uri":"https://cert.example/status/1","idx":5},"other":{}}})").grade,
      kE1);
  EXPECT_EQ(of(R"({"termsOfUse":[{"type":"x"}]})").grade, kE1);
}

TEST(CheckCredential, WorkDatedAheadIsNotFresh) {
  for (const char* day : {"2026-03-02", "2026-06-02", "2026-12-01"}) {
    const auto a = checked(
        issued(with(sample_contents(), R"({"kind":"mlps","worked_on":")" + std::string(day) + "\"}")));
    EXPECT_EQ(reason(a), "work_too_old") << day;
    EXPECT_EQ(a.grade, kE1) << day;
  }
}

TEST(CheckCredential, AForeignIdIsNoCreditCode) {
  const std::string claims = R"("holder":{"foreign_id":"91110108MA01ABCD0B"})";
  EXPECT_EQ(reason(checked(sd_jwt(claims, {}, 0))), "unreadable");
  EXPECT_EQ(reason(checked(sd_jwt(R"("holder":{"foreign_id":" 91110108ma01abcd0b"})", {}, 0))), "unreadable");
}

TEST(CheckCredential, OfListsOfOneSecondTheWorseCountsAndARevocationForEver) {
  const std::string credential = issued(sample_contents());
  const auto of = [&](const std::vector<std::string>& lists) {
    return checked(credential, question(), trust(), lists);
  };
  const auto list = [](std::string_view when, int status) {
    std::vector<int> entries(16);
    entries[5] = status;
    return status_list(when, entries);
  };
  for (const auto& lists :
       {std::vector<std::string>{list(kFresh, kStatusRevoked), list(kFresh, 0)},
        std::vector<std::string>{list(kFresh, 0), list(kFresh, kStatusRevoked)},
        std::vector<std::string>{list("2026-05-01T00:00:00Z", kStatusRevoked), list(kFresh, 0)}})
    EXPECT_EQ(reason(of(lists)), "revoked");
  EXPECT_EQ(reason(of({list(kFresh, 0), list(kFresh, kStatusSuspended)})), "suspended");
  EXPECT_EQ(of({list("2026-05-01T00:00:00Z", kStatusSuspended), list(kFresh, 0)}).grade, kE3);
  // A list of later is not asked, while there is one of then.
  EXPECT_EQ(of({list(kFresh, 0), list("2026-07-01T00:00:00Z", kStatusRevoked)}).grade, kE3);
  EXPECT_EQ(reason(of({list("2026-05-20T00:00:00Z", kStatusSuspended), list("2026-07-01T00:00:00Z", 0)})),
            "suspended");
  EXPECT_EQ(reason(of({list("2026-07-01T00:00:00Z", 0)})), "status_stale");
}

// Counts what costs.
class CountingCheck final : public SignatureCheck {
 public:
  Result<bool> is_signed_by(const PublicKey& key, std::string_view bytes,
                            std::string_view signature) override {
    ++asked;
    return of_.is_signed_by(key, bytes, signature);
  }
  int asked = 0;

 private:
  SampleCheck of_;
};

TEST(CheckCredential, LooksAtAListOnceForAllAndOfAnUnsignedCredentialAtNone) {
  const std::vector<std::string> files{status_list(kFresh),
                                       status_list(kFresh, {}, 1, "https://cert.example/status/2")};
  StatusLists statuses(files);
  CountingCheck signatures;
  const auto known = rules();
  const TrustList list = trust();
  const auto ask = [&](const std::string& credential) {
    signatures.asked = 0;
    return check_credential(credential, question(), list, statuses, known, signatures).grade;
  };
  EXPECT_EQ(ask(issued(sample_contents(), CredentialForm::kVcJwt, 2)), kE0);
  EXPECT_EQ(signatures.asked, 1);  // its own
  EXPECT_EQ(ask(issued(sample_contents())), kE3);
  EXPECT_EQ(signatures.asked, 2);  // and that of its list; the other list is of another address
  EXPECT_EQ(ask(issued(sample_contents())), kE3);
  EXPECT_EQ(signatures.asked, 1);
}

TEST(StatusAddress, IsAskedOnlyOfWhatItsIssuerSignedAndBelowItsPlaces) {
  SampleCheck signatures;
  const auto of = [&](const char* uri, std::uint8_t seed = 1) {
    const auto contents =
        with(sample_contents(), R"({"status":{"uri":")" + std::string(uri) + R"(","index":5}})");
    return status_address(issued(contents, CredentialForm::kVcJwt, seed), trust(), signatures);
  };
  EXPECT_EQ(of("https://cert.example/status/1"), "https://cert.example/status/1");
  EXPECT_EQ(of("https://cert.example/status/1", 2), "");
  for (const char* uri :
       {"https://cert.example/status/../admin?delete=1", "https://cert.example/status/%2e%2e/admin",
        "https://cert.example/status/./1", "https://cert.example/status/..",
        "https://cert.example/status/..%2Fadmin", "https://cert.example/status/a\\\\b",
        "https://cert.example.evil/status/1", "https://cert.example:444/status/1",
        "https://a@cert.example/status/1", "http://cert.example/status/1", "https://cert.example/status/1#x"})
    EXPECT_EQ(of(uri), "") << uri;
}

TEST(CheckCredential, WithholdingTheScopeLiftsNothing) {
  const std::string bare =
      sd_jwt(R"("scope":null)", {R"(["s","scope",{"systems":["crm"],"sites":["Beijing DC1"]}])"}, 0);
  CredentialQuestion q = question();
  q.systems.clear();
  const auto a = checked(bare, q);
  EXPECT_EQ(reason(a), "other_system");
  EXPECT_EQ(a.grade, kE1);
}

TEST(CheckCredential, AnAlgorithmWithoutItsLibraryStaysAtE1) {
  const Json key = parsed(R"({"kty":"EC","crv":"P-256","x":")" + to_base64url(std::string(32, 'x')) +
                          R"(","y":")" + to_base64url(std::string(32, 'y')) + "\"}");
  TrustList list = trust();
  JsonFault fault;
  list.issuers[0].keys[0].key = key_at(JsonReader(key, fault));
  const std::string honest = issued(sample_contents());
  const std::string other = to_base64url(R"({"alg":"ES256","kid":"k1"})") + honest.substr(honest.find('.'));
  const auto a = checked(other, question(), list);
  EXPECT_EQ(reason(a), "unchecked");
  EXPECT_EQ(a.grade, kE1);
}

TEST(CheckCredential, AStatusListWithoutItsLibraryIsUncheckedNotForged) {
  const Json key = parsed(R"({"kty":"EC","crv":"P-256","x":")" + to_base64url(std::string(32, 'x')) +
                          R"(","y":")" + to_base64url(std::string(32, 'y')) + "\"}");
  TrustList list = trust();
  JsonFault fault;
  list.issuers[0].keys.push_back({"k2", key_at(JsonReader(key, fault)), list.issuers[0].keys[0].days});
  const std::string fresh = status_list(kFresh);
  const std::string other =
      to_base64url(R"({"alg":"ES256","kid":"k2","typ":"statuslist+jwt"})") + fresh.substr(fresh.find('.'));
  const auto a = checked(issued(sample_contents()), question(), list, {other});
  EXPECT_EQ(reason(a), "unchecked");
  EXPECT_EQ(a.grade, kE1);
}

TEST(CheckCredential, TheHoldersProofIsAskedForOnlyWhenAsked) {
  SampleSigner holder(7);
  SampleSigner issuer(1);
  const Json claims = parsed(
      R"({"iss":"https://cert.example/dsm","iat":1772323200,"exp":1866931200,"vct":"urn:tidegate:data-security-credential:1",
      "status":{"status_list":{"uri":"https://cert.example/status/1","idx":5}},"kind":"dsm",
      "holder":{"uscc":"91110108MA01ABCD0B"},"scope":{"systems":["crm"],"sites":["Beijing DC1"]},"cnf":{"jwk":)" +
      canonical_text(key_json(holder.public_key())) + "}}");
  const std::string bare = sign_text(claims, "dc+sd-jwt", "k1", issuer).value_or("") + "~";
  const auto bound = [&](const char* nonce) {
    const Json proof(Json::Object{{"iat", Json(question().at_ms / 1'000)},
                                  {"aud", Json(std::string("tidegate"))},
                                  {"nonce", Json(std::string(nonce))},
                                  {"sd_hash", Json(sd_digest(bare))}});
    return bare + sign_text(proof, "kb+jwt", "", holder).value_or("");
  };
  EXPECT_EQ(checked(bare).grade, kE3);
  EXPECT_EQ(checked(bound("n")).grade, kE3);  // there, and not asked for
  CredentialQuestion q = question();
  q.binding = BindingAsked{"tidegate", "n"};
  EXPECT_EQ(reason(checked(bare, q)), "not_bound");
  EXPECT_EQ(checked(bound("n"), q).grade, kE3);
  EXPECT_EQ(reason(checked(bound("m"), q)), "not_bound");
}

TEST(Faults, EachHasItsPlaceItsNameAndItsWords) {
  for (int i = 0; i <= static_cast<int>(CredentialFault::kKindLimit); ++i) {
    const auto fault = static_cast<CredentialFault>(i);
    EXPECT_EQ(fault_named(to_string(fault)), fault);
    EXPECT_FALSE(words_of(fault).en.empty());
    EXPECT_FALSE(words_of(fault).zh.empty());
    EXPECT_LE(limit_of(fault), kE2);
  }
}

}  // namespace
}  // namespace tidegate::assure
