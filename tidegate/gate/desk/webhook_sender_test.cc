#include "tidegate/gate/desk/webhook_sender.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>

#include "tidegate/base/json.h"
#include "tidegate/gate/desk/desk_parts.h"
#include "tidegate/gate/desk/webhooks.h"

namespace tidegate {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class MovedClock final : public Clock {
 public:
  std::int64_t now_ms() const override { return ms; }
  std::int64_t ms = 1'795'000'000'000;
};

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

class Webhooks : public testing::Test {
 protected:
  void SetUp() override {
    folder_ =
        std::filesystem::path(testing::TempDir()) /
        ("tidegate-hooks-" + std::to_string(std::chrono::steady_clock::now().time_since_epoch().count()));
    auto desk = ZoneDesk::open({folder_.string(), {}, &clock_});
    ASSERT_TRUE(desk) << desk.error().what;
    desk_ = std::move(*desk);
    for (DeskAsker* admin : {&admin_, &stranger_}) {
      TenantRow firm;
      firm.id = desk::new_id(clock_.ms);
      firm.document = "{}";
      ASSERT_TRUE(desk_->parts().store->transact([&](DeskTransaction& t) -> Result<bool> {
        if (auto added = t.add_tenant(firm); !added) return fail(added.error());
        return true;
      }));
      admin->account.id = desk::new_id(clock_.ms);
      admin->account.role = Role::kFirmAdmin;
      admin->account.tenant = firm.id;
    }
    webhooks_.emplace(desk_->parts(), false);
    sender_.emplace(desk_->parts(), DeskWebhookOptions{}, &receiver_);
  }
  void TearDown() override {
    desk_.reset();
    std::filesystem::remove_all(folder_);
  }
  DeskWebhook hook(std::vector<std::string> events = {"*"}) {
    auto made = webhooks_->add(admin_, "https://firm.example/hook", events);
    EXPECT_TRUE(made) << made.error().what;
    return *made;
  }
  void tell(const std::string& kind, bool is_for_firm = true) {
    const desk::CaseNews news{kind,      "01CASE",   TenantId(admin_.account.tenant), "passed", 7,
                              clock_.ms, is_for_firm};
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

  MovedClock clock_;
  std::filesystem::path folder_;
  std::unique_ptr<ZoneDesk> desk_;
  DeskAsker admin_, stranger_;
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

TEST_F(Webhooks, AMessageIsSignedAndHoldsIdsStatesAndTimesAlone) {
  const DeskWebhook made = hook();
  EXPECT_TRUE(made.secret.starts_with("whsec_"));
  tell("case.decided");
  EXPECT_EQ(send(), 1);
  ASSERT_EQ(receiver_.asked.size(), 1U);
  const HttpAsk& ask = receiver_.asked[0];
  EXPECT_EQ(ask.url, "https://firm.example/hook");
  EXPECT_EQ(
      ask.body,
      R"({"type":"case.decided","timestamp":"2026-11-18T11:06:40Z","data":{"case":"01CASE","state":"passed","seq":7}})");
  EXPECT_EQ(receiver_.header(0, "webhook-signature"),
            webhook_signature(made.secret, receiver_.header(0, "webhook-id"), clock_.ms / 1'000, ask.body));
  EXPECT_EQ(newest(made).state, "done");
  EXPECT_EQ(send(), 0);
  EXPECT_THAT(said_, testing::Not(HasSubstr("example")));
}

TEST_F(Webhooks, AreToldWhatTheyWantAndNeverTheDesksOwnWork) {
  hook({"case.decided"});
  tell("case.state_changed");
  tell("case.lane_set");
  tell("case.decided", false);
  EXPECT_EQ(send(), 0);
  tell("case.decided");
  EXPECT_EQ(send(), 1);
}

TEST_F(Webhooks, ConnectToNoPrivateAddress) {
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

TEST_F(Webhooks, AreTriedAgainBySchedule) {
  const DeskWebhook made = hook();
  tell("case.decided");
  receiver_.status = 500;
  EXPECT_EQ(send(), 1);
  EXPECT_EQ(send(), 0) << "not at once";
  std::vector<std::string> ids{receiver_.header(0, "webhook-id")};
  for (const std::int64_t seconds : {5, 60, 300}) {
    clock_.ms += seconds * 1'000 - 1;
    EXPECT_EQ(send(), 0) << seconds;
    clock_.ms += 1;
    EXPECT_EQ(send(), 1) << seconds;
    ids.push_back(receiver_.header(receiver_.asked.size() - 1, "webhook-id"));
  }
  EXPECT_THAT(ids, testing::Each(ids[0])) << "the same message";
  clock_.ms += 1'800'000;
  receiver_.status = 204;
  EXPECT_EQ(send(), 1);
  EXPECT_EQ(newest(made).state, "done");
  EXPECT_EQ(newest(made).attempts, 5);
}

TEST_F(Webhooks, AreDisabledAfterDaysOfFailureAndNotBefore) {
  const DeskWebhook made = hook();
  tell("case.decided");
  receiver_.status = 0;
  const std::int64_t begin = clock_.ms;
  while (!is_disabled() && clock_.ms - begin < std::int64_t{10} * 86'400'000) {
    send();
    clock_.ms += 5'000'000;
  }
  EXPECT_GT(clock_.ms - begin, std::int64_t{3} * 86'400'000);
  EXPECT_LT(clock_.ms - begin, std::int64_t{5} * 86'400'000);
  EXPECT_EQ(newest(made).state, "failed");
  EXPECT_EQ(newest(made).attempts, 11);
  tell("case.decided");
  EXPECT_EQ(send(), 0) << "a disabled one is told nothing";
  EXPECT_EQ(sender_->counts().disabled, 1U);
}

TEST_F(Webhooks, GoneMeansNoMore) {
  hook();
  tell("case.decided");
  receiver_.status = 410;
  EXPECT_EQ(send(), 1);
  EXPECT_TRUE(is_disabled());
}

TEST_F(Webhooks, ARedirectIsAFailure) {
  const DeskWebhook made = hook();
  tell("case.decided");
  receiver_.status = 302;
  send();
  EXPECT_EQ(newest(made).state, "pending");
  EXPECT_EQ(newest(made).status, 302);
}

TEST_F(Webhooks, OneThatDoesNotAnswerHoldsUpNoRound) {
  hook();
  for (int i = 0; i < 5; ++i) tell("case.decided");
  receiver_.status = 0;
  EXPECT_EQ(send(), 5);
  EXPECT_EQ(receiver_.asked.size(), 1U) << "the others wait without being tried";
}

TEST_F(Webhooks, WhatHasEndedMayBeSentAgainUnderItsId) {
  const DeskWebhook made = hook();
  tell("case.decided");
  send();
  ASSERT_TRUE(webhooks_->send_again(admin_, made.id, newest(made).id));
  EXPECT_EQ(webhooks_->send_again(admin_, made.id, newest(made).id).error().code, ErrorCode::kConflict);
  send();
  EXPECT_EQ(receiver_.header(0, "webhook-id"), receiver_.header(1, "webhook-id"));
}

TEST_F(Webhooks, AnotherFirmsAreNotFound) {
  const DeskWebhook made = hook();
  EXPECT_EQ(webhooks_->deliveries(stranger_, made.id, {}).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(webhooks_->send_test(stranger_, made.id).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(webhooks_->change(stranger_, made.id, {1, true, {}}).error().code, ErrorCode::kNotFound);
  EXPECT_TRUE(webhooks_->webhooks(stranger_, {})->rows.empty());
}

TEST_F(Webhooks, TakeNoAddressButHttpsAndNoEventThatIsNone) {
  for (const char* url : {"", "http://firm.example/", "https://", "https:///x", "https://u:p@firm.example/",
                          "https://firm.example/#x", "https://firm.example/ x", "file:///etc/hostname"})
    EXPECT_EQ(webhooks_->add(admin_, url, {"*"}).error().where, "/url") << url;
  for (const std::vector<std::string>& events :
       {std::vector<std::string>{}, {"case.opened"}, {"*", "case.decided"}, {"webhook.test"}})
    EXPECT_EQ(webhooks_->add(admin_, "https://firm.example/", events).error().where, "/events");
}

TEST_F(Webhooks, AreTwentyAFirmAtMost) {
  for (std::size_t i = 0; i < DeskWebhooks::kMostOfFirm; ++i) hook();
  EXPECT_EQ(webhooks_->add(admin_, "https://firm.example/", {"*"}).error().code, ErrorCode::kConflict);
}

}  // namespace
}  // namespace tidegate
