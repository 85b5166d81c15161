#include "tidegate/gate/desk/idempotency.h"

#include <gtest/gtest.h>

#include "tidegate/gate/desk/sample_desk_test.h"

namespace tidegate {
namespace {

using State = DeskIdempotency::State;

class Idempotency : public SampleDesk {
 protected:
  void SetUp() override {
    SampleDesk::SetUp();
    if (desk_) keys_.emplace(parts());
  }
  std::optional<DeskIdempotency> keys_;
  const DeskOnce once_{"01J POST /v1/firms", "key-1", std::string(64, 'a')};
};

TEST_P(Idempotency, GivesTheFirstAnswerForADay) {
  EXPECT_EQ(keys_->claim(once_)->state, State::kOurs);
  EXPECT_EQ(keys_->claim(once_)->state, State::kRunning);
  ASSERT_TRUE(keys_->finish(once_, 201, "{\"id\":1}"));
  const auto again = keys_->claim(once_);
  EXPECT_EQ(again->state, State::kDone);
  EXPECT_EQ(again->status, 201);
  EXPECT_EQ(again->answer, "{\"id\":1}");
  clock_.move(DeskIdempotency::kKeptMs);
  EXPECT_EQ(keys_->claim(once_)->state, State::kOurs) << "a day later";
}

TEST_P(Idempotency, AKeyIsOfOneRequestOfOneScope) {
  EXPECT_EQ(keys_->claim(once_)->state, State::kOurs);
  DeskOnce other = once_;
  other.request_sha256 = std::string(64, 'b');
  EXPECT_EQ(keys_->claim(other)->state, State::kOtherRequest);
  other.scope = "01K POST /v1/firms";
  EXPECT_EQ(keys_->claim(other)->state, State::kOurs) << "another account's";
}

TEST_P(Idempotency, WhatCameToNothingIsDoneAnew) {
  EXPECT_EQ(keys_->claim(once_)->state, State::kOurs);
  ASSERT_TRUE(keys_->release(once_, true));
  EXPECT_EQ(keys_->claim(once_)->state, State::kOurs);
}

TEST_P(Idempotency, AClaimOfAProcessThatIsGoneIsGivenUp) {
  EXPECT_EQ(keys_->claim(once_)->state, State::kOurs);
  clock_.move(DeskIdempotency::kLeaseMs - 1);
  EXPECT_EQ(keys_->claim(once_)->state, State::kRunning);
  clock_.move(1);
  EXPECT_EQ(keys_->claim(once_)->state, State::kOurs);
  ASSERT_TRUE(keys_->finish(once_, 204, ""));
  EXPECT_EQ(keys_->claim(once_)->state, State::kDone);
}

class IdempotencyMark : public Idempotency {
 protected:
  // A change under the claim; then the process is gone: nothing is finished or released.
  Result<bool> act(bool fails) {
    Result<bool> done = false;
    keys_->perform(once_, *keys_->claim(once_), [&] {
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
  EXPECT_EQ(keys_->claim(once_)->state, State::kRunning) << "its answer may still come";
  clock_.move(DeskIdempotency::kLeaseMs);
  const auto later = keys_->claim(once_);
  EXPECT_EQ(later->state, State::kDone);
  EXPECT_EQ(later->answer, "");
}

TEST_P(IdempotencyMark, WhatWasNotDoneBeforeACrashIsDoneThen) {
  ASSERT_FALSE(act(true));
  EXPECT_EQ(keys_->claim(once_)->state, State::kRunning);
  clock_.move(DeskIdempotency::kLeaseMs);
  EXPECT_EQ(keys_->claim(once_)->state, State::kOurs);
}

TEST_P(IdempotencyMark, AProblemMakesRoomAndAnUnknownOutcomeDoesNot) {
  ASSERT_TRUE(act(false));
  ASSERT_TRUE(keys_->release(once_, false));
  EXPECT_EQ(keys_->claim(once_)->state, State::kRunning);
  ASSERT_TRUE(keys_->release(once_, true));
  EXPECT_EQ(keys_->claim(once_)->state, State::kOurs);
}

TEST_P(IdempotencyMark, OtherTransactionsAreNotBound) {
  ASSERT_TRUE(act(false));
  ASSERT_TRUE(keys_->finish(once_, 201, "{}"));
  ASSERT_TRUE(desk_->sweep());
  EXPECT_EQ(keys_->claim(once_)->answer, "{}");
}

INSTANTIATE_TEST_SUITE_P(Sqlite, Idempotency, ::testing::Values(store::Dialect::kSqlite));
INSTANTIATE_TEST_SUITE_P(Postgresql, Idempotency, ::testing::Values(store::Dialect::kPostgresql));
INSTANTIATE_TEST_SUITE_P(Sqlite, IdempotencyMark, ::testing::Values(store::Dialect::kSqlite));
INSTANTIATE_TEST_SUITE_P(Postgresql, IdempotencyMark, ::testing::Values(store::Dialect::kPostgresql));

}  // namespace
}  // namespace tidegate
