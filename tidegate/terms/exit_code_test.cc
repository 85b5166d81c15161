#include "tidegate/terms/exit_code.h"

#include <gtest/gtest.h>

namespace tidegate {
namespace {

Assessment with(std::vector<RouteClass> classes) {
  Assessment a;
  for (const RouteClass c : classes) {
    Opinion o;
    o.route_class = c;
    a.opinions.push_back(std::move(o));
  }
  return a;
}

TEST(ExitCode, ProhibitedOutranksUndeterminedOutranksProcedure) {
  EXPECT_EQ(exit_code(with({RouteClass::kFree, RouteClass::kConditions}), std::nullopt), ExitCode::kProceed);
  EXPECT_EQ(exit_code(with({RouteClass::kFree, RouteClass::kProcedure}), std::nullopt), ExitCode::kProcedure);
  EXPECT_EQ(exit_code(with({RouteClass::kProcedure, RouteClass::kUndetermined}), std::nullopt),
            ExitCode::kUndetermined);
  EXPECT_EQ(exit_code(with({RouteClass::kUndetermined, RouteClass::kStop}), std::nullopt),
            ExitCode::kProhibited);
}

TEST(ExitCode, NoOpinionNeverPasses) { EXPECT_EQ(exit_code({}, std::nullopt), ExitCode::kUndetermined); }

TEST(ExitCode, FindingsCountOnlyWhenAskedForAndOnlyThoseThatFail) {
  Assessment a = with({RouteClass::kFree});
  a.findings.emplace_back().severity = Severity::kReturned;
  EXPECT_EQ(exit_code(a, std::nullopt), ExitCode::kProceed);
  EXPECT_EQ(exit_code(a, Severity::kBlocks), ExitCode::kProceed);
  EXPECT_EQ(exit_code(a, Severity::kReturned), ExitCode::kFindings);
  EXPECT_EQ(exit_code(a, Severity::kWarns), ExitCode::kFindings);
  a.findings[0].state = CheckState::kNotCheckable;
  EXPECT_EQ(exit_code(a, Severity::kWarns), ExitCode::kProceed);
}

}  // namespace
}  // namespace tidegate
