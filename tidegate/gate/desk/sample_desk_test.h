// A desk in a folder of its own, with two firms, a case of the first on the desk of cyberspace, and a clock
// that the test moves: what the tests of permits begin with.
#pragma once

#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>

#include "tidegate/base/instant.h"
#include "tidegate/gate/desk/desk.h"
#include "tidegate/gate/desk/desk_parts.h"
#include "tidegate/gate/desk/permit_issue.h"
#include "tidegate/store/desk/desk_place.h"
#include "tidegate/store/desk/session_source.h"
#include "tidegate/store/temporary_folder_test.h"
#include "tidegate/terms/flow.h"

namespace tidegate {

class MovedClock final : public Clock {
 public:
  std::int64_t now_ms() const override { return now_ms_; }
  void set(const char* moment) { now_ms_ = parse_instant(moment).value(); }
  void move(std::int64_t ms) { now_ms_ += ms; }

 private:
  std::atomic<std::int64_t> now_ms_{0};
};

inline constexpr std::int64_t kAnHour = 3'600'000;

inline Transfer sample_declared() {
  Transfer t;
  t.id = "trial-2026";
  t.processor_name = "示例医药（北京）有限公司";
  t.uscc = "91110000MA0000000H";
  t.summary = {"trial data to headquarters", "临床试验数据回传总部"};
  t.items.resize(2);
  t.items[0].name = "受试者编号";
  t.items[0].personal = true;
  t.items[1].name = "家庭住址";
  t.recipients.resize(1);
  t.recipients[0].name = "Example Pharma SE";
  t.recipients[0].region = "DE";
  t.links.resize(1);
  t.links[0].mode = "bulk_file";
  t.links[0].encryption = "tls1.3";
  t.links[0].exporter = {"sftp.example.invalid", {}};
  t.links[0].recipient = {"in.example.invalid", {}};
  t.forecast = {100, 200, 300};
  return t;
}

inline Decision sample_decided(const char* day = "2026-11-01") {
  Decision d;
  d.case_id = "c1";
  d.filing_hash = std::string(64, 'a');
  d.kind = DecisionKind::kPartlyPassed;
  d.items = {{0, "受试者编号", ItemVerdict::kAllowed, {}, {}},
             {1, "家庭住址", ItemVerdict::kRefused, {}, {"not needed", "无必要"}}};
  d.conditions = {{"report each quarter", "每季度报告"}};
  d.steps = {{{"acc-1", "lead", "cyberspace", ""}, "confirms", 0}};
  d.decided_on = Date::parse(day).value();
  d.valid_until = Date::parse("2029-11-01").value();
  return d;
}

inline FlowRequest sample_asked(const std::string& permit) {
  FlowRequest f;
  f.permit_id = permit;
  f.exporter = "91110000MA0000000H";
  f.recipient = {"Example Pharma SE", "DE"};
  f.destination = "DE";
  f.purpose = "trial-2026";
  f.items = {{"受试者编号", {}}};
  f.persons = {100, 100, 100};
  f.octets = 1'000;
  f.mode = "bulk_file";
  f.encryption = Encryption::kTls13;
  f.from.domain = "sftp.example.invalid";
  f.to.domain = "in.example.invalid";
  return f;
}

class SampleDesk : public ::testing::TestWithParam<store::Dialect> {
 protected:
  void SetUp() override {
    clock_.set("2026-11-01T02:00:00Z");
    if (GetParam() == store::Dialect::kPostgresql) {
      const char* url = std::getenv("TIDEGATE_TEST_POSTGRESQL");
      if (url == nullptr) GTEST_SKIP() << "TIDEGATE_TEST_POSTGRESQL names no database";
      url_ = url;
      const auto session = store::SqlSession::open(*store::sql_place("x", url_));
      ASSERT_TRUE(session) << session.error().what;
      ASSERT_TRUE((*session)->run("DROP SCHEMA IF EXISTS tidegate CASCADE"));
    }
    open();
    const auto made = parts().store->transact([](DeskTransaction& t) -> Result<bool> {
      for (const char* firm : {"t1", "t2"}) {
        if (auto done = t.add_tenant({firm, "", "示例", 1, false, 0, "{}"}); !done) return fail(done.error());
      }
      FilingRow filing{"f1", TenantId("t1"), "submitted", "SA", "c1", "{}", 1, 1, 0, "{}"};
      if (auto done = t.add_filing(filing); !done) return fail(done.error());
      CaseDeskRow desk;
      desk.desk = {"cyberspace", ""};
      CaseRow row;
      row.id = "c1";
      row.tenant = TenantId("t1");
      row.filing = "f1";
      row.route = "SA";
      row.state = "passed";
      row.summary = "{}";
      row.document = "{}";
      if (auto done = t.open_case(row, {desk}, {}); !done) return fail(done.error());
      return true;
    });
    ASSERT_TRUE(made) << made.error().what;
  }
  void open(const std::string& key = {}) {
    desk_.reset();
    auto opened = ZoneDesk::open({folder_ / "data", url_, &clock_, key, ""});
    ASSERT_TRUE(opened) << opened.error().what;
    desk_ = std::move(*opened);
  }
  desk::Parts& parts() { return desk_->parts(); }

  Result<desk::PermitIssued> issue(const Decision& decision = sample_decided(),
                                   const Transfer& transfer = sample_declared()) {
    return parts().store->transact([&](DeskTransaction& t) {
      return desk::issue_permit(parts(), t, {TenantId("t1"), decision, transfer}, clock_.now_ms());
    });
  }
  std::string issued() {
    const auto made = issue();
    EXPECT_TRUE(made) << made.error().what;
    EXPECT_FALSE(made->is_held) << made->why.en;
    return made->id;
  }
  static DeskAsker asker(Role role, const std::string& firm, const std::string& agency = {}) {
    DeskAsker who;
    who.account.id = "acc-1";
    who.account.role = role;
    who.account.tenant = firm;
    who.account.agency = agency;
    return who;
  }
  static DeskAsker firm() { return asker(Role::kMachine, "t1"); }
  static DeskAsker other_firm() { return asker(Role::kMachine, "t2"); }
  static DeskAsker lead() { return asker(Role::kLead, {}, "cyberspace"); }

  TemporaryFolder folder_;
  std::string url_;
  MovedClock clock_;
  std::unique_ptr<ZoneDesk> desk_;
};

}  // namespace tidegate
