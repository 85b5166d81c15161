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

TEST(ExitCode, ColumnsCountOnlyWhenAskedForAndFromTheLevelAsked) {
  Assessment a = with({RouteClass::kFree});
  a.profile.emplace().files.emplace_back().columns.emplace_back().sensitivity = Sensitivity::kPersonal;
  EXPECT_EQ(exit_code(a, std::nullopt), ExitCode::kProceed);
  EXPECT_EQ(exit_code(a, Sensitivity::kImportant), ExitCode::kFindings);
  EXPECT_EQ(exit_code(a, Sensitivity::kPersonal), ExitCode::kFindings);
  EXPECT_EQ(exit_code(a, Sensitivity::kSensitive), ExitCode::kProceed);
}

}  // namespace
}  // namespace tidegate
