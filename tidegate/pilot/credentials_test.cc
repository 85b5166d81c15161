#include "tidegate/pilot/credentials.h"

#include <gtest/gtest.h>

namespace tidegate {
namespace {

constexpr const char* kLine =
    R"({"id":"a","at":"2026-06-01T12:00:00Z","trust":"t","trust_key":"k","credential":"x","statuses":[],)"
    R"("question":{"holder":"h"},"expect":{"grade":"E1","reason":"other_system"}})";

TEST(LabelledCredentials, AreReadStrictly) {
  const auto read = [](std::string text, const std::string& from, const std::string& to) {
    if (!from.empty()) text.replace(text.find(from), from.size(), to);
    return parse_labelled_credentials(text, "c").has_value();
  };
  EXPECT_TRUE(read(kLine, "", ""));
  EXPECT_FALSE(read(kLine, "\"t\"", "\"../t\""));
  EXPECT_FALSE(read(kLine, "\"E1\"", "\"E5\""));
  EXPECT_FALSE(read(kLine, "\"holder\"", "\"owner\""));
  EXPECT_FALSE(read(std::string(kLine) + "\n" + kLine, "", ""));
}

TEST(ScoreCredentials, CountsAGradeAboveTheLabelAsFalseEase) {
  const auto labels = parse_labelled_credentials(kLine, "c");
  ASSERT_TRUE(labels);
  CredentialAssurance same;
  same.grade = EvidenceGrade::kE1;
  same.why_not_higher = {{CredentialFault::kOtherSystem, EvidenceGrade::kE1, {"a", "b"}}};
  CredentialAssurance lower = same;
  lower.grade = EvidenceGrade::kE0;
  CredentialAssurance higher;
  higher.grade = EvidenceGrade::kE3;
  const auto& label = labels->front();
  const CredentialScore score = score_credentials({{label, same}, {label, lower}, {label, higher}});
  EXPECT_EQ(score.right, 1);
  EXPECT_EQ(score.false_ease, 1);
  ASSERT_EQ(score.errors.size(), 2U);
  EXPECT_EQ(score.errors[1].expected, "E1 other_system");
  EXPECT_EQ(score.errors[1].got, "E3");
  EXPECT_EQ(
      to_json(score_credentials({{label, same}})),
      R"({"cases":1,"accuracy":1.000000,"false_ease":0,"by_reason":{"other_system":{"right":1,"of":1}},"errors":[]})");
}

}  // namespace
}  // namespace tidegate
