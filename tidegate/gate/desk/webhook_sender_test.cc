#include "tidegate/gate/desk/webhook_sender.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <condition_variable>
#include <mutex>
#include <thread>

#include "tidegate/base/json.h"
#include "tidegate/gate/desk/sample_desk_test.h"
#include "tidegate/gate/desk/webhooks.h"

namespace tidegate {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class Receiver final : public HttpFetch {
 public:
  Result<HttpGot> fetch(const HttpAsk& ask) override {
    asked.push_back(ask);
    if (status == 0) return fail({ErrorCode::kUnavailable, "no answer came", {}, "未收到答复"});
    return HttpGot{status, {}, {}};
  }
  std::string header(std::size_t i, std::string_view name) const {
    for (const auto& [key, value] : asked.at(i).headers) {
      if (key == name) return value;
    }
    return {};
  }
  int status = 200;
  std::vector<HttpAsk> asked;
};

class Webhooks : public SampleDesk {
 protected:
  void SetUp() override {
    SampleDesk::SetUp();
    if (!desk_) return;
    webhooks_.emplace(parts(), false);
    sender_.emplace(parts(), DeskWebhookOptions{}, &receiver_);
  }
  DeskWebhook hook(std::vector<std::string> events = {"*"}) {
    auto made = webhooks_->add(admin_, "https://firm.example/hook", events);
    EXPECT_TRUE(made) << made.error().what;
    return *made;
  }
  void tell(const std::string& kind, bool is_for_firm = true, const std::string& firm = "t1") {
    const desk::CaseNews news{kind, "01CASE", TenantId(firm), "passed", 7, clock_.now_ms(), is_for_firm};
    ASSERT_TRUE(desk_->parts().store->transact([&](DeskTransaction& t) -> Result<bool> {
      if (auto told = desk_->parts().told(t, news); !told) return fail(told.error());
      return true;
    }));
  }
  std::int64_t send() {
    const auto tried = sender_->send_due([this](const std::string& line) { said_ += line + "\n"; });
    EXPECT_TRUE(tried) << tried.error().what;
    return *tried;
  }
  DeskDelivery newest(const DeskWebhook& of) {
    const auto page = webhooks_->deliveries(admin_, of.id, {});
    EXPECT_TRUE(page);
    return page->rows.at(0);
  }
  bool is_disabled() { return webhooks_->webhooks(admin_, {})->rows.at(0).is_disabled; }

  // Firms "s1", "s2" ... with a webhook each, at a host of that name, and so many messages.
  void others_are_told(int firms, int messages) {
    for (int i = 1; i <= firms; ++i) {
      const std::string firm = "s" + std::to_string(i);
      ASSERT_TRUE(parts().store->transact([&](DeskTransaction& t) -> Result<bool> {
        if (auto made = t.add_tenant({firm, "", "示例", 1, false, 0, "{}"}); !made) return fail(made.error());
        return true;
      }));
      ASSERT_TRUE(webhooks_->add(asker(Role::kFirmAdmin, firm), "https://" + firm + ".slow.example/", {"*"}));
      for (int n = 0; n < messages; ++n) tell("case.decided", true, firm);
    }
  }

  const DeskAsker admin_ = asker(Role::kFirmAdmin, "t1");
  const DeskAsker stranger_ = asker(Role::kFirmAdmin, "t2");
  Receiver receiver_;
  std::optional<DeskWebhooks> webhooks_;
  std::optional<WebhookSender> sender_;
  std::string said_;
};

// The published example of Standard Webhooks.
TEST(WebhookSignature, IsThatOfTheStandard) {
  EXPECT_EQ(webhook_signature("whsec_plJ3nmyCDGBKInavdOK15jsl", "msg_loFOjxBNrRLzqYUf", 1731705121,
                              R"({"event_type":"ping","data":{"success":true}})"),
            "v1,rAvfW3dJ/X/qxhsaXPOyyCGmRKsaKWcsNccKXlIktD0=");
  EXPECT_EQ(webhook_signature("plJ3nmyCDGBKInavdOK15jsl", "m", 1, "{}"), "");
}

TEST_P(Webhooks, AMessageIsSignedAndHoldsIdsStatesAndTimesAlone) {
  const DeskWebhook made = hook();
  EXPECT_TRUE(made.secret.starts_with("whsec_"));
  tell("case.decided");
  EXPECT_EQ(send(), 1);
  ASSERT_EQ(receiver_.asked.size(), 1U);
  const HttpAsk& ask = receiver_.asked[0];
  EXPECT_EQ(ask.url, "https://firm.example/hook");
  EXPECT_EQ(
      ask.body,
      R"({"type":"case.decided","timestamp":"2026-11-01T02:00:00Z","data":{"case":"01CASE","state":"passed","seq":7}})");
  EXPECT_EQ(
      receiver_.header(0, "webhook-signature"),
      webhook_signature(made.secret, receiver_.header(0, "webhook-id"), clock_.now_ms() / 1'000, ask.body));
  EXPECT_EQ(newest(made).state, "done");
  EXPECT_EQ(send(), 0);
  EXPECT_THAT(said_, testing::Not(HasSubstr("example")));
}

TEST_P(Webhooks, AreToldWhatTheyWantAndNeverTheDesksOwnWork) {
  hook({"case.decided"});
  tell("case.state_changed");
  tell("case.lane_set");
  tell("case.decided", false);
  EXPECT_EQ(send(), 0);
  tell("case.decided");
  EXPECT_EQ(send(), 1);
}

TEST_P(Webhooks, AreToldOfAPermitOnceItIsSigned) {
  hook({"permit.issued"});
  const std::string permit = issued();
  EXPECT_EQ(send(), 1);
  const auto told = parse_json(receiver_.asked.at(0).body, "body");
  ASSERT_TRUE(told);
  EXPECT_EQ(*told->find("type")->string(), "permit.issued");
  EXPECT_EQ(*told->find("data")->find("permit")->string(), permit);
}

TEST_P(Webhooks, ConnectToNoPrivateAddress) {
  hook();
  tell("case.decided");
  send();
  const auto& may = receiver_.asked.at(0).may_connect;
  const std::array<std::uint8_t, 4> loopback{127, 0, 0, 1}, inside{10, 0, 0, 1}, outside{1, 1, 1, 1};
  EXPECT_FALSE(may(loopback));
  EXPECT_FALSE(may(inside));
  EXPECT_TRUE(may(outside));
  EXPECT_FALSE(receiver_.asked[0].allows_plain);
  WebhookSender to_itself(desk_->parts(), DeskWebhookOptions{true, {}}, &receiver_);
  tell("case.decided");
  ASSERT_TRUE(to_itself.send_due([](const std::string&) {}));
  const auto& may_test = receiver_.asked.at(1).may_connect;
  EXPECT_TRUE(may_test(loopback));
  EXPECT_FALSE(may_test(inside));
}

TEST_P(Webhooks, AreTriedAgainBySchedule) {
  const DeskWebhook made = hook();
  tell("case.decided");
  receiver_.status = 500;
  EXPECT_EQ(send(), 1);
  EXPECT_EQ(send(), 0) << "not at once";
  std::vector<std::string> ids{receiver_.header(0, "webhook-id")};
  for (const std::int64_t seconds : {5, 60, 300}) {
    clock_.move(seconds * 1'000 - 1);
    EXPECT_EQ(send(), 0) << seconds;
    clock_.move(1);
    EXPECT_EQ(send(), 1) << seconds;
    ids.push_back(receiver_.header(receiver_.asked.size() - 1, "webhook-id"));
  }
  EXPECT_THAT(ids, testing::Each(ids[0])) << "the same message";
  clock_.move(1'800'000);
  receiver_.status = 204;
  EXPECT_EQ(send(), 1);
  EXPECT_EQ(newest(made).state, "done");
  EXPECT_EQ(newest(made).attempts, 5);
}

TEST_P(Webhooks, AreDisabledAfterDaysOfFailureAndNotBefore) {
  const DeskWebhook made = hook();
  tell("case.decided");
  receiver_.status = 0;
  const std::int64_t begin = clock_.now_ms();
  while (!is_disabled() && clock_.now_ms() - begin < std::int64_t{10} * 86'400'000) {
    send();
    clock_.move(5'000'000);
  }
  EXPECT_GT(clock_.now_ms() - begin, std::int64_t{3} * 86'400'000);
  EXPECT_LT(clock_.now_ms() - begin, std::int64_t{5} * 86'400'000);
  EXPECT_EQ(newest(made).state, "failed");
  EXPECT_EQ(newest(made).attempts, 11);
  tell("case.decided");
  EXPECT_EQ(send(), 0) << "a disabled one is told nothing";
  EXPECT_EQ(sender_->counts().disabled, 1U);
}

TEST_P(Webhooks, GoneMeansNoMore) {
  hook();
  tell("case.decided");
  receiver_.status = 410;
  EXPECT_EQ(send(), 1);
  EXPECT_TRUE(is_disabled());
}

TEST_P(Webhooks, ARedirectIsAFailure) {
  const DeskWebhook made = hook();
  tell("case.decided");
  receiver_.status = 302;
  send();
  EXPECT_EQ(newest(made).state, "pending");
  EXPECT_EQ(newest(made).status, 302);
}

TEST_P(Webhooks, OneThatDoesNotAnswerHoldsUpNoRound) {
  hook();
  for (int i = 0; i < 5; ++i) tell("case.decided");
  receiver_.status = 0;
  EXPECT_EQ(send(), 5);
  EXPECT_EQ(receiver_.asked.size(), 1U) << "the others wait without being tried";
}

// Answers nobody of this host before it is let go.
class SlowHost final : public HttpFetch {
 public:
  explicit SlowHost(std::string slow) : slow_(std::move(slow)) {}
  Result<HttpGot> fetch(const HttpAsk& ask) override {
    std::unique_lock lock(mutex_);
    const bool is_slow = ask.url.find(slow_) != std::string::npos;
    ++(is_slow ? slow_asked_ : others_asked_);
    changed_.notify_all();
    if (is_slow) changed_.wait(lock, [&] { return is_let_go_; });
    return HttpGot{200, {}, {}};
  }
  void await_slow(int asked = 1) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return slow_asked_ >= asked; });
  }
  void let_go() {
    const std::lock_guard lock(mutex_);
    is_let_go_ = true;
    changed_.notify_all();
  }
  int slow_asked() { return at(slow_asked_); }
  int others_asked() { return at(others_asked_); }

 private:
  int at(const int& count) {
    const std::lock_guard lock(mutex_);
    return count;
  }
  const std::string slow_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool is_let_go_ = false;
  int slow_asked_ = 0, others_asked_ = 0;
};

TEST_P(Webhooks, AFirmWhoseReceiversAreSlowKeepsOneSenderAndHoldsUpNoOther) {
  SlowHost hosts("firm.example");
  WebhookSender sender(parts(), DeskWebhookOptions{}, &hosts);
  for (int i = 0; i < 3; ++i) hook();
  for (int i = 0; i < 20; ++i) tell("case.decided");
  const auto round = [&] { return sender.send_due([](const std::string&) {}).value_or(-1); };
  std::thread slow(round);
  hosts.await_slow();
  ASSERT_TRUE(webhooks_->add(stranger_, "https://quick.example/hook", {"*"}));
  tell("case.decided", true, "t2");
  EXPECT_EQ(round(), 1) << "the other firm's, though it is the newest of many";
  EXPECT_EQ(round(), 0) << "and no second sender to the slow firm, whichever of its webhooks";
  EXPECT_EQ(hosts.others_asked(), 1);
  EXPECT_EQ(hosts.slow_asked(), 1);
  hosts.let_go();
  slow.join();
  EXPECT_GT(round(), 0) << "its turn is over, and it has another";
}

TEST_P(Webhooks, WhatWasNotTriedWaitsForItsWebhookAloneAndNoLongerThanThat) {
  hook();
  for (int i = 0; i < 4; ++i) tell("case.decided");
  receiver_.status = 0;
  send();
  clock_.move(4'999);
  EXPECT_EQ(send(), 0) << "it rests";
  clock_.move(1);
  receiver_.status = 200;
  EXPECT_EQ(send(), 1) << "one, to see whether it answers";
  EXPECT_EQ(send(), 3) << "and the rest at once";
  EXPECT_EQ(receiver_.asked.size(), 5U);
}

TEST_P(Webhooks, OneThatFailsRestsFiveMinutesAtMost) {
  hook();
  tell("case.decided");
  receiver_.status = 500;
  for (int i = 0; i < 6; ++i) {
    EXPECT_EQ(send(), 1);
    clock_.move(std::int64_t{100} * kAnHour);
  }
  tell("case.decided");
  EXPECT_EQ(send(), 1);
  clock_.move(299'999);
  EXPECT_EQ(send(), 0);
  clock_.move(1);
  EXPECT_EQ(send(), 1) << "the new one, while the old one waits for hours";
  EXPECT_NE(receiver_.header(6, "webhook-id"), receiver_.header(7, "webhook-id"));
}

TEST_P(Webhooks, AClockThatWasAheadHoldsUpNothingOnceItIsSetBack) {
  hook();
  clock_.move(48 * kAnHour);
  tell("case.decided");
  receiver_.status = 500;
  EXPECT_EQ(send(), 1);
  clock_.move(-48 * kAnHour);
  receiver_.status = 200;
  EXPECT_EQ(send(), 1) << "neither its webhook's rest nor its own wait lasts as long as the clock was ahead";
  tell("case.decided");
  EXPECT_EQ(send(), 1);
}

TEST_P(Webhooks, OneWithManyMessagesIsDisabledAfterDaysToo) {
  const DeskWebhook made = hook();
  for (int i = 0; i < 100; ++i) tell("case.decided");
  receiver_.status = 0;
  const std::int64_t begin = clock_.now_ms();
  while (!is_disabled() && clock_.now_ms() - begin < std::int64_t{5} * 86'400'000) {
    send();
    clock_.move(900'000);
  }
  EXPECT_TRUE(is_disabled());
  EXPECT_GT(clock_.now_ms() - begin, std::int64_t{3} * 86'400'000);
}

TEST_P(Webhooks, FirmsWhoseReceiversFailRestAndAHealthyOneIsServedAtOnce) {
  others_are_told(8, 20);
  receiver_.status = 0;
  for (int i = 0; i < 8; ++i) EXPECT_EQ(send(), 8);
  EXPECT_EQ(send(), 0) << "each had its turn, and rests";
  EXPECT_EQ(receiver_.asked.size(), 8U) << "one message of each was tried";
  hook();
  tell("case.decided");
  receiver_.status = 200;
  EXPECT_EQ(send(), 1);
  EXPECT_EQ(receiver_.asked.back().url, "https://firm.example/hook");
}

TEST_P(Webhooks, WebhooksHaveTheirTurnsInACircleWhateverWaitsForThem) {
  others_are_told(2, 40);
  hook();
  tell("case.decided");
  for (int i = 0; i < 3; ++i) send();
  int own = 0;
  for (const HttpAsk& ask : receiver_.asked) own += ask.url == "https://firm.example/hook" ? 1 : 0;
  EXPECT_EQ(own, 1) << "not behind the forty of each of the others";
}

TEST_P(Webhooks, SendersAreKeptForReceiversThatAnswer) {
  SlowHost hosts("slow.example");
  WebhookSender sender(parts(), DeskWebhookOptions{}, &hosts);
  const auto round = [&] { return sender.send_due([](const std::string&) {}).value_or(-1); };
  hook();
  tell("case.decided");
  EXPECT_EQ(round(), 1) << "it answers";
  others_are_told(8, 3);
  std::vector<std::thread> slow;
  for (std::size_t i = 0; i < WebhookSender::kForUnproven; ++i) slow.emplace_back(round);
  hosts.await_slow(static_cast<int>(WebhookSender::kForUnproven));
  EXPECT_EQ(round(), 0) << "no seventh, though two more firms have something due";
  tell("case.decided");
  EXPECT_EQ(round(), 1);
  EXPECT_EQ(hosts.others_asked(), 2);
  hosts.let_go();
  for (std::thread& one : slow) one.join();
}

// Refuses what it is asked until it is told to be silent; firm.example answers then.
class FailingHosts final : public HttpFetch {
 public:
  Result<HttpGot> fetch(const HttpAsk& ask) override {
    std::unique_lock lock(mutex_);
    const bool is_firm = ask.url.find("firm.example") != std::string::npos;
    if (!is_silent_) return HttpGot{is_firm ? 410 : 500, {}, {}};
    if (is_firm) return HttpGot{200, {}, {}};
    ++asked_;
    changed_.notify_all();
    changed_.wait(lock, [&] { return is_let_go_; });
    return HttpGot{500, {}, {}};
  }
  void be_silent() {
    const std::lock_guard lock(mutex_);
    is_silent_ = true;
  }
  void await(std::size_t asked) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return asked_ >= asked; });
  }
  void let_go() {
    const std::lock_guard lock(mutex_);
    is_let_go_ = true;
    changed_.notify_all();
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  bool is_silent_ = false, is_let_go_ = false;
  std::size_t asked_ = 0;
};

TEST_P(Webhooks, OneThatIsDisabledSaysNothingOfTheNextOneOfItsFirm) {
  FailingHosts hosts;
  WebhookSender sender(parts(), DeskWebhookOptions{}, &hosts);
  const auto round = [&] { return sender.send_due([](const std::string&) {}).value_or(-1); };
  hook();
  tell("case.decided");
  others_are_told(static_cast<int>(WebhookSender::kForFailing), 1);
  for (std::size_t i = 0; i <= WebhookSender::kForFailing; ++i) EXPECT_EQ(round(), 1);
  EXPECT_TRUE(is_disabled()) << "its receiver is gone";
  hosts.be_silent();
  clock_.move(5'000);
  std::vector<std::thread> failing;
  for (std::size_t i = 0; i < WebhookSender::kForFailing; ++i) failing.emplace_back(round);
  hosts.await(WebhookSender::kForFailing);
  hook();
  tell("case.decided");
  EXPECT_EQ(round(), 1) << "not one of those that fail, whose senders are busy";
  hosts.let_go();
  for (std::thread& one : failing) one.join();
}

TEST_P(Webhooks, WhatHasEndedMayBeSentAgainUnderItsId) {
  const DeskWebhook made = hook();
  tell("case.decided");
  send();
  ASSERT_TRUE(webhooks_->send_again(admin_, made.id, newest(made).id));
  EXPECT_EQ(webhooks_->send_again(admin_, made.id, newest(made).id).error().code, ErrorCode::kConflict);
  send();
  EXPECT_EQ(receiver_.header(0, "webhook-id"), receiver_.header(1, "webhook-id"));
}

TEST_P(Webhooks, AnotherFirmsAreNotFound) {
  const DeskWebhook made = hook();
  EXPECT_EQ(webhooks_->deliveries(stranger_, made.id, {}).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(webhooks_->send_test(stranger_, made.id).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(webhooks_->change(stranger_, made.id, {1, true, {}}).error().code, ErrorCode::kNotFound);
  EXPECT_TRUE(webhooks_->webhooks(stranger_, {})->rows.empty());
}

TEST_P(Webhooks, TakeNoAddressButHttpsAndNoEventThatIsNone) {
  for (const char* url : {"", "http://firm.example/", "https://", "https:///x", "https://u:p@firm.example/",
                          "https://firm.example/#x", "https://firm.example/ x", "file:///etc/hostname"})
    EXPECT_EQ(webhooks_->add(admin_, url, {"*"}).error().where, "/url") << url;
  for (const std::vector<std::string>& events :
       {std::vector<std::string>{}, {"case.opened"}, {"*", "case.decided"}, {"webhook.test"}})
    EXPECT_EQ(webhooks_->add(admin_, "https://firm.example/", events).error().where, "/events");
}

TEST_P(Webhooks, AreTwentyAFirmAtMost) {
  for (std::size_t i = 0; i < DeskWebhooks::kMostOfFirm; ++i) hook();
  EXPECT_EQ(webhooks_->add(admin_, "https://firm.example/", {"*"}).error().code, ErrorCode::kConflict);
}

INSTANTIATE_TEST_SUITE_P(Sqlite, Webhooks, ::testing::Values(store::Dialect::kSqlite));
INSTANTIATE_TEST_SUITE_P(Postgresql, Webhooks, ::testing::Values(store::Dialect::kPostgresql));

}  // namespace
}  // namespace tidegate
