// What happens at the desk is in the evidence log once, whatever breaks on the way.
#include "tidegate/gate/desk/evidence_recorder.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>

#include <filesystem>
#include <set>

#include "tidegate/evidence/policy.h"
#include "tidegate/evidence/verify.h"
#include "tidegate/gate/desk/desk_evidence.h"
#include "tidegate/gate/desk/permit_issue.h"
#include "tidegate/gate/desk/permits.h"
#include "tidegate/gate/desk/test_cases.h"
#include "tidegate/gate/evidence/anchor_files.h"
#include "tidegate/gate/evidence/anchors.h"
#include "tidegate/gate/evidence/log_folder.h"
#include "tidegate/gate/filing/check_filing.h"
#include "tidegate/permit/envelope.h"
#include "tidegate/ports/signatures.h"
#include "tidegate/ports/tree_hashers.h"

namespace tidegate::desk {
namespace {

constexpr const char* kOrigin = "evidence.example/desk";

enum class Break { kNothing, kBefore, kAfter };  // an append fails: nothing was written; all of it was

// A real log whose appends and checkpoints fail when they are told to.
class BreakingLog final : public DeskLog {
 public:
  struct Plan {
    std::size_t appends = 0;  // so many so far
    std::size_t at = SIZE_MAX;
    Break how = Break::kNothing;
    bool is_publishing_down = false;
  };
  BreakingLog(std::unique_ptr<DeskLog> log, Plan& plan) : log_(std::move(log)), plan_(plan) {}
  Result<std::uint64_t> append(std::span<const NamedRecord> records) override {
    const bool breaks = plan_.appends++ == plan_.at;
    if (breaks && plan_.how == Break::kBefore) return fail(broken());
    auto done = log_->append(records);
    if (breaks && plan_.how == Break::kAfter) return fail(broken());
    return done;
  }
  std::vector<std::uint64_t> about(const std::string& subject) const override { return log_->about(subject); }
  Result<OwnRecord> record(std::uint64_t index, const std::string& subject) const override {
    return log_->record(index, subject);
  }
  Result<EvidenceStanding> publish() override {
    if (plan_.is_publishing_down) return fail(broken());
    return log_->publish();
  }
  EvidenceStanding standing() const override { return log_->standing(); }
  Result<evidence::Hash> root_at(std::uint64_t size) const override { return log_->root_at(size); }
  std::string actor() const override { return log_->actor(); }
  std::string policy() const override { return log_->policy(); }
  Result<evidence::Bundle> bundle(std::uint64_t index, std::span<const std::string> disclose,
                                  const std::string& subject, const std::string& statement) const override {
    return log_->bundle(index, disclose, subject, statement);
  }

 private:
  static Error broken() { return {ErrorCode::kUnavailable, "the disk is full", {}, "磁盘已满"}; }
  std::unique_ptr<DeskLog> log_;
  Plan& plan_;
};

struct Killed {};  // where a test ends the program

class RecordedCases : public Cases {
 protected:
  void SetUp() override {
    Cases::SetUp();
    if (IsSkipped()) return;
    auto grounds = FilingGrounds::load("test");
    ASSERT_TRUE(grounds) << grounds.error().what;
    parts_.filing_grounds = std::move(*grounds);
    ASSERT_TRUE(write([](DeskTransaction& t) -> Result<bool> {
      auto firm = t.tenant(Reach::of_whole_desk(), "t1");
      if (!firm) return fail(firm.error());
      firm->uscc = "91110000MA0000000H";
      if (auto kept = t.change_tenant(*firm); !kept) return fail(kept.error());
      return true;
    }));
    parts_.permit_keys = std::make_shared<PermitKeys>(PermitKeyPlace{folder_ / "data"});
    parts_.decided = [this](DeskTransaction& t, const DecidedCase& decided) {
      return settle_permits(parts_, t, decided, clock_.ms);
    };
    make_log(log_);
  }
  static void make_log(const std::string& path) {
    const auto made = log_folder::make({path, kOrigin, false, {}, {}});
    ASSERT_TRUE(made) << made.error().what;
  }
  std::unique_ptr<EvidenceRecorder> recorder(std::function<void()> appended = [] {}) {
    EvidenceRecorderOptions options;
    options.open = [this]() -> Result<std::unique_ptr<DeskLog>> {
      auto log = open_desk_log({log_, {}, &clock_, nullptr, {}});
      if (!log) return fail(log.error());
      return std::unique_ptr<DeskLog>(new BreakingLog(std::move(*log), plan_));
    };
    options.folder = log_;
    options.publish_each_ms = 0;
    options.retry_ms = 0;
    options.appended = std::move(appended);
    return std::make_unique<EvidenceRecorder>(parts_, std::move(options));
  }
  static void work(EvidenceRecorder& recorder) {
    for (int i = 0; i < 100 && (recorder.work() || recorder.recording().waiting > 0); ++i) {
    }
  }
  std::string declared() {
    return R"({"declaration":{"api_version":"tidegate/v1","kind":"Transfer","processor":{"uscc":"91110000MA0000000H","name":"第一公司",)"
           R"("handler":{"id_no":"withheld"}},"cumulative_before":{"pi_nonsensitive":0,"pi_sensitive":0},)"
           R"("scenario":{"id":"trial","summary":{"zh":"临床数据"},)"
           R"("items":[{"name":"受试者编号","class":"PI"},{"name":"检验结果","class":"PI"}],)"
           R"("persons":{"forecast":[100,200,300],"spi":40},"recipients":[{"name":"Example Pharma SE","region":"DE"}],)"
           R"("links":[{"exporter":{"domain":"sftp.example.invalid"},"recipient":{"domain":"in.example.invalid"},"mode":"bulk_file","encryption":"tls1.3"}]}},"assessment":{"score":0.5},"findings":[]})";
  }
  // A case that passed, and its permit.
  std::string a_passed_case(const std::string& filing = "f1", char hash = 'a') {
    const std::string id = submit(version_of(FilingRoute::kSC, Lane::kBlue, hash), declared(), filing).row.id;
    must(ann_, id, outcome(DecisionKind::kPassed));
    if (!row_of(id).is_closed) must(lead_, id, DecisionConfirmed{});
    return id;
  }
  std::string permit_of(const std::string& id) {
    const auto rows =
        read([&](const DeskReader& r) { return r.permits_of_case(Reach::of_whole_desk(), id); });
    return rows && !rows->empty() ? rows->front().id : "";
  }
  DeskAsker asker(const DeskAccount& who) { return {who, {}}; }
  // As a desk that has recorded nothing yet.
  void forget() {
    DeskPlace place{folder_ / "data"};
    if (GetParam() == store::Dialect::kPostgresql) place.url = std::getenv("TIDEGATE_TEST_POSTGRESQL");
    const auto session = store::SqlSession::open(*store::sql_place(place.folder, place.url));
    ASSERT_TRUE(session) << session.error().what;
    const std::string schema = place.url.empty() ? "" : "tidegate.";
    ASSERT_TRUE((*session)->run("DELETE FROM " + schema + "evidence_entries"));
    ASSERT_TRUE((*session)->run("DELETE FROM " + schema + "settings WHERE name = 'evidence.recorded'"));
  }
  void state(const std::string& permit, PermitState state) {
    DeskPermits permits(parts_);
    const auto page = permits.permit(asker(lead_), permit);
    ASSERT_TRUE(page);
    const auto changed = permits.change(asker(lead_), permit, {page->summary.version, state, zh("核查")});
    ASSERT_TRUE(changed) << changed.error().what;
  }
  std::vector<EvidenceEntryRow> entries(const std::string& id, const std::string& permit = {}) {
    const auto rows = read(
        [&](const DeskReader& r) { return r.evidence_entries(Reach::of_whole_desk(), id, permit, -1, 200); });
    EXPECT_TRUE(rows);
    return rows ? *rows : std::vector<EvidenceEntryRow>();
  }
  // Every step of the case, once in the log and once in the database, and both say the same.
  void expect_once(const std::string& id) {
    const auto rows = entries(id);
    const std::int64_t steps = row_of(id).events;
    ASSERT_EQ(static_cast<std::int64_t>(rows.size()), steps);
    const auto log = open_desk_log({log_, {}, &clock_, nullptr, {}});
    ASSERT_TRUE(log) << log.error().what;
    std::set<std::uint64_t> seen;
    for (const EvidenceEntryRow& row : rows) {
      const auto about = (*log)->about(step_subject(id, row.seq));
      ASSERT_EQ(about.size(), 1U) << row.seq;
      EXPECT_EQ(static_cast<std::int64_t>(about[0]), row.entry);
      EXPECT_TRUE(seen.insert(about[0]).second);
    }
    const std::string permit = permit_of(id);
    if (permit.empty()) return;
    const auto of_permit = entries(id, permit);
    const auto about = (*log)->about(permit_subject(permit));
    ASSERT_EQ(about.size(), of_permit.size());
    for (std::size_t i = 0; i < about.size(); ++i)
      EXPECT_EQ(static_cast<std::int64_t>(about[i]), of_permit[i].entry);
  }

  const std::string log_ = folder_ / "evidence";
  BreakingLog::Plan plan_;
};

std::string field_of(const OwnRecord& record, const std::string& name) {
  for (const RecordField& field : record.fields) {
    if (field.name == name) return field.value;
  }
  return "?";
}

TEST_P(RecordedCases, EveryStepAndPermitIsInTheLogInOrder) {
  const std::string id = a_passed_case();
  const std::string permit = permit_of(id);
  ASSERT_FALSE(permit.empty());
  auto recording = recorder();
  work(*recording);
  const auto now = recording->recording();
  EXPECT_FALSE(now.fault) << now.fault->what;
  EXPECT_EQ(now.waiting, 0);
  const auto rows = entries(id);
  ASSERT_EQ(static_cast<std::int64_t>(rows.size()), row_of(id).events);
  auto log = recording->log();
  std::int64_t before = -1;
  for (const EvidenceEntryRow& row : rows) {
    EXPECT_GT(row.entry, before);
    EXPECT_NE(row.stated_ms, 0);
    const auto record = log->record(static_cast<std::uint64_t>(row.entry), step_subject(id, row.seq));
    ASSERT_TRUE(record) << record.error().what;
    EXPECT_EQ(record->entry.kind, RecordKind::kCaseStep);
    EXPECT_FALSE(record->entry.statement) << "what anybody could guess stands nowhere in the clear";
    if (before >= 0) {
      EXPECT_EQ(record->entry.parents, std::vector{static_cast<std::uint64_t>(before)});
    }
    before = row.entry;
    for (const RecordField& field : record->fields) {
      EXPECT_EQ(field.value.find("u-"), std::string::npos) << "no account: " << field.name << field.value;
      EXPECT_EQ(field.value.find("Name of"), std::string::npos) << "no name of a person";
    }
  }
  const auto decided = log->record(static_cast<std::uint64_t>(before), step_subject(id, rows.back().seq));
  EXPECT_EQ(field_of(*decided, "outcome"), "passed");
  EXPECT_EQ(field_of(*decided, "version"), "1");
  const auto of_permit = entries(id, permit);
  ASSERT_EQ(of_permit.size(), 1U);
  const auto issued = log->record(static_cast<std::uint64_t>(of_permit[0].entry), permit_subject(permit));
  ASSERT_TRUE(issued);
  EXPECT_EQ(issued->entry.parents, std::vector{static_cast<std::uint64_t>(before)});
  const auto file = DeskPermits(parts_).file(asker(filer_), permit);
  EXPECT_EQ(issued->entry.statement, sha256(*file));
  const auto envelope = permit::read_envelope(*file, "permit");
  ASSERT_TRUE(envelope);
  EXPECT_EQ(field_of(*issued, "contents.sha256"), sha256_hex(envelope->contents)) << "whoever signs it too";
  log.reset();
  recording.reset();
  expect_once(id);
}

TEST_P(RecordedCases, ARevokedPermitIsRevokedInTheMap) {
  const std::string id = a_passed_case();
  const std::string permit = permit_of(id);
  auto recording = recorder();
  work(*recording);
  state(permit, PermitState::kSuspended);
  work(*recording);
  state(permit, PermitState::kActive);
  state(permit, PermitState::kRevoked);
  work(*recording);
  const auto rows = entries(id, permit);
  ASSERT_EQ(rows.size(), 4U);
  const RecordStatus expected[] = {RecordStatus::kLive, RecordStatus::kSuspended, RecordStatus::kLive,
                                   RecordStatus::kRevoked};
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto record =
        recording->log()->record(static_cast<std::uint64_t>(rows[i].entry), permit_subject(permit));
    EXPECT_EQ(record->entry.status, expected[i]);
  }
  const auto first = recording->log()->bundle(static_cast<std::uint64_t>(rows[0].entry), {}, "", "");
  ASSERT_TRUE(first);
  EXPECT_EQ(first->map->newest.status, RecordStatus::kRevoked);
}

// At each append in turn: it fails and nothing is written, or it fails though all of it was.
TEST_P(RecordedCases, WhatBreaksIsRecordedOnceWhenTheLogIsThereAgain) {
  const std::string id = a_passed_case();
  state(permit_of(id), PermitState::kSuspended);
  for (const Break how : {Break::kBefore, Break::kAfter}) {
    for (std::size_t at = 0; at < 14; ++at) {
      std::filesystem::remove_all(log_);
      make_log(log_);
      forget();
      plan_ = {0, at, how, false};
      auto recording = recorder();
      const bool breaks = [&] {
        bool seen = false;
        for (int i = 0; i < 40; ++i) {
          recording->work();
          seen = seen || recording->recording().fault.has_value();
          if (recording->recording().waiting == 0 && i > 3) break;
        }
        return seen;
      }();
      EXPECT_EQ(breaks, at < plan_.appends)
          << at << ": as many appends as there are, each of them broken once";
      EXPECT_EQ(recording->recording().waiting, 0) << at;
      EXPECT_FALSE(recording->recording().fault) << at;
      recording.reset();
      expect_once(id);
    }
  }
}

TEST_P(RecordedCases, AProgramThatIsKilledBetweenLogAndDatabaseWritesNothingTwice) {
  const std::string id = a_passed_case();
  for (int kills = 0; kills < 3; ++kills) {
    auto recording = recorder([] { throw Killed{}; });
    EXPECT_THROW(recording->work(), Killed);
    EXPECT_TRUE(entries(id).empty()) << "the database knows nothing of it";
  }
  // The case has gone on before the program is started again.
  state(permit_of(id), PermitState::kSuspended);
  auto recording = recorder();
  work(*recording);
  recording.reset();
  expect_once(id);
}

TEST_P(RecordedCases, AFullDiskStopsNobodyAndIsTold) {
  plan_ = {0, 0, Break::kBefore, false};
  auto recording = recorder();
  clock_.ms += 1'000;
  const std::int64_t since = clock_.ms;
  const std::string id = a_passed_case();
  clock_.ms += 5'000;
  recording->work();
  auto now = recording->recording();
  ASSERT_TRUE(now.fault);
  EXPECT_EQ(now.fault->what, "the disk is full");
  EXPECT_EQ(now.fault_since_ms, clock_.ms);
  EXPECT_GE(now.waiting, row_of(id).events);
  EXPECT_EQ(now.since_ms, since);
  EXPECT_EQ(a_passed_case("f2", 'b').empty(), false) << "the desk goes on";
  work(*recording);
  now = recording->recording();
  EXPECT_FALSE(now.fault);
  EXPECT_EQ(now.waiting, 0);
  EXPECT_EQ(now.since_ms, 0);
  recording.reset();
  expect_once(id);
}

TEST_P(RecordedCases, AnOlderCopyOfTheLogIsNotRecordedIn) {
  const std::string id = a_passed_case();
  const std::string older = folder_ / "older";
  std::filesystem::copy(log_, older, std::filesystem::copy_options::recursive);
  {
    auto recording = recorder();
    work(*recording);
  }
  std::filesystem::remove_all(log_);
  std::filesystem::rename(older, log_);
  a_passed_case("f2", 'b');
  auto recording = recorder();
  recording->work();
  ASSERT_TRUE(recording->recording().fault);
  EXPECT_EQ(recording->recording().fault->code, ErrorCode::kCorrupt);
  EXPECT_GT(recording->recording().waiting, 0);
  EXPECT_EQ(recording->log(), nullptr);
}

TEST_P(RecordedCases, ACheckpointThatFailsKeepsWhatIsRecorded) {
  plan_.is_publishing_down = true;
  auto recording = recorder();
  const std::string id = a_passed_case();
  for (int i = 0; i < 5; ++i) recording->work();
  EXPECT_TRUE(recording->recording().fault);
  EXPECT_EQ(recording->recording().waiting, 0) << "all of it lasts in the log";
  EXPECT_EQ(entries(id).front().stated_ms, 0);
  plan_.is_publishing_down = false;
  for (int i = 0; i < 3; ++i) recording->work();
  EXPECT_FALSE(recording->recording().fault);
  EXPECT_NE(entries(id).front().stated_ms, 0);
}

// A notary's folder, and his receipt for one tree after the other.
TEST_P(RecordedCases, WhatIsAnchoredHasTheClockOfTheFirstTreeThatHoldsIt) {
  const std::string notary = folder_ / "notary";
  std::filesystem::create_directory(notary);
  AnchorTarget target;
  target.name = "notary";
  target.kind = AnchorKind::kFile;
  target.url = notary;
  ASSERT_TRUE(AnchorFiles::open(log_)->keep_targets({target}));
  GateOptions options;
  const auto anchor = [&] {
    options.now_ms = clock_.ms;
    const auto all = work_anchors_once({log_, {}}, options);
    ASSERT_TRUE(all) << all.error().what;
  };
  const auto receive = [&] {
    for (const auto& file : std::filesystem::directory_iterator(notary)) {
      const std::string path = file.path().string();
      if (!path.ends_with(".txt")) continue;
      const std::string receipt = path.substr(0, path.size() - 4) + ".receipt";
      ASSERT_TRUE(write_file(receipt, "taken", 0600));
      const timespec now{clock_.ms / 1'000, 0};  // of the test's clock: it must have lain still
      const timespec both[] = {now, now};
      ASSERT_EQ(::utimensat(AT_FDCWD, receipt.c_str(), both, 0), 0);
    }
  };
  const std::string first = a_passed_case();
  auto recording = recorder();
  work(*recording);
  recording->work();
  DeskEvidence evidence(parts_, recording.get());
  EXPECT_NE(evidence.chain(asker(ann_), first, 0, 200)->find("\"has_anchors\":true"), std::string::npos);
  anchor();
  recording->work();
  EXPECT_EQ(entries(first).front().anchored_ms, 0) << "it is only written out";
  ASSERT_EQ(recording->recording().anchors.size(), 1U);
  EXPECT_TRUE(recording->recording().anchors[0].pending);
  receive();
  clock_.ms += 60'000;
  const std::int64_t then = clock_.ms;
  anchor();
  recording->work();
  EXPECT_FALSE(recording->recording().fault) << recording->recording().fault->what;
  for (const EvidenceEntryRow& row : entries(first)) EXPECT_EQ(row.anchored_ms, then);
  // A second case stands under no tree that is anchored, until the next is.
  const std::string second = a_passed_case("f2", 'b');
  work(*recording);
  recording->work();
  EXPECT_EQ(entries(second).front().anchored_ms, 0);
  anchor();
  receive();
  clock_.ms += 60'000;
  anchor();
  recording.reset();
  recording = recorder();  // another process sees the same
  recording->work();
  recording->work();
  for (const EvidenceEntryRow& row : entries(first)) EXPECT_EQ(row.anchored_ms, then);
  for (const EvidenceEntryRow& row : entries(second)) EXPECT_EQ(row.anchored_ms, clock_.ms);
}

TEST_P(RecordedCases, ATreeThatThisLogNeverHadProvesNothingAndIsTold) {
  const std::string id = a_passed_case();
  auto recording = recorder();
  work(*recording);
  recording->work();
  const auto files = AnchorFiles::open(log_);
  ASSERT_TRUE(files);
  AnchorTarget target;
  target.name = "notary";
  target.kind = AnchorKind::kFile;
  target.url = folder_ / "notary";
  ASSERT_TRUE(files->keep_targets({target}));
  AnchorJob job;
  job.target = target.name;
  job.size = recording->recording().standing->checkpoint;
  job.root.fill(7);
  job.state = AnchorState::kDone;
  job.tried_ms = clock_.ms;
  job.anchor =
      evidence::write_anchor({job.size, job.root, {}, evidence::DepositAnchor{"notary", {}, 0, "taken"}});
  ASSERT_TRUE(files->keep(job));
  recording->work();
  ASSERT_TRUE(recording->recording().fault);
  EXPECT_EQ(recording->recording().fault->code, ErrorCode::kConflict);
  EXPECT_EQ(entries(id).front().anchored_ms, 0);
  EXPECT_EQ(a_passed_case("f2", 'b').empty(), false) << "the desk goes on";
  work(*recording);
  EXPECT_EQ(recording->recording().waiting, 0) << "and so does recording";
}

TEST_P(RecordedCases, AChainTellsHowFarEachStepIsProvedToWhomItConcerns) {
  const std::string id = a_passed_case();
  auto recording = recorder();
  DeskEvidence evidence(parts_, recording.get());
  const auto before = evidence.chain(asker(ann_), id, 0, 200);
  ASSERT_TRUE(before) << before.error().what;
  EXPECT_NE(before->find("\"waiting\""), std::string::npos);
  work(*recording);
  const auto for_officer = evidence.chain(asker(ann_), id, 0, 200);
  ASSERT_TRUE(for_officer);
  EXPECT_EQ(for_officer->find("\"state\":\"waiting\""), std::string::npos);
  EXPECT_NE(for_officer->find("decision_proposed"), std::string::npos);
  const auto for_firm = evidence.chain(asker(filer_), id, 0, 200);
  ASSERT_TRUE(for_firm);
  EXPECT_EQ(for_firm->find("decision_proposed"), std::string::npos) << "the desk's own work is its own";
  EXPECT_NE(for_firm->find("签发许可"), std::string::npos);
  EXPECT_EQ(evidence.chain(asker(stranger_), id, 0, 200).error().code, ErrorCode::kNotFound);
}

TEST_P(RecordedCases, ABundleShowsWhatItsAskerMaySeeAndHolds) {
  const std::string id = a_passed_case();
  auto recording = recorder();
  DeskEvidence evidence(parts_, recording.get());
  work(*recording);
  const auto policy = evidence::Policy::parse(*evidence.trust());
  ASSERT_TRUE(policy);
  const auto check = signature_check();
  const Sha256TreeHasher sha256;
  std::size_t held = 0, refused = 0;
  for (const EvidenceEntryRow& row : entries(id)) {
    const std::string index = std::to_string(row.entry);
    const auto officers = evidence.bundle(asker(ann_), id, index);
    ASSERT_TRUE(officers) << officers.error().what;
    const auto seen =
        evidence::verify_bundle(*officers, {*policy, clock_.ms, true}, {sha256, nullptr, *check, nullptr});
    EXPECT_TRUE(seen.holds) << "an earlier step is proved as the last one is: " << row.seq;
    const auto firms = evidence.bundle(asker(filer_), id, index);
    firms ? ++held : ++refused;
    if (firms) {
      EXPECT_LT(firms->size(), officers->size());
    } else {
      EXPECT_EQ(firms.error().code, ErrorCode::kNotFound);
    }
    EXPECT_EQ(evidence.bundle(asker(stranger_), id, index).error().code, ErrorCode::kNotFound);
    const auto said = evidence.verification(asker(ann_), id, index);
    ASSERT_TRUE(said);
    EXPECT_NE(said->find("\"holds\":true"), std::string::npos);
  }
  EXPECT_GT(held, 0U);
  EXPECT_GT(refused, 0U);
  for (const char* bad : {"", "x", "99999", "-1", "99999999999999999999999"})
    EXPECT_EQ(evidence.bundle(asker(ann_), id, bad).error().code, ErrorCode::kNotFound) << bad;
  const std::string permit = permit_of(id);
  const auto of_permit = evidence.permit_bundle(asker(filer_), permit);
  ASSERT_TRUE(of_permit) << of_permit.error().what;
  EXPECT_NE(of_permit->find(*DeskPermits(parts_).file(asker(filer_), permit)), std::string::npos)
      << "the permit is in its proof";
  EXPECT_FALSE(evidence.permit_bundle(asker(stranger_), permit));
}

TEST_P(RecordedCases, OfTheLogsFolderOnlyWhatIsForOthersIsServed) {
  a_passed_case();
  auto recording = recorder();
  work(*recording);
  DeskEvidence evidence(parts_, recording.get());
  EXPECT_NE(evidence.standing()->find("\"has_anchors\":false"), std::string::npos);
  EXPECT_TRUE(evidence.file("checkpoint"));
  EXPECT_TRUE(
      evidence.file(fmt::format("tile/entries/000.p/{}", recording->recording().standing->checkpoint)));
  for (const char* path :
       {"segment", "../private/log.pem", "tile/../segment", "tile/0/../../segment", "", "/", "tile", "tile/0",
        "tile/entries/000/../../../segment", "sm3/../segment", "private/subjects", "tile/0/x000/000", "lock"})
    EXPECT_EQ(evidence.file(path).error().code, ErrorCode::kNotFound) << path;
}

TEST_P(RecordedCases, ADeskWithoutALogSaysSo) {
  const std::string id = a_passed_case();
  DeskEvidence evidence(parts_, nullptr);
  EXPECT_EQ(*evidence.standing(), "{\"is_on\":false}");
  EXPECT_TRUE(evidence.chain(asker(ann_), id, 0, 200));
  EXPECT_EQ(evidence.bundle(asker(ann_), id, "0").error().code, ErrorCode::kNotFound);
  EXPECT_EQ(evidence.trust().error().code, ErrorCode::kNotFound);
}

INSTANTIATE_TEST_SUITE_P(Sqlite, RecordedCases, ::testing::Values(store::Dialect::kSqlite));
INSTANTIATE_TEST_SUITE_P(Postgresql, RecordedCases, ::testing::Values(store::Dialect::kPostgresql));

}  // namespace
}  // namespace tidegate::desk
