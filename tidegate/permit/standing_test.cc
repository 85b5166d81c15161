#include "tidegate/permit/standing.h"

#include <gtest/gtest.h>

#include "tidegate/permit/sample_test.h"

namespace tidegate::permit {
namespace {

Standing at(const char* when, const PermitStatus* status, std::optional<std::int64_t> last_sequence = {},
            std::int64_t plus_ms = 0) {
  const VerifiedPermit permit = verified(sample_permit());
  std::optional<VerifiedStatus> checked;
  if (status != nullptr) {
    PermitStatus own = *status;
    own.permit_hash = permit.hash();
    checked = verified(own, permit);
  }
  const StandingAt answer =
      standing_at(permit, checked ? &*checked : nullptr, last_sequence, moment(when) + plus_ms);
  EXPECT_FALSE(answer.says.en.empty() || answer.says.zh.empty());
  return answer.standing;
}

PermitStatus status_of(PermitState state) {
  PermitStatus status = sample_status("");
  status.state = state;
  if (state != PermitState::kActive) {
    status.reason = {"incident", "安全事件"};
    status.since_ms = moment("2026-11-18T00:00:00Z");
  }
  return status;
}

// Days are those of China: they begin at 16:00Z the day before.
TEST(Standing, HoldsFromItsFirstDayToTheLastMomentOfItsLast) {
  EXPECT_EQ(at("2026-11-01T16:00:00Z", nullptr, {}, -1), Standing::kNotYet);
  EXPECT_EQ(at("2026-11-01T16:00:00Z", nullptr), Standing::kInForce);
  PermitStatus status = status_of(PermitState::kActive);
  status.valid_until_ms = moment("2030-01-01T00:00:00Z");
  EXPECT_EQ(at("2029-11-01T16:00:00Z", &status, {}, -1), Standing::kInForce);
  EXPECT_EQ(at("2029-11-01T16:00:00Z", &status), Standing::kExpired);
}

TEST(Standing, NeedsAStatementFromTheMomentThatThePermitSays) {
  EXPECT_EQ(at("2026-11-03T00:00:00Z", nullptr, {}, -1), Standing::kInForce);
  EXPECT_EQ(at("2026-11-03T00:00:00Z", nullptr), Standing::kStatusUnknown);
  // Whoever saw a statement must hand one in.
  EXPECT_EQ(at("2026-11-02T08:00:00Z", nullptr, 1), Standing::kStatusUnknown);
}

TEST(Standing, AStatementIsStaleFromItsEndOn) {
  const PermitStatus active = status_of(PermitState::kActive);
  EXPECT_EQ(at("2026-11-26T00:00:00Z", &active, {}, -1), Standing::kInForce);
  EXPECT_EQ(at("2026-11-26T00:00:00Z", &active), Standing::kStatusStale);
  EXPECT_EQ(at(kNow, &active, 3), Standing::kInForce);
  EXPECT_EQ(at(kNow, &active, 4), Standing::kStatusStale);  // a later one was seen
}

TEST(Standing, ASuspensionGoesStaleAndARevocationNever) {
  const PermitStatus suspended = status_of(PermitState::kSuspended);
  EXPECT_EQ(at(kNow, &suspended), Standing::kSuspended);
  EXPECT_EQ(at("2026-12-01T00:00:00Z", &suspended), Standing::kStatusStale);
  const PermitStatus revoked = status_of(PermitState::kRevoked);
  EXPECT_EQ(at("2028-12-01T00:00:00Z", &revoked), Standing::kRevoked);
  EXPECT_EQ(at(kNow, &revoked, 9), Standing::kRevoked);
}

TEST(Standing, AStatementSaysNothingOfTheTimeBeforeIt) {
  const PermitStatus revoked = status_of(PermitState::kRevoked);
  EXPECT_EQ(at("2026-11-17T23:59:59Z", &revoked), Standing::kStatusUnknown);
  EXPECT_EQ(at("2026-11-18T00:00:00Z", &revoked), Standing::kRevoked);
  PermitStatus first = revoked;
  first.sequence = 1;
  EXPECT_EQ(at("2026-11-02T08:00:00Z", &first), Standing::kInForce);  // before the first, within its own time
  EXPECT_EQ(at("2026-11-02T08:00:00Z", &revoked), Standing::kStatusUnknown);
}

StatusChange change_to(PermitState state, const char* stated) {
  StatusChange change;
  change.state = state;
  if (state != PermitState::kActive) change.reason = {"incident", "安全事件"};
  change.stated_at_ms = moment(stated);
  change.valid_until_ms = change.stated_at_ms + 86'400'000;
  change.signers = {id_of(1)};
  return change;
}

TEST(NextStatus, CountsUpAndKeepsTheBeginningOfAState) {
  const std::int64_t issued = moment("2026-11-01T01:00:00Z");
  const auto next = [&](const PermitStatus* last, PermitState state, const char* stated) {
    return next_status("P-0001", std::string(64, 'c'), issued, last, change_to(state, stated)).value();
  };
  const PermitStatus first = next(nullptr, PermitState::kActive, "2026-11-02T00:00:00Z");
  EXPECT_EQ(first.sequence, 1);
  EXPECT_EQ(first.since_ms, issued);
  const PermitStatus second = next(&first, PermitState::kActive, "2026-11-03T00:00:00Z");
  EXPECT_EQ(second.sequence, 2);
  EXPECT_EQ(second.since_ms, issued);
  const PermitStatus third = next(&second, PermitState::kSuspended, "2026-11-04T00:00:00Z");
  EXPECT_EQ(third.since_ms, moment("2026-11-04T00:00:00Z"));
  const PermitStatus fourth = next(&third, PermitState::kActive, "2026-11-05T00:00:00Z");
  EXPECT_EQ(fourth.since_ms, moment("2026-11-05T00:00:00Z"));
  EXPECT_EQ(next(&fourth, PermitState::kRevoked, "2026-11-06T00:00:00Z").sequence, 5);
}

TEST(NextStatus, RefusesWhatCannotBe) {
  PermitStatus last = sample_status(std::string(64, 'c'));
  const auto code = [&](const StatusChange& change) {
    const auto next = next_status("P-0001", last.permit_hash, 0, &last, change);
    return next ? std::optional<ErrorCode>() : next.error().code;
  };
  EXPECT_EQ(code(change_to(PermitState::kActive, "2026-11-18T00:00:00Z")), ErrorCode::kConflict);
  StatusChange mute = change_to(PermitState::kSuspended, kNow);
  mute.reason.zh.clear();
  EXPECT_EQ(code(mute), ErrorCode::kMalformed);
  StatusChange stale = change_to(PermitState::kActive, kNow);
  stale.valid_until_ms = stale.stated_at_ms;
  EXPECT_EQ(code(stale), ErrorCode::kOutOfRange);
  last.state = PermitState::kRevoked;
  EXPECT_EQ(code(change_to(PermitState::kActive, kNow)), ErrorCode::kConflict);
}

}  // namespace
}  // namespace tidegate::permit
