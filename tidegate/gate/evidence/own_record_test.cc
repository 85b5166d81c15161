#include "tidegate/gate/evidence/own_record.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "tidegate/base/clock.h"
#include "tidegate/gate/evidence/log_folder.h"
#include "tidegate/store/temporary_folder_test.h"

namespace tidegate {
namespace {

constexpr std::int64_t kNow = 1'795'000'000'000;
const std::string kBundle(64, 'a');

class RecordOfAJourney : public testing::Test {
 protected:
  RecordOfAJourney() {
    options_.home = folder_.path();
    options_.now_ms = kNow;
    answer_.record_id = kBundle;
    answer_.as_of = Date::parse("2026-11-20").value();
    Opinion opinion;
    opinion.route = "security_assessment";
    opinion.pack_id = "cn";
    opinion.pack_version = "2026.1";
    opinion.pack_hash = std::string(64, 'b');
    answer_.opinions = {opinion};
  }
  void make(const std::string& passphrase = {}) {
    ASSERT_TRUE(log_folder::make({log_, "log.example/2026", false, passphrase, {}}).has_value());
  }
  std::unique_ptr<EvidenceLog> open() { return EvidenceLog::open({log_, {}, &clock_, nullptr, {}}).value(); }
  OwnRecorded record(const std::string& passphrase_file = {}) {
    return record_assessment(answer_, passphrase_file, options_);
  }

  TemporaryFolder folder_;
  const std::string log_ = folder_.path() + "/evidence";
  const FixedClock clock_{kNow};
  GateOptions options_;
  Assessment answer_;
};

TEST_F(RecordOfAJourney, NothingWhereThereIsNoLog) {
  const OwnRecorded none = record();
  EXPECT_FALSE(none.index);
  EXPECT_FALSE(none.why);
  EXPECT_EQ(told(none).en, "");
  EXPECT_EQ(render_recorded(answer_, none, Format::kJson, {}), render(answer_, Format::kJson, {}));
  make();
  options_.may_write = false;
  EXPECT_FALSE(record().index);
  options_.may_write = true;
  answer_.record_id.clear();  // it is not kept
  EXPECT_FALSE(record().index);
}

TEST_F(RecordOfAJourney, CommitsToTheBundleAndNamesItNowhere) {
  make();
  const OwnRecorded recorded = record();
  ASSERT_TRUE(recorded.index) << recorded.why->what;
  const auto log = open();
  const OwnRecord own = log->record(*recorded.index, "assessment/" + kBundle).value();
  EXPECT_EQ(own.entry.kind, RecordKind::kAssessment);
  EXPECT_FALSE(own.entry.statement);
  EXPECT_EQ(own.entry.law, RecordHash([] {
              RecordHash law{};
              law.fill(0xbb);
              return law;
            }()));
  EXPECT_EQ(own.entry.time_ms, kNow);
  const std::vector<RecordField> said{{"as_of", "2026-11-20"}, {"bundle.sha256", kBundle},
                                      {"items", "0"},          {"lane", "-"},
                                      {"pack", "cn 2026.1"},   {"route", "security_assessment"}};
  auto fields = own.fields;
  std::sort(fields.begin(), fields.end(),
            [](const RecordField& a, const RecordField& b) { return a.name < b.name; });
  EXPECT_EQ(fields, said);
  for (const auto& file : std::filesystem::recursive_directory_iterator(log_)) {
    if (!file.is_regular_file()) continue;
    std::ifstream in(file.path(), std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(in), {}};
    EXPECT_EQ(bytes.find(kBundle), bytes.npos) << file.path();
    EXPECT_EQ(bytes.find(std::string(32, '\xaa')), bytes.npos) << file.path();
  }
}

TEST_F(RecordOfAJourney, OnceEach) {
  make();
  const auto first = record().index;
  const OwnRecorded again = record();
  EXPECT_EQ(again.index, first);
  EXPECT_TRUE(again.was_there);
  answer_.record_id = std::string(64, 'c');
  EXPECT_EQ(record().index, *first + 1);
  EXPECT_TRUE(open()->erase("assessment/" + answer_.record_id).value());
  EXPECT_EQ(record().index, *first + 1);  // what was erased comes back by no second run
}

TEST_F(RecordOfAJourney, SaysWhyItIsNotLogged) {
  make();
  {
    const auto held = open();
    EXPECT_EQ(record().why->code, ErrorCode::kConflict);
  }
  std::filesystem::resize_file(log_ + "/private/log.pem", 10);
  const OwnRecorded torn = record();
  ASSERT_TRUE(torn.why);
  EXPECT_TRUE(told(torn).en.starts_with("not logged: ")) << told(torn).en;
  EXPECT_TRUE(told(torn).zh.starts_with("未记入证据日志：")) << told(torn).zh;
  EXPECT_FALSE(torn.why->what_zh.empty());
}

TEST_F(RecordOfAJourney, AsksNobodyForAPassphrase) {
  make("word");
  options_.ask_password = [](const std::string&) -> std::optional<std::string> {
    ADD_FAILURE() << "asked";
    return std::nullopt;
  };
  ASSERT_TRUE(record().why);
  EXPECT_NE(record().why->what.find("TIDEGATE_EVIDENCE_PASSPHRASE_FILE"), std::string::npos);
  const std::string file = folder_.path() + "/word";
  std::ofstream(file) << "word\n";
  std::filesystem::permissions(file, std::filesystem::perms::owner_read);
  EXPECT_TRUE(record(file).index);
  std::filesystem::permissions(file, std::filesystem::perms::owner_write, std::filesystem::perm_options::add);
  std::ofstream(file) << "other\n";
  EXPECT_TRUE(record(file).why);
}

}  // namespace
}  // namespace tidegate
