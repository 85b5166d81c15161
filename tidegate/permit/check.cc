#include "tidegate/permit/check.h"

#include <array>

#include "tidegate/permit/standing.h"

namespace tidegate::permit {
namespace {

enum Step { kFile, kSignatures, kContents, kDates, kStatus };

void settle(PermitCheck& check, Step step, StepState state, Text says) {
  check.steps[step].state = state;
  check.steps[step].says = std::move(says);
}

// What the file is; true: go on.
bool check_genuine(PermitCheck& check, std::string_view file, const TrustPolicy& trust) {
  Verified<VerifiedPermit> verified = verify_permit(file, trust);
  check.signatures = std::move(verified.signatures);
  const bool is_file = !check.signatures.empty();
  if (!is_file) {
    settle(check, kFile, StepState::kFailed, verified.why);
    return false;
  }
  settle(check, kFile, StepState::kPassed, {"is a signed permit", "是签名的许可文件"});
  if (verified.genuine == Genuine::kNo) {
    check.outcome = CheckOutcome::kNotGenuine;
    settle(check, kSignatures, StepState::kFailed, verified.why);
    return false;
  }
  if (verified.genuine == Genuine::kMalformed) {
    settle(check, kSignatures, StepState::kPassed, {"fit the contents", "与内容相符"});
    settle(check, kContents, StepState::kFailed, verified.why);
    return false;
  }
  settle(check, kSignatures, StepState::kPassed, verified.why);
  settle(check, kContents, StepState::kPassed, {"complete, every bound in place", "完整，各项限定齐备"});
  check.permit = std::move(verified.value);
  return true;
}

bool check_statement(PermitCheck& check, std::string_view file, const TrustPolicy& trust) {
  Verified<VerifiedStatus> verified = verify_status(file, trust, *check.permit);
  if (verified.genuine == Genuine::kYes) {
    check.status = std::move(verified.value);
    return true;
  }
  check.outcome =
      verified.genuine == Genuine::kNo ? CheckOutcome::kStatusNotGenuine : CheckOutcome::kStatusMalformed;
  settle(check, kStatus, StepState::kFailed, verified.why);
  return false;
}

void check_standing(PermitCheck& check, std::int64_t at_ms) {
  const StandingAt at = standing_at(*check.permit, check.status ? &*check.status : nullptr, {}, at_ms);
  const bool fits_dates = at.standing != Standing::kNotYet && at.standing != Standing::kExpired;
  const DateInterval& valid = check.permit->permit().valid;
  settle(check, kDates, fits_dates ? StepState::kPassed : StepState::kFailed,
         fits_dates ? Text{"from " + valid.from.str() + ", before " + valid.to.str(),
                           "自 " + valid.from.str() + " 起，" + valid.to.str() + " 前"}
                    : at.says);
  check.outcome = CheckOutcome::kNotInForce;
  if (!fits_dates) return;
  switch (at.standing) {
    case Standing::kInForce:
      check.outcome = CheckOutcome::kHolds;
      return settle(check, kStatus, StepState::kPassed, at.says);
    case Standing::kStatusUnknown:
    case Standing::kStatusStale:
      check.outcome = CheckOutcome::kStatusUnknown;
      return settle(check, kStatus, StepState::kUnknown, at.says);
    default:
      return settle(check, kStatus, StepState::kFailed, at.says);
  }
}

}  // namespace

std::string_view to_string(StepState state) {
  constexpr std::array<std::string_view, 4> kNames{"passed", "failed", "unknown", "not_reached"};
  return kNames[static_cast<std::size_t>(state)];
}

std::string_view to_string(CheckOutcome outcome) {
  constexpr std::array<std::string_view, 7> kNames{
      "malformed",      "not_genuine", "status_malformed", "status_not_genuine", "not_in_force",
      "status_unknown", "holds"};
  return kNames[static_cast<std::size_t>(outcome)];
}

PermitCheck check_permit(std::string_view file, const TrustPolicy& trust,
                         std::optional<std::string_view> status_file, std::int64_t at_ms) {
  PermitCheck check;
  for (const char* name : {"file", "signatures", "contents", "dates", "status"})
    check.steps.push_back({name, StepState::kNotReached, {}});
  if (!check_genuine(check, file, trust)) return check;
  if (status_file && !check_statement(check, *status_file, trust)) return check;
  check_standing(check, at_ms);
  return check;
}

}  // namespace tidegate::permit
