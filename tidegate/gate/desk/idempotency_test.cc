#include "tidegate/gate/desk/idempotency.h"

#include <gtest/gtest.h>

#include "tidegate/gate/desk/sample_desk_test.h"
#include "tidegate/store/desk/once_mark.h"

namespace tidegate {
namespace {

using State = DeskIdempotency::State;

class Idempotency : public SampleDesk {
 protected:
  void SetUp() override {
    SampleDesk::SetUp();
    if (desk_) keys_.emplace(parts());
  }
  Result<DeskIdempotency::Claimed> claim(const DeskOnce& once) {
    auto claimed = keys_->claim(once);
    if (claimed && claimed->state == State::kOurs) ours_ = *claimed;
    return claimed;
  }
  Result<bool> add_firm(const std::string& id) {
    return desk_->parts().store->transact([&](DeskTransaction& t) -> Result<bool> {
      TenantRow firm;
      firm.id = id;
      firm.document = "{}";
      if (auto added = t.add_tenant(firm); !added) return fail(added.error());
      return true;
    });
  }

  std::optional<DeskIdempotency> keys_;
  DeskIdempotency::Claimed ours_;  // the last that was ours
  const DeskOnce once_{"01J POST /v1/firms", "key-1", std::string(64, 'a')};
};

TEST_P(Idempotency, GivesTheFirstAnswerForADay) {
  EXPECT_EQ(claim(once_)->state, State::kOurs);
  EXPECT_EQ(claim(once_)->state, State::kRunning);
  ASSERT_TRUE(keys_->finish(once_, ours_, 201, "{\"id\":1}"));
  const auto again = claim(once_);
  EXPECT_EQ(again->state, State::kDone);
  EXPECT_EQ(again->status, 201);
  EXPECT_EQ(again->answer, "{\"id\":1}");
  clock_.move(DeskIdempotency::kKeptMs);
  EXPECT_EQ(claim(once_)->state, State::kOurs) << "a day later";
}

TEST_P(Idempotency, AKeyIsOfOneRequestOfOneScope) {
  EXPECT_EQ(claim(once_)->state, State::kOurs);
  DeskOnce other = once_;
  other.request_sha256 = std::string(64, 'b');
  EXPECT_EQ(claim(other)->state, State::kOtherRequest);
  other.scope = "01K POST /v1/firms";
  EXPECT_EQ(claim(other)->state, State::kOurs) << "another account's";
}

TEST_P(Idempotency, WhatCameToNothingIsDoneAnew) {
  EXPECT_EQ(claim(once_)->state, State::kOurs);
  ASSERT_TRUE(keys_->release(once_, ours_, true));
  EXPECT_EQ(claim(once_)->state, State::kOurs);
}

TEST_P(Idempotency, AClaimOfAProcessThatIsGoneIsGivenUp) {
  EXPECT_EQ(claim(once_)->state, State::kOurs);
  clock_.move(DeskIdempotency::kLeaseMs - 1);
  EXPECT_EQ(claim(once_)->state, State::kRunning);
  clock_.move(1);
  EXPECT_EQ(claim(once_)->state, State::kOurs);
  ASSERT_TRUE(keys_->finish(once_, ours_, 204, ""));
  EXPECT_EQ(claim(once_)->state, State::kDone);
}

TEST_P(Idempotency, AClaimThatLapsedAndIsAnothersIsLeftAlone) {
  const auto slow = claim(once_);
  clock_.move(DeskIdempotency::kLeaseMs);
  ASSERT_EQ(claim(once_)->state, State::kOurs) << "taken by another request";
  EXPECT_EQ(keys_->finish(once_, *slow, 201, "{}").error().code, ErrorCode::kUnavailable);
  EXPECT_TRUE(keys_->release(once_, *slow, false));
  EXPECT_FALSE(keys_->release(once_, *slow, true));
  EXPECT_EQ(claim(once_)->state, State::kRunning) << "still the other's";
  Result<bool> late = false;
  keys_->perform(once_, *slow, [&] { late = add_firm("late"); });
  EXPECT_FALSE(late) << "and what the slow one does is not kept: it would be done twice";
  EXPECT_FALSE(desk_->parts().store->read(
      [](const DeskReader& r) { return r.tenant(Reach::of_whole_desk(), "late"); }));
  ASSERT_TRUE(keys_->finish(once_, ours_, 202, "{}"));
  EXPECT_EQ(claim(once_)->status, 202);
}

TEST_P(Idempotency, WhatIsKeptOnTheWayIsBoundToNoClaim) {
  keys_->perform(once_, *claim(once_), [&] {
    const BesideOnceMark beside;
    ASSERT_TRUE(add_firm("on-the-way"));
  });
  clock_.move(DeskIdempotency::kLeaseMs);
  EXPECT_EQ(claim(once_)->state, State::kOurs) << "what was asked was not done";
  keys_->perform(once_, ours_, [&] {
    { const BesideOnceMark beside; }
    ASSERT_TRUE(add_firm("what-was-asked"));
  });
  clock_.move(DeskIdempotency::kLeaseMs);
  EXPECT_EQ(claim(once_)->state, State::kDone) << "the mark is there again behind it";
}

class IdempotencyMark : public Idempotency {
 protected:
  // A change under the claim; then the process is gone: nothing is finished or released.
  Result<bool> act(bool fails) {
    Result<bool> done = false;
    keys_->perform(once_, *claim(once_), [&] {
      done = desk_->parts().store->transact([&](DeskTransaction& t) -> Result<bool> {
        TenantRow firm;
        firm.id = desk::new_id(clock_.now_ms());
        firm.document = "{}";
        if (auto added = t.add_tenant(firm); !added) return fail(added.error());
        if (fails) return fail({ErrorCode::kOutOfRange, "no", {}, "否"});
        return true;
      });
    });
    return done;
  }
};

TEST_P(IdempotencyMark, WhatWasDoneBeforeACrashIsNotDoneAgain) {
  ASSERT_TRUE(act(false));
  EXPECT_EQ(claim(once_)->state, State::kRunning) << "its answer may still come";
  clock_.move(DeskIdempotency::kLeaseMs);
  const auto later = claim(once_);
  EXPECT_EQ(later->state, State::kDone);
  EXPECT_EQ(later->answer, "");
}

TEST_P(IdempotencyMark, WhatWasNotDoneBeforeACrashIsDoneThen) {
  ASSERT_FALSE(act(true));
  EXPECT_EQ(claim(once_)->state, State::kRunning);
  clock_.move(DeskIdempotency::kLeaseMs);
  EXPECT_EQ(claim(once_)->state, State::kOurs);
}

TEST_P(IdempotencyMark, AProblemMakesRoomAndAnUnknownOutcomeDoesNot) {
  ASSERT_TRUE(act(false));
  ASSERT_TRUE(keys_->release(once_, ours_, false));
  EXPECT_EQ(claim(once_)->state, State::kRunning);
  ASSERT_TRUE(keys_->release(once_, ours_, true));
  EXPECT_EQ(claim(once_)->state, State::kOurs);
}

TEST_P(IdempotencyMark, OtherTransactionsAreNotBound) {
  ASSERT_TRUE(act(false));
  ASSERT_TRUE(keys_->finish(once_, ours_, 201, "{}"));
  ASSERT_TRUE(desk_->sweep());
  EXPECT_EQ(claim(once_)->answer, "{}");
}

INSTANTIATE_TEST_SUITE_P(Sqlite, Idempotency, ::testing::Values(store::Dialect::kSqlite));
INSTANTIATE_TEST_SUITE_P(Postgresql, Idempotency, ::testing::Values(store::Dialect::kPostgresql));
INSTANTIATE_TEST_SUITE_P(Sqlite, IdempotencyMark, ::testing::Values(store::Dialect::kSqlite));
INSTANTIATE_TEST_SUITE_P(Postgresql, IdempotencyMark, ::testing::Values(store::Dialect::kPostgresql));

}  // namespace
}  // namespace tidegate
