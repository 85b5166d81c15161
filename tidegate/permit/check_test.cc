#include "tidegate/permit/check.h"

#include <gtest/gtest.h>

#include "tidegate/permit/sample_test.h"

namespace tidegate::permit {
namespace {

std::string told(const std::string& file, std::optional<std::string> status, const char* at = kNow) {
  const PermitCheck check = check_permit(
      file, sample_trust(), status ? std::optional<std::string_view>(*status) : std::nullopt, moment(at));
  std::string text(to_string(check.outcome));
  for (const CheckStep& step : check.steps) {
    EXPECT_EQ(step.state == StepState::kNotReached, step.says.empty()) << step.name;
    text += " " + std::string(to_string(step.state));
  }
  return text;
}

TEST(CheckPermit, SaysWhichStepFailed) {
  const Permit permit = sample_permit();
  const std::string good = signed_permit(permit);
  const PermitStatus status = sample_status(verified(permit).hash());
  const std::string active = signed_status(status);
  EXPECT_EQ(told(good, active), "holds passed passed passed passed passed");
  EXPECT_EQ(told("{}", active), "malformed failed not_reached not_reached not_reached not_reached");
  EXPECT_EQ(told(signed_permit(permit, {9}), active),
            "not_genuine passed failed not_reached not_reached not_reached");
  EXPECT_EQ(told(sign_contents(DocumentKind::kPermit, "{}", {1}), active),
            "malformed passed passed failed not_reached not_reached");
  EXPECT_EQ(told(good, active, "2029-12-01T00:00:00Z"),
            "not_in_force passed passed passed failed not_reached");
  EXPECT_EQ(told(good, {}), "status_unknown passed passed passed passed unknown");
  EXPECT_EQ(told(good, active, "2026-11-26T00:00:00Z"), "status_unknown passed passed passed passed unknown");
  EXPECT_EQ(told(good, "x"), "status_malformed passed passed passed not_reached failed");
  EXPECT_EQ(told(good, good), "status_malformed passed passed passed not_reached failed");
  EXPECT_EQ(told(good, signed_status(status, {9})),
            "status_not_genuine passed passed passed not_reached failed");
  PermitStatus revoked = status;
  revoked.state = PermitState::kRevoked;
  revoked.reason = {"incident", "安全事件"};
  EXPECT_EQ(told(good, signed_status(revoked)), "not_in_force passed passed passed passed failed");
}

}  // namespace
}  // namespace tidegate::permit
