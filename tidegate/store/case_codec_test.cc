#include "tidegate/store/case_codec.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "tidegate/store/arbitrary_test.h"
#include "tidegate/store/field_count_test.h"
#include "tidegate/store/fields_case.h"

namespace tidegate {
namespace {

TEST(CaseCodec, NoFieldOfANounIsForgotten) {
#define EXPECT_ALL_FIELDS(T) expect_all_fields<T>(#T)
  EXPECT_ALL_FIELDS(Actor);
  EXPECT_ALL_FIELDS(ItemOutcome);
  EXPECT_ALL_FIELDS(DecisionStep);
  EXPECT_ALL_FIELDS(Decision);
  EXPECT_ALL_FIELDS(FilingVersion);
  EXPECT_ALL_FIELDS(SupplementAsk);
  EXPECT_ALL_FIELDS(CaseOpened);
  EXPECT_ALL_FIELDS(FilingSubmitted);
  EXPECT_ALL_FIELDS(FilingRevised);
  EXPECT_ALL_FIELDS(FilingRescored);
  EXPECT_ALL_FIELDS(CheckBegun);
  EXPECT_ALL_FIELDS(FilingReturned);
  EXPECT_ALL_FIELDS(CheckPassed);
  EXPECT_ALL_FIELDS(FilingAccepted);
  EXPECT_ALL_FIELDS(FilingNotAccepted);
  EXPECT_ALL_FIELDS(SupplementAsked);
  EXPECT_ALL_FIELDS(SupplementAnswered);
  EXPECT_ALL_FIELDS(SupplementHandedIn);
  EXPECT_ALL_FIELDS(ClockStarted);
  EXPECT_ALL_FIELDS(ClockExtended);
  EXPECT_ALL_FIELDS(LaneSet);
  EXPECT_ALL_FIELDS(GatesAsked);
  EXPECT_ALL_FIELDS(CaseAssigned);
  EXPECT_ALL_FIELDS(GateAnswered);
  EXPECT_ALL_FIELDS(DecisionProposed);
  EXPECT_ALL_FIELDS(ProposalSentBack);
  EXPECT_ALL_FIELDS(DecisionConfirmed);
  EXPECT_ALL_FIELDS(FinishedByRules);
  EXPECT_ALL_FIELDS(CaseDecided);
  EXPECT_ALL_FIELDS(OverrideProposed);
  EXPECT_ALL_FIELDS(OverrideConfirmed);
  EXPECT_ALL_FIELDS(OverrideSentBack);
  EXPECT_ALL_FIELDS(LaneOverridden);
  EXPECT_ALL_FIELDS(NoteAdded);
  EXPECT_ALL_FIELDS(ContestOpened);
  EXPECT_ALL_FIELDS(ContestAnswered);
  EXPECT_ALL_FIELDS(ReviewRequested);
  EXPECT_ALL_FIELDS(FilingWithdrawn);
  EXPECT_ALL_FIELDS(CredentialLoss);
  EXPECT_ALL_FIELDS(PermitDoubted);
  EXPECT_ALL_FIELDS(DoubtSettled);
  EXPECT_ALL_FIELDS(PermitDoubt);
  EXPECT_ALL_FIELDS(CheckedCredential);
  EXPECT_ALL_FIELDS(CaseCommand);
  EXPECT_ALL_FIELDS(CaseEvent);
  EXPECT_ALL_FIELDS(SupplementLine);
  EXPECT_ALL_FIELDS(SupplementRequest);
  EXPECT_ALL_FIELDS(ClockStop);
  EXPECT_ALL_FIELDS(CaseClock);
  EXPECT_ALL_FIELDS(GateStanding);
  EXPECT_ALL_FIELDS(Proposal);
  EXPECT_ALL_FIELDS(OverrideStanding);
  EXPECT_ALL_FIELDS(Contest);
  EXPECT_ALL_FIELDS(CaseNote);
  EXPECT_ALL_FIELDS(Case);
  EXPECT_ALL_FIELDS(Precedent);
#undef EXPECT_ALL_FIELDS
}

template <typename T, typename Read>
void expect_back(Read read) {
  const T value = store::arbitrary<T>(*rc::gen::arbitrary<std::uint64_t>());
  const std::string text = canonical_text(to_json(value));
  const auto back = read(parse_json(text, "t").value(), "t");
  RC_ASSERT(back.has_value());
  RC_ASSERT(*back == value);
  RC_ASSERT(canonical_text(to_json(*back)) == text);
}

TEST(CaseCodec, EveryCaseAndStepComesBackEqual) {
  EXPECT_TRUE(rc::check([] {
    expect_back<Case>(case_from_json);
    for (int i = 0; i < 10; ++i) expect_back<CaseEvent>(case_event_from_json);
    expect_back<CaseStep>(case_step_from_json);
    expect_back<Decision>(decision_from_json);
    expect_back<Precedent>(precedent_from_json);
  }));
}

TEST(CaseCodec, AStepIsItsNameAndItsFields) {
  const CaseStep step = SupplementAnswered{1, "见附件", {}};
  EXPECT_EQ(canonical_text(to_json(step)), R"({"answer":"见附件","item":1,"name":"supplement_answered"})");
  EXPECT_EQ(canonical_text(to_json(CaseStep(CheckBegun{}))), R"({"name":"check_begun"})");
}

// What nobody stated of a filing is the strictest.
TEST(CaseCodec, AFilingWithNothingSaidIsRed) {
  const auto step = case_step_from_json(parse_json(R"({"name":"submitted","filing":{}})", "t").value(), "t");
  const FilingVersion& filing = std::get<FilingSubmitted>(*step).filing;
  EXPECT_EQ(filing.floor, Lane::kRed);
  EXPECT_TRUE(filing.abstains && filing.has_gates && filing.important_data);
}

TEST(CaseCodec, RefusesStepsAndMembersThatItDoesNotKnow) {
  const auto fault = [](std::string_view text) {
    const auto step = case_step_from_json(parse_json(text, "t").value(), "t");
    return step ? std::string("taken") : step.error().where;
  };
  EXPECT_EQ(fault(R"({"name":"approved"})"), "t:/name");
  EXPECT_EQ(fault(R"({})"), "t:");
  EXPECT_EQ(fault(R"({"name":"check_begun","why":1})"), "t:");
  EXPECT_EQ(fault(R"({"name":"supplement_answered","item":-1})"), "t:/item");
  EXPECT_EQ(fault(R"({"name":"override_proposed","to":"white"})"), "t:/to");
  EXPECT_EQ(fault("[]"), "t:");
}

}  // namespace
}  // namespace tidegate
