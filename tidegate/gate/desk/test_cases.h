// A desk in a folder of its own for tests of cases: firms, people of every kind, filings that are handed in.
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "tidegate/gate/desk/case_book.h"
#include "tidegate/gate/desk/sampling.h"
#include "tidegate/store/desk/desk_place.h"
#include "tidegate/store/desk/session_source.h"
#include "tidegate/store/temporary_folder_test.h"

namespace tidegate::desk {

class SetClock final : public Clock {
 public:
  std::int64_t now_ms() const override { return ms; }
  std::int64_t ms = 0;
};

inline DeskAccount person(std::string id, Role role, std::string tenant, std::string agency,
                          std::string sector = {}) {
  DeskAccount account;
  account.id = std::move(id);
  account.login = account.id;
  account.name = "Name of " + account.id;
  account.role = role;
  account.tenant = std::move(tenant);
  account.agency = std::move(agency);
  account.sector = std::move(sector);
  return account;
}

inline Text zh(std::string text) { return {text, std::move(text)}; }

inline FilingVersion version_of(FilingRoute route, Lane lane, char hash = 'a') {
  FilingVersion version;
  version.filing_hash = std::string(64, hash);
  version.record_id = std::string(64, '9');
  version.route = route;
  version.sector = "pharmaceutical";
  version.items = {"受试者编号", "检验结果"};
  version.risk_lane = lane;
  version.floor = lane == Lane::kRed ? Lane::kYellow : lane;
  version.has_gates = false;
  version.abstains = false;
  version.important_data = false;
  version.open_warnings = 0;
  return version;
}

// What a filing's version holds, with a finding that fails where `gaps`.
inline std::string document_of(bool has_gap = false) {
  const std::string papers =
      R"({"id":"p1","slot":"A4","file_name":"合同.pdf","size_bytes":9,"sha256":"cc","media_type":"application/pdf","added_at":"2026-11-02T10:00:00+08:00"})";
  const std::string summary =
      R"({"title":"临床数据","firm_name":"第一公司","uscc":"91110000MA0000001X","destinations":["SG"],"sector":"pharmaceutical","persons":1200,"sensitive_persons":40,"important_data":false,"secret":"x"})";
  const std::string gap =
      R"({"rule":"V07","severity":"returned","state":"fails","pointer":"/scenario/legal_basis","says":{"en":"no basis","zh":"未写明合法性依据"},"source":"CN-SAM-2022 art.5","fix":{"en":"say it","zh":"请写明"}},)";
  return R"({"papers":[)" + papers + R"(],"summary":)" + summary +
         R"(,"declaration":{"scenario":{"summary":{"zh":"向新加坡提供临床数据"}}},"assessment":{"format":"tidegate-assessment/1",)"
         R"("profile":{"files":[{"path":"a.csv","columns":[{"index":0,"name":"受试者编号"},{"index":1,"name":"检验结果"}]}],)"
         R"("official_lists":{"questions":[{"id":"q1","file":0,"column":1,"list":"cn-bj","row":"4.2","edition":"2025","term":{"en":"test results","zh":"检验结果"},"verdict":"open","source":"list, row 4.2"}]}},)"
         R"("opinions":[{"law":"cn","route":"SA","route_label":{"en":"assessment","zh":"安全评估"},"legal_basis":["CN-PPR-2024 art.7"],)"
         R"("citations":[{"code":"CN-PPR-2024 art.7","instrument":{"en":"Provisions","zh":"规定"},"says":{"en":"art. 7","zh":"第七条"},"in_force":{"from":"2024-03-22","to":null},"status":"settled","grade":"A","source":"s"}],)"
         R"("obligations":[{"code":"d1","says":{"en":"tell persons","zh":"告知个人"},"cites":[]}],"doubts":[{"code":"x","says":{"en":"a doubt","zh":"存疑"},"route_if_lenient":null}]}],)"
         R"("risk":{"score":0.412300,"low":0.391000,"high":0.430100,"risk_lane":"yellow","legal_floor":"green","lane":"yellow","factors":[{"factor":"N","level":2,"best":1,"grade":"E1","share":0.25,"says":{"en":"many persons","zh":"人数较多"}}]}},)"
         R"("findings":[)" +
         (has_gap ? gap : std::string()) +
         R"({"rule":"V01","severity":"blocks","state":"passes","pointer":"","says":{"en":"whole","zh":"完整"},"source":"s","fix":{"en":"","zh":""}}]})";
}

// The same, declaring what went abroad before; of a sector.
inline std::string document_after(std::int64_t ordinary, std::int64_t sensitive,
                                  const std::string& sector = "pharmaceutical") {
  std::string document = document_of();
  const std::string before = R"("cumulative_before":{"pi_nonsensitive":)" + std::to_string(ordinary) +
                             R"(,"pi_sensitive":)" + std::to_string(sensitive) + "},";
  document.insert(document.find("\"declaration\":{") + 15, before);
  const std::string was = R"("sector":"pharmaceutical")";
  document.replace(document.find(was), was.size(), "\"sector\":\"" + sector + "\"");
  return document;
}

class Cases : public ::testing::TestWithParam<store::Dialect> {
 protected:
  template <typename Fn>
  auto write(Fn fn) {
    return parts_.store->transact(fn);
  }
  template <typename Fn>
  auto read(Fn fn) {
    return parts_.store->read(fn);
  }

  void SetUp() override {
    DeskPlace place{folder_ / "data"};
    if (GetParam() == store::Dialect::kPostgresql) {
      const char* url = std::getenv("TIDEGATE_TEST_POSTGRESQL");
      if (url == nullptr) GTEST_SKIP() << "TIDEGATE_TEST_POSTGRESQL names no database";
      place.url = url;
      const auto session = store::SqlSession::open(*store::sql_place("x", place.url));
      ASSERT_TRUE(session) << session.error().what;
      ASSERT_TRUE((*session)->run("DROP SCHEMA IF EXISTS tidegate CASCADE"));
    }
    auto opened = DeskStore::open(place);
    ASSERT_TRUE(opened) << opened.error().what;
    parts_.store = std::move(*opened);
    parts_.clock = &clock_;
    parts_.law = built_in_law().value();
    parts_.law.rules.green_ppm = parts_.law.rules.blue_ppm = parts_.law.rules.blind_ppm = 0;
    clock_.ms = start_in_china_ms(Date::of(2026, 11, 2).value()) + 10 * 3'600'000;
    ASSERT_TRUE(write([&](DeskTransaction& t) -> Result<bool> {
      if (auto done = keep_seeds(t, clock_.ms); !done) return fail(done.error());
      if (auto done = t.add_tenant({"t1", "91110000MA0000001X", "第一公司", 1, false, 0, "{}"}); !done)
        return fail(done.error());
      if (auto done = t.add_tenant({"t2", "", "第二公司", 1, false, 0, "{}"}); !done)
        return fail(done.error());
      for (const DeskAccount* one :
           {&filer_, &stranger_, &ann_, &bo_, &lead_, &police_, &medicine_, &runner_}) {
        AccountRow row;
        row.id = row.login = one->id;
        row.name = one->name;
        if (!one->tenant.empty()) row.tenant = TenantId(one->tenant);
        row.desk = {one->agency, one->sector};
        row.roles = to_string(one->role);
        row.document = "{}";
        if (auto done = t.add_account(row); !done) return fail(done.error());
      }
      return true;
    }));
  }

  // A filing of the first firm that is handed in; what came of it.
  CaseAnswer submit(const FilingVersion& version, std::string document = document_of(),
                    std::string id = "f1") {
    auto answer = write([&](DeskTransaction& t) -> Result<CaseAnswer> {
      FilingRow row;
      row.id = id;
      row.tenant = TenantId("t1");
      row.state = "submitted";
      row.summary = R"({"title":"what the firm writes meanwhile","destinations":["US"]})";
      row.created_ms = row.updated_ms = clock_.ms;
      row.document = "{}";
      if (auto done = t.add_filing(row); !done) return fail(done.error());
      if (auto done = keep(t, id, 1, document); !done) return fail(done.error());
      auto opened = open_case(t, parts_, row, version, actor_of(filer_), clock_.ms);
      if (!opened || opened->refused) return opened;
      row.case_id = opened->row.id;
      row.version = 1;
      if (auto done = t.change_filing(row); !done) return fail(done.error());
      return opened;
    });
    EXPECT_TRUE(answer) << (answer ? "" : answer.error().what + " " + answer.error().where);
    return answer ? std::move(*answer) : CaseAnswer{};
  }
  Result<void> keep(DeskTransaction& t, const std::string& filing, std::int64_t number,
                    std::string document) {
    FilingVersionRow kept{filing,    number,    std::string(64, static_cast<char>('a' + number)),
                          clock_.ms, filer_.id, std::move(document)};
    return t.keep_filing_version(kept);
  }
  Result<CaseAnswer> try_step(const DeskAccount& by, const std::string& id, CaseStep step,
                              std::optional<std::int64_t> seq = {}) {
    return write([&](DeskTransaction& t) -> Result<CaseAnswer> {
      auto held = hold_case(t, reach_of(by), id);
      if (!held) return fail(held.error());
      return take_step(t, parts_, std::move(*held), actor_of(by), step, seq, clock_.ms);
    });
  }
  // Takes a step that must be taken.
  Case must(const DeskAccount& by, const std::string& id, CaseStep step) {
    const std::string name(name_of(step));
    const auto answer = try_step(by, id, std::move(step));
    EXPECT_TRUE(answer) << name << ": " << (answer ? "" : answer.error().what);
    if (!answer) return {};
    EXPECT_FALSE(answer->refused) << name << ": " << (answer->refused ? answer->refused->says.en : "");
    return answer->after;
  }
  // The code of a refusal; "taken" where there is none.
  std::string refusal(const DeskAccount& by, const std::string& id, CaseStep step,
                      std::optional<std::int64_t> seq = {}) {
    const auto answer = try_step(by, id, std::move(step), seq);
    if (!answer) return answer.error().code == ErrorCode::kNotFound ? "nowhere" : answer.error().what;
    return answer->refused ? std::string(to_string(answer->refused->code)) : "taken";
  }
  CaseRow row_of(const std::string& id) {
    const auto row = read([&](const DeskReader& r) { return r.case_of(Reach::of_whole_desk(), id); });
    EXPECT_TRUE(row);
    return row ? *row : CaseRow{};
  }
  std::vector<CaseDeskRow> desks(const std::string& id) {
    const auto rows = read([&](const DeskReader& r) { return r.case_desks(Reach::of_whole_desk(), id); });
    EXPECT_TRUE(rows);
    return rows ? *rows : std::vector<CaseDeskRow>{};
  }
  void wait_days(std::int64_t days) { clock_.ms += days * 86'400'000; }

  static DecisionProposed outcome(DecisionKind kind) {
    DecisionProposed out;
    out.kind = kind;
    const bool refuses = kind == DecisionKind::kRefused;
    const bool first = refuses || kind == DecisionKind::kPartlyPassed;
    out.items.push_back({0,
                         "受试者编号",
                         first ? ItemVerdict::kRefused : ItemVerdict::kAllowed,
                         {},
                         first ? zh("非必要") : Text{}});
    out.items.push_back({1,
                         "检验结果",
                         refuses ? ItemVerdict::kRefused : ItemVerdict::kAllowed,
                         {},
                         refuses ? zh("非必要") : Text{}});
    if (kind != DecisionKind::kPassed) out.reasons = zh("理由");
    return out;
  }
  void clear_gates(const std::string& id) {
    must(ann_, id, GateAnswered{"cyberspace", true, {}});
    must(police_, id, GateAnswered{"public_security", true, {}});
    must(medicine_, id, GateAnswered{"regulator_pharmaceutical", true, {}});
  }

  TemporaryFolder folder_;
  SetClock clock_;
  Parts parts_;
  DeskAccount filer_ = person("u-filer", Role::kFiler, "t1", "");
  DeskAccount stranger_ = person("u-stranger", Role::kFiler, "t2", "");
  DeskAccount ann_ = person("u-ann", Role::kOfficer, "", "cyberspace");
  DeskAccount bo_ = person("u-bo", Role::kOfficer, "", "cyberspace");
  DeskAccount lead_ = person("u-lead", Role::kLead, "", "cyberspace");
  DeskAccount police_ = person("u-police", Role::kOfficer, "", "public_security");
  DeskAccount medicine_ = person("u-medicine", Role::kOfficer, "", "sector_regulator", "pharmaceutical");
  DeskAccount runner_ = person("u-runner", Role::kOperator, "", "");
};

}  // namespace tidegate::desk
