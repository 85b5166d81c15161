#include "tidegate/store/json_codec.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "tidegate/store/arbitrary_test.h"
#include "tidegate/store/field_count_test.h"

namespace tidegate {

namespace {

using ::testing::HasSubstr;

TEST(JsonCodec, NoFieldOfANounIsForgotten) {
#define EXPECT_ALL_FIELDS(T) expect_all_fields<T>(#T)
  EXPECT_ALL_FIELDS(Text);
  EXPECT_ALL_FIELDS(DateInterval);
  EXPECT_ALL_FIELDS(FilingPerson);
  EXPECT_ALL_FIELDS(Sanction);
  EXPECT_ALL_FIELDS(ComplianceRecord);
  EXPECT_ALL_FIELDS(ProcessorForm);
  EXPECT_ALL_FIELDS(ThirdParty);
  EXPECT_ALL_FIELDS(LastPass);
  EXPECT_ALL_FIELDS(Filing);
  EXPECT_ALL_FIELDS(StorageSystem);
  EXPECT_ALL_FIELDS(OnwardParty);
  EXPECT_ALL_FIELDS(PersonTotals);
  EXPECT_ALL_FIELDS(ScenarioForm);
  EXPECT_ALL_FIELDS(ClauseRow);
  EXPECT_ALL_FIELDS(LegalDocument);
  EXPECT_ALL_FIELDS(Attachment);
  EXPECT_ALL_FIELDS(EvidenceClaim);
  EXPECT_ALL_FIELDS(FactorClaim);
  EXPECT_ALL_FIELDS(CaseFacts);
  EXPECT_ALL_FIELDS(DataItem);
  EXPECT_ALL_FIELDS(Recipient);
  EXPECT_ALL_FIELDS(Endpoint);
  EXPECT_ALL_FIELDS(Link);
  EXPECT_ALL_FIELDS(DataSource);
  EXPECT_ALL_FIELDS(Transfer);
  EXPECT_ALL_FIELDS(Evidence);
  EXPECT_ALL_FIELDS(NearMiss);
  EXPECT_ALL_FIELDS(InText);
  EXPECT_ALL_FIELDS(ColumnProfile);
  EXPECT_ALL_FIELDS(FileProfile);
  EXPECT_ALL_FIELDS(PersonCounts);
  EXPECT_ALL_FIELDS(ListRowNamed);
  EXPECT_ALL_FIELDS(ListReview);
  EXPECT_ALL_FIELDS(ListQuestion);
  EXPECT_ALL_FIELDS(ListConsulted);
  EXPECT_ALL_FIELDS(ListFindings);
  EXPECT_ALL_FIELDS(DataProfile);
  EXPECT_ALL_FIELDS(Citation);
  EXPECT_ALL_FIELDS(Duty);
  EXPECT_ALL_FIELDS(Margin);
  EXPECT_ALL_FIELDS(ItemOpinion);
  EXPECT_ALL_FIELDS(CountFlip);
  EXPECT_ALL_FIELDS(FactChange);
  EXPECT_ALL_FIELDS(RouteChange);
  EXPECT_ALL_FIELDS(Branch);
  EXPECT_ALL_FIELDS(Question);
  EXPECT_ALL_FIELDS(Doubt);
  EXPECT_ALL_FIELDS(ProofNode);
  EXPECT_ALL_FIELDS(Opinion);
  EXPECT_ALL_FIELDS(FactorResult);
  EXPECT_ALL_FIELDS(ImpactResult);
  EXPECT_ALL_FIELDS(LaneChange);
  EXPECT_ALL_FIELDS(RiskReport);
  EXPECT_ALL_FIELDS(Finding);
  EXPECT_ALL_FIELDS(SentTransfer);
  EXPECT_ALL_FIELDS(SentShare);
  EXPECT_ALL_FIELDS(SentCount);
  EXPECT_ALL_FIELDS(SentBefore);
  EXPECT_ALL_FIELDS(Assessment);
#undef EXPECT_ALL_FIELDS
}

template <typename T>
T any_noun() {
  return store::arbitrary<T>(*rc::gen::arbitrary<std::uint64_t>());
}

// The noun's bytes, and the bytes of what is read back from them.
template <typename T, typename Read>
std::pair<std::string, std::string> there_and_back(const T& value, Read read) {
  const std::string text = canonical_text(to_json(value));
  const auto json = parse_json(text, "t");
  RC_ASSERT(json.has_value());
  const auto back = read(*json, "t");
  RC_ASSERT(back.has_value());
  return {text, canonical_text(to_json(*back))};
}

TEST(JsonCodec, EveryTransferComesBackEqual) {
  EXPECT_TRUE(rc::check("transfer", [] {
    auto transfer = any_noun<Transfer>();
    store::keep_rows(transfer);
    const auto back = transfer_from_json(to_json(transfer), "t");
    RC_ASSERT(back.has_value());
    RC_ASSERT(*back == transfer);
    const auto [before, after] = there_and_back(transfer, transfer_from_json);
    RC_ASSERT(before == after);
  }));
}

TEST(JsonCodec, EveryOtherNounComesBackWithTheSameBytes) {
  EXPECT_TRUE(rc::check("profile, opinion, report, finding, facts, assessment", [] {
    const auto same = [](const std::pair<std::string, std::string>& texts) {
      return texts.first == texts.second;
    };
    RC_ASSERT(same(there_and_back(any_noun<CaseFacts>(), case_facts_from_json)));
    RC_ASSERT(same(there_and_back(any_noun<DataProfile>(), data_profile_from_json)));
    RC_ASSERT(same(there_and_back(any_noun<Opinion>(), opinion_from_json)));
    RC_ASSERT(same(there_and_back(any_noun<RiskReport>(), risk_report_from_json)));
    RC_ASSERT(same(there_and_back(any_noun<Finding>(), finding_from_json)));
    auto assessment = any_noun<Assessment>();
    store::keep_rows(assessment.transfer);
    RC_ASSERT(same(there_and_back(assessment, assessment_from_json)));
  }));
}

TEST(JsonCodec, DifferentNounsGiveDifferentBytes) {
  EXPECT_TRUE(rc::check("transfers", [] {
    const auto a = any_noun<Transfer>();
    const auto b = any_noun<Transfer>();
    RC_ASSERT((a == b) == (canonical_text(to_json(a)) == canonical_text(to_json(b))));
  }));
}

TEST(JsonCodec, DefaultsAreLeftOut) {
  EXPECT_EQ(canonical_text(to_json(Transfer{})), "{}");
  Opinion opinion;
  opinion.law = "CN";
  opinion.validity_months = 0;  // said to be 0 is not the same as not said
  Citation citation;
  citation.in_force.from = Date::of(2024, 3, 22).value();
  opinion.citations = {citation};
  EXPECT_EQ(canonical_text(to_json(opinion)),
            R"({"citations":[{"in_force":{"from":"2024-03-22"}}],"law":"CN","validity_months":0})");
}

TEST(JsonCodec, FactsKeepTheirKinds) {
  CaseFacts facts;
  facts.flow.set("a", Unknown{});
  facts.flow.set("b", false);
  facts.flow.set("c", std::int64_t{-3});
  facts.flow.set("d", Date::of(2026, 1, 1).value());
  facts.flow.set("e", Symbol{"2026-01-01"});
  EXPECT_EQ(canonical_text(to_json(facts)),
            R"({"flow":{"a":null,"b":false,"c":-3,"d":{"date":"2026-01-01"},"e":"2026-01-01"}})");
  EXPECT_EQ(case_facts_from_json(to_json(facts), "t").value(), facts);
}

std::string fault(std::string_view text) {
  const auto json = parse_json(text, "t");
  if (!json) return "not JSON";
  const auto transfer = transfer_from_json(*json, "t");
  return transfer ? "" : transfer.error().where + " " + transfer.error().what;
}

TEST(JsonCodec, RefusesWhatItDoesNotKnow) {
  EXPECT_EQ(fault(R"({"id":"x","colour":"red"})"), "t: does not know the key \"colour\"");
  EXPECT_EQ(fault(R"({"recipients":[{"facts":{"a":[]}}]})"), "t:/recipients/0/facts/a is not a string");
  EXPECT_EQ(fault(R"({"factors":[]})"), "t:/factors has 0 elements: at least 11 must be there");
  EXPECT_EQ(fault(R"({"national_security":5})"), "t:/national_security 5 is outside 0..4");
  EXPECT_EQ(fault(R"({"data":[{"kind":"cloud"}]})"),
            "t:/data/0/kind is none of the names allowed here: files, schema, counts");
  EXPECT_EQ(fault(R"({"data":[{"item":-1}]})"), "t:/data/0/item -1 is outside 0..9223372036854775807");
  EXPECT_EQ(fault(R"({"retention_to":"2026-02-30"})"), "t:/retention_to is not a day as YYYY-MM-DD");
  EXPECT_EQ(fault("[]"), "t: is not an object");
}

TEST(JsonCodec, RefusesARowThatIsNotThere) {
  EXPECT_THAT(fault(R"({"data":[{"item":0}]})"), HasSubstr("row of data that is not there"));
  EXPECT_EQ(fault(R"({"data":[{"item":0}],"facts":{"items":[{}]}})"), "");
  EXPECT_THAT(fault(R"({"items":[{"row":1}],"facts":{"items":[{}]}})"),
              HasSubstr("row of data that is not there"));
}

}  // namespace
}  // namespace tidegate
