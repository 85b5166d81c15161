#include "tidegate/gate/desk/zone.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "tidegate/base/hash.h"
#include "tidegate/base/instant.h"
#include "tidegate/gate/desk/desk.h"
#include "tidegate/gate/desk/desk_parts.h"
#include "tidegate/gate/resources.h"
#include "tidegate/store/temporary_folder_test.h"

namespace tidegate {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr const char* kToday = "2026-11-29";
constexpr const char* kSpring2027 =
    "year\tfrom\tto\tkind\tname_zh\tname_en\tsource\n"
    "2027\t2027-01-01\t2027-01-03\toff\t元旦\tNew Year\t国办发明电〔2026〕0号\n"
    "2027\t2027-02-06\t2027-02-12\toff\t春节\tSpring Festival\t国办发明电〔2026〕0号\n"
    "2027\t2027-02-14\t2027-02-14\twork\t春节\tSpring Festival\t国办发明电〔2026〕0号\n";

Date day(const char* text) { return Date::parse(text).value(); }

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}
std::string shipped(const char* name) { return std::string(resource(name)); }

class ZoneFolder : public ::testing::Test {
 protected:
  ZoneFolder() { std::filesystem::create_directory(folder()); }
  std::string folder() const { return top_ / "zone"; }
  void put(const std::string& name, const std::string& text, mode_t mode = 0640) const {
    const std::string path = folder() + "/" + name;
    std::filesystem::create_directories(std::filesystem::path(path).parent_path());
    std::ofstream(path, std::ios::binary) << text;
    ::chmod(path.c_str(), mode);
  }
  // "code where: what", its folder left out; "taken": nothing is wrong.
  std::string refused() const {
    const auto zone = load_zone(folder(), day(kToday));
    if (zone) return "taken";
    EXPECT_FALSE(zone.error().what_zh.empty()) << zone.error().what;
    const std::string where = zone.error().where.starts_with(folder())
                                  ? zone.error().where.substr(folder().size())
                                  : "elsewhere " + zone.error().where;
    return fmt::format("{} {}: {}", static_cast<int>(zone.error().code), where, zone.error().what);
  }
  std::string refused(const std::string& name, const std::string& text) const {
    put(name, text);
    std::string why = refused();
    std::filesystem::remove_all(folder());
    std::filesystem::create_directory(folder());
    return why;
  }
  TemporaryFolder top_;
};

TEST_F(ZoneFolder, WhereThereIsNoneAllIsTheProgramsOwn) {
  const auto zone = zone_of_desk(top_ / "nothing", day(kToday)).value();
  std::vector<std::string> names;
  for (const ZoneFile& file : zone.told.files) {
    EXPECT_FALSE(file.is_own) << file.name;
    names.push_back(file.name);
  }
  EXPECT_THAT(names, ElementsAre("desk.json", "calendar.tsv", "template.json", "form.json", "weights.json"));
  EXPECT_EQ(zone.told.files[0].sha256, sha256_hex(resource("desk/cn.json")));
  EXPECT_EQ(zone.law.rules.hash, sha256_hex(resource("desk/cn.json")));
  EXPECT_EQ(zone.law.calendar.hash(), sha256_hex(resource("calendars/cn.tsv")));
  EXPECT_THAT(zone.looks.contract_paragraphs, IsEmpty());
  EXPECT_EQ(load_zone(top_ / "nothing", day(kToday)).error().code, ErrorCode::kNotFound);
}

TEST_F(ZoneFolder, EachFileStandsInThePlaceOfTheProgramsOwn) {
  put("desk.json", replaced(shipped("desk/cn.json"), R"("id": "cn-2026-11")", R"("id": "zone-7")"));
  put("template.json",
      replaced(shipped("templates/cn-sa-3/template.json"), R"("id": "cn-sa-3")", R"("id": "zone-t")"));
  put("form.json", replaced(shipped("forms/cn-sa-3.json"), R"("id": "cn-sa-3")", R"("id": "zone-f")"));
  put("standard-contract.sha256", "# one\n" + std::string(64, 'A') + "\r\n");
  put("weights.json", replaced(shipped("models/risk/weights-v0.json"), R"("id": "v0")", R"("id": "v7")"));
  put("packs/cn.json", shipped("rulepacks/cn/pack.json"));
  put("README.md", "whose these are\n");
  put(".git/HEAD", "x");
  const auto zone = load_zone(folder(), day(kToday)).value();
  EXPECT_EQ(zone.law.rules.id, "zone-7");
  EXPECT_EQ(zone.looks.law.rules.id, "zone-7");
  EXPECT_EQ(zone.looks.plan.id, "zone-t");
  EXPECT_EQ(zone.looks.form.id, "zone-f");
  EXPECT_THAT(zone.looks.form_json, HasSubstr("zone-f"));
  EXPECT_THAT(zone.looks.contract_paragraphs, ElementsAre(std::string(64, 'a')));
  EXPECT_EQ(zone.grounds.weights.id, "v7");
  EXPECT_EQ(zone.grounds.packs.size(), load_grounds({}, {}, {}).value().packs.size());
  for (const ZoneFile& file : zone.told.files) {
    if (file.name == "calendar.tsv") continue;
    EXPECT_TRUE(file.is_own) << file.name;
    std::ifstream in(folder() + "/" + file.name, std::ios::binary);
    EXPECT_EQ(file.sha256, sha256_hex(std::string(std::istreambuf_iterator<char>(in), {}))) << file.name;
  }
  EXPECT_EQ(zone.told.files.back().name, "packs/cn.json");
}

TEST_F(ZoneFolder, ACalendarsYearsStandBesideTheProgramsOtherYears) {
  put("calendar.tsv", kSpring2027);
  const auto zone = load_zone(folder(), day(kToday)).value();
  const WorkingDays& days = zone.law.calendar;
  EXPECT_THAT(days.years(), ElementsAre(2022, 2023, 2024, 2025, 2026, 2027));
  EXPECT_FALSE(days.is_working(day("2027-02-08")));
  EXPECT_TRUE(days.is_working(day("2027-02-14")));
  EXPECT_FALSE(days.is_working(day("2026-10-01")));
  EXPECT_TRUE(days.is_settled(day("2026-12-31")));
  EXPECT_FALSE(days.after(day("2026-12-24"), 10).estimated);
  EXPECT_EQ(days.hash(),
            sha256_hex(shipped("calendars/cn.tsv") +
                       std::string(kSpring2027).substr(std::string(kSpring2027).find('\n') + 1)));
  EXPECT_EQ(zone.told.files[1].id, "2022-2027");

  // A year that both have is the zone's.
  put("calendar.tsv",
      "year\tfrom\tto\tkind\tname_zh\tname_en\tsource\n2026\t2026-11-30\t2026-11-30\toff\t停电\tno "
      "power\tx\n");
  const auto other = load_zone(folder(), day(kToday)).value();
  EXPECT_FALSE(other.law.calendar.is_working(day("2026-11-30")));
  EXPECT_FALSE(other.law.calendar.is_working(day("2026-10-01"))) << "fixed, whatever the file leaves out";
  EXPECT_TRUE(other.law.calendar.is_working(day("2026-10-06")))
      << "the program's own notice is not its notice";
  // All the program's years and more: the file alone is what is hashed.
  const std::string whole = desk::whole_calendar(kSpring2027);
  put("calendar.tsv", whole);
  EXPECT_EQ(load_zone(folder(), day(kToday)).value().law.calendar.hash(), sha256_hex(whole));
  // A day that the program's own line of another year has as well.
  EXPECT_THAT(refused("calendar.tsv",
                      "year\tfrom\tto\tkind\tname_zh\tname_en\tsource\n"
                      "2027\t2026-12-31\t2026-12-31\toff\t元旦\tNew Year\tx\n"),
              HasSubstr("taken"));
}

TEST_F(ZoneFolder, WhatIsWrongIsToldByFileAndPlace) {
  const std::string rules = shipped("desk/cn.json");
  EXPECT_THAT(refused("desk.json", replaced(rules, R"("review": 15)", R"("review": 0)")),
              HasSubstr("/desk.json:/working_days/review"));
  EXPECT_THAT(
      refused("desk.json", replaced(rules, R"("lanes": ["green", "blue"])", R"("lanes": ["green", "red"])")),
      HasSubstr("/desk.json:/automatic/lanes/1: only green and blue"));
  EXPECT_THAT(refused("desk.json", replaced(rules, R"("sector": "banking")", R"("sector": "bank")")),
              HasSubstr("/desk.json:/gates/6/sector: no filing is of this sector"));
  EXPECT_THAT(refused("desk.json", replaced(rules, R"("sector": "banking")", R"("sector": "bank")")),
              HasSubstr("banking?"));
  EXPECT_THAT(refused("desk.json", replaced(rules, R"("from": "2026-11-01")", R"("from": "2026-11-30")")),
              HasSubstr("/desk.json:/from: these rules hold from 2026-11-30 on"));
  EXPECT_THAT(refused("desk.json", replaced(rules, R"("id": "cn-2026-11")", R"("id": "a b")")),
              HasSubstr("/desk.json:/id"));
  EXPECT_THAT(refused("desk.json", "{"), HasSubstr("/desk.json"));
  EXPECT_THAT(refused("desk.json", std::string(100'000, '[')), HasSubstr("/desk.json"));
  EXPECT_THAT(refused("desk.json", std::string((4U << 20) + 1, ' ')),
              HasSubstr("/desk.json: is larger than"));
  EXPECT_THAT(refused("calendar.tsv", std::string(kSpring2027) + "2027\tx\n"), HasSubstr("/calendar.tsv:5"));
  EXPECT_THAT(refused("calendar.tsv", "\xff"), HasSubstr("/calendar.tsv: the file is not UTF-8"));

  const std::string plan = shipped("templates/cn-sa-3/template.json");
  EXPECT_THAT(refused("template.json", replaced(plan, "一、数据处理者情况", "一、处理者")),
              HasSubstr("heading_sha256"));
  EXPECT_THAT(refused("template.json", replaced(plan, R"("/scenario/onward")", R"("/scenario/onwards")")),
              HasSubstr("the declaration has no place /scenario/onwards"));
  EXPECT_THAT(refused("template.json", replaced(plan, R"("EXT")", R"("EXTRA")")), HasSubstr("/routes/"));
  const std::string form = shipped("forms/cn-sa-3.json");
  EXPECT_THAT(refused("form.json", replaced(form, R"("/scenario/necessity")", R"("/scenario/needed")")),
              HasSubstr("/pointer: the declaration has no place /scenario/needed"));
  EXPECT_THAT(refused("form.json", replaced(form, R"("type": "uscc")", R"("type": "text")")),
              HasSubstr("is of the type uscc"));
  EXPECT_THAT(refused("form.json", replaced(form, R"("type": "uscc")", R"("type": "code")")),
              HasSubstr("no kind of field"));
  EXPECT_THAT(refused("form.json", replaced(form, R"("needed": "filed")", R"("needed": "often")")),
              HasSubstr("/needed"));
  EXPECT_THAT(refused("form.json", replaced(form, R"("word": "pharmaceutical")", R"("word": "pharma")")),
              HasSubstr("takes no such word"));

  EXPECT_THAT(refused("standard-contract.sha256", std::string(64, 'a') + "\nabc\n"),
              HasSubstr("/standard-contract.sha256:2"));
  EXPECT_THAT(refused("standard-contract.sha256", "# none\n"), HasSubstr("holds no fingerprint"));
  EXPECT_THAT(refused("weights.json", replaced(shipped("models/risk/weights-v0.json"),
                                               R"("plaintext_floor": 2)", R"("plaintext_floor": 9)")),
              HasSubstr("/weights.json:/plaintext_floor"));
  EXPECT_THAT(refused("weights.json", "["), HasSubstr("/weights.json"));
  EXPECT_THAT(refused("destinations.json", "{}"), HasSubstr("/destinations.json"));
  EXPECT_THAT(refused("packs/cn.json", "{}"), HasSubstr("/packs/cn.json"));
  EXPECT_THAT(refused("packs/cn.txt", "{}"), HasSubstr("/packs/cn.txt: is no file of a zone"));
}

TEST_F(ZoneFolder, FilesOfAnotherUserAreRefused) {
  if (::geteuid() != 0) GTEST_SKIP() << "only root can give a file away";
  constexpr uid_t kSomebody = 65534;
  put("desk.json", shipped("desk/cn.json"), 0600);
  const auto give = [](const std::string& path, uid_t owner) {
    ASSERT_EQ(::chown(path.c_str(), owner, static_cast<gid_t>(-1)), 0) << path;
  };
  give(folder() + "/desk.json", kSomebody);
  EXPECT_THAT(refused(), HasSubstr("/desk.json: belongs to another user (uid 65534)"));
  give(folder() + "/desk.json", 0);
  EXPECT_EQ(refused(), "taken");
  give(folder(), kSomebody);
  EXPECT_THAT(refused(), HasSubstr("belongs to another user"));
  give(folder(), 0);
  // A link, to a file of root's in somebody's folder: who may write there may put another in its place.
  const std::string theirs = top_ / "theirs";
  std::filesystem::create_directory(theirs);
  std::filesystem::rename(folder() + "/desk.json", theirs + "/desk.json");
  std::filesystem::create_symlink(theirs + "/desk.json", folder() + "/desk.json");
  EXPECT_EQ(refused(), "taken") << "all of it is root's";
  give(theirs, kSomebody);
  EXPECT_THAT(refused(), HasSubstr("belongs to another user"));
  give(theirs, 0);
  ::chmod(theirs.c_str(), 0777);
  EXPECT_THAT(refused(), HasSubstr("chmod go-w"));
}

TEST_F(ZoneFolder, AMistypedNameAndWhatOthersMayChangeAreRefused) {
  EXPECT_THAT(refused("desks.json", shipped("desk/cn.json")),
              HasSubstr("/desks.json: is no file of a zone: it may hold desk.json"));
  put("desk.json", shipped("desk/cn.json"), 0664);
  EXPECT_THAT(refused(), HasSubstr("/desk.json: others may change what the desk works by: chmod go-w"));
  ::chmod((folder() + "/desk.json").c_str(), 0644);
  EXPECT_EQ(refused(), "taken");
  ::chmod(folder().c_str(), 0777);
  EXPECT_THAT(refused(), HasSubstr("chmod go-w"));
  ::chmod(folder().c_str(), 0755);
  std::filesystem::remove(folder() + "/desk.json");
  std::filesystem::create_directory(folder() + "/desk.json");
  EXPECT_THAT(refused(), HasSubstr("/desk.json: is no file"));
  std::filesystem::remove(folder() + "/desk.json");
  ASSERT_EQ(::mkfifo((folder() + "/desk.json").c_str(), 0600), 0);
  EXPECT_THAT(refused(), HasSubstr("/desk.json: is no file")) << "and nobody waits for its other end";
  std::filesystem::remove_all(folder());
  std::filesystem::create_symlink("/nowhere", folder());
  EXPECT_FALSE(zone_of_desk(top_.path(), day(kToday))) << "a link that leads nowhere is no zone left out";
}

TEST_F(ZoneFolder, WhatWillBeMissedIsNotedAndStopsNothing) {
  put("template.json", replaced(shipped("templates/cn-sa-3/template.json"), R"("from": "2025-06-27",)",
                                R"("from": "2025-06-27", "until": "2026-11-29",)"));
  const auto zone = load_zone(folder(), day(kToday)).value();
  ASSERT_EQ(zone.told.notes.size(), 1U);
  EXPECT_THAT(zone.told.notes[0].en, HasSubstr("is not in force on 2026-11-29"));
  const auto later = zone_of_desk(top_ / "nothing", day("2027-01-04")).value();
  ASSERT_EQ(later.told.notes.size(), 1U);
  EXPECT_THAT(later.told.notes[0].en, HasSubstr("no notice for 2027"));
}

TEST_F(ZoneFolder, WhatIsWrittenForAZoneToChangeIsTakenAsItIs) {
  const std::string begun = top_ / "begun";
  ASSERT_TRUE(write_zone(begun));
  const auto zone = load_zone(begun, day(kToday)).value();
  for (const ZoneFile& file : zone.told.files) EXPECT_TRUE(file.is_own) << file.name;
  EXPECT_EQ(zone.law.rules.hash, desk::built_in_law().value().rules.hash);
  EXPECT_EQ(zone.law.calendar.hash(), desk::built_in_law().value().calendar.hash());
  EXPECT_EQ(write_zone(begun).error().code, ErrorCode::kConflict);
}

TEST_F(ZoneFolder, ADeskKeepsInItsAuditWhatItWorksBy) {
  const FixedClock clock(parse_instant("2026-11-29T04:00:00Z").value());
  const auto opened = [&] {
    DeskOptions options;
    options.folder = top_.path();
    options.clock = &clock;
    return ZoneDesk::open(options);
  };
  const auto rows = [](ZoneDesk& desk) {
    return desk.parts()
        .store
        ->read([](const DeskReader& reader) {
          AuditAsk ask;
          ask.object = "zone";
          return reader.audit(ask);
        })
        .value();
  };
  {
    const auto desk = opened().value();
    EXPECT_FALSE(desk->zone().is_changed);
    EXPECT_THAT(rows(*desk), IsEmpty()) << "nothing of its own, now or before";
  }
  put("calendar.tsv", kSpring2027);
  for (int i = 0; i < 2; ++i) {
    const auto desk = opened().value();
    EXPECT_EQ(desk->zone().is_changed, i == 0);
    const auto kept = rows(*desk);
    ASSERT_EQ(kept.size(), 1U) << "once for each change";
    EXPECT_EQ(kept[0].action, "zone.files");
    EXPECT_EQ(kept[0].detail, fmt::format(R"({{"calendar.tsv":"{}"}})", sha256_hex(kSpring2027)));
  }
  std::filesystem::remove(folder() + "/calendar.tsv");
  {
    const auto desk = opened().value();
    EXPECT_THAT(desk->zone().before, ElementsAre("calendar.tsv"));
    EXPECT_THAT(log_lines(desk->zone()), ::testing::Contains(HasSubstr("zone_gone file=calendar.tsv")));
    EXPECT_EQ(rows(*desk).size(), 2U);
  }
  put("desk.json", "{");
  std::filesystem::remove(top_ / "desk.db");
  EXPECT_FALSE(opened());
  EXPECT_FALSE(std::filesystem::exists(top_ / "desk.db")) << "read before anything is made";
}

}  // namespace
}  // namespace tidegate
