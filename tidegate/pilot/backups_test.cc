#include "tidegate/pilot/backups.h"

#include <gtest/gtest.h>

namespace tidegate {
namespace {

constexpr const char* kCase =
    R"({"id":"a","at":"2026-06-01T12:00:00Z","manifest":"m","owner":"o","systems":["crm"],"assessed":[],"declared":[],)"
    R"("answer":{"lines":["head","x"],"order":[0,1,1]},"verdicts":[],"drills":[],"expect":{"grade":"E1","level":3,"reason":"partial"}})";

BackupAssurance answered(EvidenceGrade grade, int level, BackupFault fault) {
  BackupAssurance out;
  out.grade = grade;
  out.level = level;
  out.why_not_higher.push_back({fault, grade, level, {"", ""}});
  return out;
}

TEST(LabelledBackups, AnAnswerRepeatsItsLinesInTheirOrder) {
  const auto labels = parse_labelled_backups(kCase, "f");
  ASSERT_TRUE(labels) << labels.error().what << labels.error().where;
  EXPECT_EQ(labels->front().answer, "head\nx\nx\n");
  EXPECT_EQ(labels->front().reason, "partial");
}

TEST(LabelledBackups, BadOnesAreRefusedWithTheirLine) {
  const std::string twice = std::string(kCase) + "\n" + kCase + "\n";
  const auto refused = parse_labelled_backups(twice, "f");
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().where.find("f:2"), std::string::npos);
  std::string beyond = kCase;
  beyond.replace(beyond.find("[0,1,1]"), 7, "[0,1,2]");
  EXPECT_FALSE(parse_labelled_backups(beyond, "f"));
  EXPECT_FALSE(parse_labelled_backups("{}", "f"));
  EXPECT_FALSE(parse_labelled_backups("x", "f"));
}

TEST(LabelledBackups, AHigherGradeOrABetterLevelIsFalseEase) {
  const LabelledBackup label = parse_labelled_backups(kCase, "f")->front();
  using enum EvidenceGrade;
  const auto eased = [&](EvidenceGrade grade, int level, BackupFault fault) {
    const BackupScore score = score_backups({{label, answered(grade, level, fault)}});
    return std::pair{score.right, score.false_ease};
  };
  EXPECT_EQ(eased(kE1, 3, BackupFault::kPartial), (std::pair<std::int64_t, std::int64_t>{1, 0}));
  EXPECT_EQ(eased(kE1, 3, BackupFault::kWrongData), (std::pair<std::int64_t, std::int64_t>{0, 0}));
  EXPECT_EQ(eased(kE2, 3, BackupFault::kPartial), (std::pair<std::int64_t, std::int64_t>{0, 1}));
  EXPECT_EQ(eased(kE1, 2, BackupFault::kPartial), (std::pair<std::int64_t, std::int64_t>{0, 1}));
  EXPECT_EQ(eased(kE0, 4, BackupFault::kPartial), (std::pair<std::int64_t, std::int64_t>{0, 0}));
}

}  // namespace
}  // namespace tidegate
