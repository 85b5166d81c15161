#include "tidegate/gate/desk/idempotency.h"

#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>

#include "tidegate/gate/desk/desk_parts.h"

namespace tidegate {
namespace {

using State = DeskIdempotency::State;

class MovedClock final : public Clock {
 public:
  std::int64_t now_ms() const override { return ms; }
  std::int64_t ms = 1'795'000'000'000;
};

class Idempotency : public testing::Test {
 protected:
  void SetUp() override {
    folder_ =
        std::filesystem::path(testing::TempDir()) /
        ("tidegate-once-" + std::to_string(std::chrono::steady_clock::now().time_since_epoch().count()));
    auto desk = ZoneDesk::open({folder_.string(), {}, &clock_});
    ASSERT_TRUE(desk) << desk.error().what;
    desk_ = std::move(*desk);
    keys_.emplace(desk_->parts());
  }
  void TearDown() override {
    desk_.reset();
    std::filesystem::remove_all(folder_);
  }
  MovedClock clock_;
  std::filesystem::path folder_;
  std::unique_ptr<ZoneDesk> desk_;
  std::optional<DeskIdempotency> keys_;
  const DeskOnce once_{"01J POST /v1/firms", "key-1", std::string(64, 'a')};
};

TEST_F(Idempotency, GivesTheFirstAnswerForADay) {
  EXPECT_EQ(keys_->claim(once_)->state, State::kOurs);
  EXPECT_EQ(keys_->claim(once_)->state, State::kRunning);
  ASSERT_TRUE(keys_->finish(once_, 201, "{\"id\":1}"));
  const auto again = keys_->claim(once_);
  EXPECT_EQ(again->state, State::kDone);
  EXPECT_EQ(again->status, 201);
  EXPECT_EQ(again->answer, "{\"id\":1}");
  clock_.ms += DeskIdempotency::kKeptMs;
  EXPECT_EQ(keys_->claim(once_)->state, State::kOurs) << "a day later";
}

TEST_F(Idempotency, AKeyIsOfOneRequestOfOneScope) {
  EXPECT_EQ(keys_->claim(once_)->state, State::kOurs);
  DeskOnce other = once_;
  other.request_sha256 = std::string(64, 'b');
  EXPECT_EQ(keys_->claim(other)->state, State::kOtherRequest);
  other.scope = "01K POST /v1/firms";
  EXPECT_EQ(keys_->claim(other)->state, State::kOurs) << "another account's";
}

TEST_F(Idempotency, WhatCameToNothingIsDoneAnew) {
  EXPECT_EQ(keys_->claim(once_)->state, State::kOurs);
  ASSERT_TRUE(keys_->release(once_, true));
  EXPECT_EQ(keys_->claim(once_)->state, State::kOurs);
}

TEST_F(Idempotency, AClaimOfAProcessThatIsGoneIsGivenUp) {
  EXPECT_EQ(keys_->claim(once_)->state, State::kOurs);
  clock_.ms += DeskIdempotency::kLeaseMs - 1;
  EXPECT_EQ(keys_->claim(once_)->state, State::kRunning);
  clock_.ms += 1;
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
        firm.id = desk::new_id(clock_.ms);
        firm.document = "{}";
        if (auto added = t.add_tenant(firm); !added) return fail(added.error());
        if (fails) return fail({ErrorCode::kOutOfRange, "no", {}, "否"});
        return true;
      });
    });
    return done;
  }
};

TEST_F(IdempotencyMark, WhatWasDoneBeforeACrashIsNotDoneAgain) {
  ASSERT_TRUE(act(false));
  EXPECT_EQ(keys_->claim(once_)->state, State::kRunning) << "its answer may still come";
  clock_.ms += DeskIdempotency::kLeaseMs;
  const auto later = keys_->claim(once_);
  EXPECT_EQ(later->state, State::kDone);
  EXPECT_EQ(later->answer, "");
}

TEST_F(IdempotencyMark, WhatWasNotDoneBeforeACrashIsDoneThen) {
  ASSERT_FALSE(act(true));
  EXPECT_EQ(keys_->claim(once_)->state, State::kRunning);
  clock_.ms += DeskIdempotency::kLeaseMs;
  EXPECT_EQ(keys_->claim(once_)->state, State::kOurs);
}

TEST_F(IdempotencyMark, AProblemMakesRoomAndAnUnknownOutcomeDoesNot) {
  ASSERT_TRUE(act(false));
  ASSERT_TRUE(keys_->release(once_, false));
  EXPECT_EQ(keys_->claim(once_)->state, State::kRunning);
  ASSERT_TRUE(keys_->release(once_, true));
  EXPECT_EQ(keys_->claim(once_)->state, State::kOurs);
}

TEST_F(IdempotencyMark, OtherTransactionsAreNotBound) {
  ASSERT_TRUE(act(false));
  ASSERT_TRUE(keys_->finish(once_, 201, "{}"));
  ASSERT_TRUE(desk_->sweep());
  EXPECT_EQ(keys_->claim(once_)->answer, "{}");
}

}  // namespace
}  // namespace tidegate
