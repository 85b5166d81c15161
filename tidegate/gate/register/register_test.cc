// The register against plain sets of persons, and against a thief.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <set>

#include "tidegate/base/check.h"
#include "tidegate/gate/register/consult.h"
#include "tidegate/gate/register/entries.h"
#include "tidegate/gate/register/exporters.h"
#include "tidegate/gate/register/union_count.h"
#include "tidegate/gate/register/windows.h"
#include "tidegate/store/state_dir.h"

namespace tidegate {
namespace {

class Folder {
 public:
  Folder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "tidegate-register-XXXXXX").string();
    TIDEGATE_CHECK(::mkdtemp(pattern.data()) != nullptr);
    path_ = pattern;
  }
  Folder(const Folder&) = delete;
  ~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  std::string path() const { return path_ + "/s"; }

 private:
  std::string path_;
};

const Date kDay = *Date::parse("2026-11-20");
constexpr std::uint8_t kIdRank = 0;
constexpr std::uint8_t kMobileRank = 6;

SubjectKeySecret secret(std::uint8_t n) {
  SubjectKeySecret key;
  key.bytes.fill(n);
  return key;
}
const SubjectKeySecret kInstallation = secret(7);

Identifier id_of(std::string_view kind, std::uint64_t person, std::uint8_t rank) {
  return {keyed_hash(kInstallation, fmt::format("{}{}", kind, person)), rank};
}

// A person as a row tells of it: by one of its two identifiers, or by both.
struct Row {
  std::uint64_t person = 0;
  bool by_id = false;
  bool by_mobile = false;
  bool sensitive = false;
};

SubjectSet set_of(const std::vector<Row>& rows) {
  SubjectSet set(std::size_t{1} << 16);
  for (const Row& row : rows) {
    std::vector<Identifier> ids;
    if (row.by_id) ids.push_back(id_of("id", row.person, kIdRank));
    if (row.by_mobile) ids.push_back(id_of("mobile", row.person, kMobileRank));
    const SubjectSet::Row one{static_cast<std::uint32_t>(ids.size()), {.sensitive = row.sensitive}};
    set.add(ids, std::span(&one, 1));
  }
  return set;
}

// Enters a transfer of ordinary data of all rows, and of sensitive data of those marked so.
void enter(SubjectRegister& held, Date on, const SubjectSet& set) {
  const auto changed = held.change([&](RegisterBook& book) -> Result<void> {
    RegisterExporter& exporter = take_exporter(book, {});
    exporter.complete_from = *Date::parse("2026-01-01");
    RegisterEntry entry;
    entry.on = on;
    entry.record = std::string(64, 'a');
    entry.id = fmt::format("{:012x}", exporter.entries.size() + 1);
    const PersonCounts counts = set.counts();
    entry.parts.push_back(
        {{std::string(kOrdinaryCounter)}, false, static_cast<std::int64_t>(counts.persons), {}});
    entry.parts.push_back(
        {{std::string(kSensitiveCounter)}, true, static_cast<std::int64_t>(counts.with_sensitive), {}});
    const auto key = held.make_key(exporter.id, 2026);
    if (!key) return fail(key.error());
    if (exporter.keys.empty()) exporter.keys.push_back({2026, key_check(*key, kInstallation), {}});
    std::vector<SubjectLink> links;
    set.each_link([&](const SubjectLink& link) { links.push_back(rekeyed(*key, link)); });
    const auto put = held.put_set(write_subjects(std::move(links), set.strangers()));
    if (!put) return fail(put.error());
    for (RegisterPart& part : entry.parts) part.sets.push_back({2026, *put});
    exporter.entries.push_back(std::move(entry));
    return {};
  });
  ASSERT_TRUE(changed) << changed.error().what;
}

// The case of bare files: one row of sensitive, one of ordinary data.
Transfer bare_case(const PersonCounts& counts) {
  Transfer transfer;
  transfer.facts.flow.set("exporter.jurisdiction", Symbol{"CN"});
  transfer.data.emplace_back();
  for (const bool sensitive : {true, false}) {
    Facts item;
    item.set("personal", true);
    item.set("sensitive", sensitive);
    item.set("under14", false);
    item.set("subjects", static_cast<std::int64_t>(sensitive ? counts.with_sensitive : counts.persons));
    item.set("already_counted", std::int64_t{0});
    transfer.facts.items.push_back(std::move(item));
  }
  return transfer;
}

std::int64_t number(const Facts& facts, std::string_view name) {
  const FactValue* value = facts.find(name);
  return value == nullptr || is_unknown(*value) ? -1 : std::get<std::int64_t>(*value);
}

// What the law adds up in each counter.
std::int64_t counted(const Transfer& transfer, bool sensitive) {
  const Facts& item = transfer.facts.items[sensitive ? 0 : 1];
  return number(transfer.facts.flow, sensitive ? kSensitiveBefore : kOrdinaryBefore) +
         number(item, "subjects") - number(item, "already_counted");
}

std::vector<Row> any_rows() {
  std::vector<Row> rows;
  const int n = *rc::gen::inRange(0, 40);
  for (int i = 0; i < n; ++i) {
    const int by = *rc::gen::inRange(0, 3);
    rows.push_back({*rc::gen::inRange<std::uint64_t>(0, 30), by != 1, by != 0, *rc::gen::inRange(0, 4) == 0});
  }
  return rows;
}

// Who is who, from all the rows: two identifiers are one person's once any row shows both.
std::pair<std::int64_t, std::int64_t> plainly(const std::vector<Row>& rows) {
  std::set<std::uint64_t> joined;
  for (const Row& row : rows) {
    if (row.by_id && row.by_mobile) joined.insert(row.person);
  }
  std::set<std::string> all;
  std::set<std::string> sensitive;
  for (const Row& row : rows) {
    const bool is_one = joined.count(row.person) != 0 || row.by_id;
    const std::string name = fmt::format("{}{}", is_one ? "id" : "mobile", row.person);
    all.insert(name);
    if (row.sensitive) sensitive.insert(name);
  }
  return {static_cast<std::int64_t>(all.size()), static_cast<std::int64_t>(sensitive.size())};
}

TEST(Register, CountsAsPlainSetsDoOverTransfersAndIdentifiers) {
  EXPECT_TRUE(rc::check("random transfers with persons in common", [] {
    const Folder folder;
    const auto home = StateDir::open(folder.path());
    RC_ASSERT(home.has_value());
    auto held = SubjectRegister::open(*home);
    RC_ASSERT(held.has_value());
    std::vector<Row> everybody;
    const int transfers = *rc::gen::inRange(1, 4);
    for (int i = 0; i < transfers; ++i) {
      const std::vector<Row> rows = any_rows();
      enter(*held, *Date::of(2026, 1 + i, 2), set_of(rows));
      everybody.insert(everybody.end(), rows.begin(), rows.end());
    }
    const std::vector<Row> now = any_rows();
    Scanned scanned;
    scanned.subjects.push_back(set_of(now));
    const PersonCounts counts = scanned.subjects[0].counts();
    scanned.profile.totals = counts;
    scanned.profile.sources.push_back({0, {}, counts});
    Transfer transfer = bare_case(counts);
    const auto sent = consult_register(*held, kInstallation, kDay, Transfer{}, &scanned, {}, transfer);
    RC_ASSERT(sent.has_value() && sent->has_value());
    const auto [all_before, sensitive_before] = plainly(everybody);
    RC_ASSERT((*sent)->counts[0].before == all_before);
    RC_ASSERT((*sent)->counts[1].before == sensitive_before);
    everybody.insert(everybody.end(), now.begin(), now.end());
    const auto [all, sensitive] = plainly(everybody);
    RC_ASSERT(counted(transfer, false) == all);
    RC_ASSERT((*sent)->counts[0].after == all);
    RC_ASSERT((*sent)->counts[1].after == sensitive);
    RC_ASSERT(counted(transfer, true) == sensitive);
    // Down to the transfers: what each adds makes up the whole.
    std::int64_t added = 0;
    for (const SentShare& share : (*sent)->counts[0].shares) added += share.added;
    RC_ASSERT(added == all_before);
  }));
}

TEST(Register, ATransferOfAnotherDayOrTakenBackIsNotCounted) {
  const Folder folder;
  const auto home = StateDir::open(folder.path());
  auto held = SubjectRegister::open(*home);
  ASSERT_TRUE(held);
  enter(*held, *Date::parse("2026-03-01"), set_of({{1, true, false, false}}));
  enter(*held, *Date::parse("2026-11-20"), set_of({{2, true, false, false}}));
  enter(*held, *Date::parse("2026-11-21"), set_of({{3, true, false, false}}));
  enter(*held, *Date::parse("2026-04-01"), set_of({{4, true, false, false}}));
  ASSERT_TRUE(held->change([](RegisterBook& book) -> Result<void> {
    book.exporters[0].entries[3].retracted = Retraction{kDay, "wrong file"};
    return {};
  }));
  Transfer transfer = bare_case({});
  const auto sent = consult_register(*held, kInstallation, kDay, Transfer{}, nullptr, {}, transfer);
  ASSERT_TRUE(sent && *sent);
  EXPECT_EQ((*sent)->counts[0].before, 2);
}

TEST(Register, MonthsBeforeEndWithTheirMonth) {
  EXPECT_EQ(months_before(*Date::parse("2026-03-31"), 1), *Date::parse("2026-02-28"));
  EXPECT_EQ(months_before(*Date::parse("2028-02-29"), 12), *Date::parse("2027-02-28"));
  EXPECT_EQ(months_before(*Date::parse("2026-11-20"), 12), *Date::parse("2025-11-20"));
}

// What a thief does with the sets, the book and some key: hash every candidate, look whether it is there.
// Returns the names of `candidates` that the attack takes for members.
std::size_t guessed(const std::set<std::uint64_t>& names, const std::vector<std::string>& candidates,
                    const SubjectKeySecret& installation, const SubjectKeySecret& year) {
  std::size_t found = 0;
  for (const std::string& candidate : candidates) {
    const std::uint64_t id = std::uint64_t{kMobileRank} << SubjectLink::kRankShift |
                             (keyed_hash(installation, candidate) & SubjectLink::kNameBits);
    found += names.count(rekeyed(year, {id, 0, 0}).id);
  }
  return found;
}

// A hundred thousand telephone numbers, every second of which left. Without either key each guess is as good
// as a coin: the attack picks as many members as others, here none of both.
TEST(Register, AThiefWithoutAKeyLearnsNothingOfWhoIsIn) {
  const Folder folder;
  const auto home = StateDir::open(folder.path());
  auto held = SubjectRegister::open(*home);
  ASSERT_TRUE(held);
  std::vector<std::string> members;
  std::vector<std::string> others;
  SubjectSet set;
  for (std::uint64_t n = 0; n < 100'000; ++n) {
    const std::string mobile = fmt::format("138{:08}", n);
    (n % 2 == 0 ? members : others).push_back(mobile);
    if (n % 2 != 0) continue;
    const Identifier id{keyed_hash(kInstallation, mobile), kMobileRank};
    const SubjectSet::Row row{1, {}};
    set.add(std::span(&id, 1), std::span(&row, 1));
  }
  enter(*held, *Date::parse("2026-03-01"), set);
  // Everything that lies in the register, but the keys.
  const auto book = held->book();
  ASSERT_TRUE(book);
  std::set<std::uint64_t> names;
  ASSERT_TRUE(held->read_set(book->exporters[0].entries[0].parts[0].sets[0].sha256,
                             [&](const SubjectLink& link) { names.insert(link.id); }));
  ASSERT_EQ(names.size(), members.size());
  const auto year = held->key(book->exporters[0].id, 2026);
  ASSERT_TRUE(year);
  // With both keys the same attack finds everybody, so that it can be trusted to find what is to be found.
  EXPECT_EQ(guessed(names, members, kInstallation, *year), members.size());
  EXPECT_EQ(guessed(names, others, kInstallation, *year), 0U);
  // With none, or with one of the two, it finds nobody.
  const auto finds = [&](const SubjectKeySecret& installation, const SubjectKeySecret& of_year) {
    return guessed(names, members, installation, of_year) + guessed(names, others, installation, of_year);
  };
  EXPECT_EQ(finds(secret(0), secret(0)), 0U);
  EXPECT_EQ(finds(secret(1), secret(2)), 0U);
  EXPECT_EQ(finds(kInstallation, secret(2)), 0U) << "the year's key is destroyed";
  EXPECT_EQ(finds(secret(1), *year), 0U) << "the installation's key lies elsewhere";
  // Nor do the names lean towards the members' own bits: the share of members whose unkeyed bits come nearest
  // to some name is that of the others, within four standard deviations of a coin.
  const auto nearest = [&](const std::string& candidate) {
    const std::uint64_t id = std::uint64_t{kMobileRank} << SubjectLink::kRankShift |
                             (keyed_hash(SubjectKeySecret{}, candidate) & SubjectLink::kNameBits);
    const auto above = names.lower_bound(id);
    const std::uint64_t up = above == names.end() ? ~std::uint64_t{0} : *above - id;
    const std::uint64_t down = above == names.begin() ? ~std::uint64_t{0} : id - *std::prev(above);
    return std::min(up, down);
  };
  std::int64_t nearer = 0;
  for (std::size_t i = 0; i < members.size(); ++i) nearer += nearest(members[i]) < nearest(others[i]) ? 1 : 0;
  const auto pairs = static_cast<double>(members.size());
  EXPECT_LT(std::abs(static_cast<double>(nearer) - pairs / 2), 4 * std::sqrt(pairs) / 2);
}

// What the store says of two exporters, or of two years, cannot be laid side by side.
TEST(Register, NamesOfTwoYearsHaveNothingInCommon) {
  std::set<std::uint64_t> first;
  std::set<std::uint64_t> second;
  for (std::uint64_t n = 1; n <= 20'000; ++n) {
    const SubjectLink link{std::uint64_t{kMobileRank} << SubjectLink::kRankShift | n, 0, 0};
    first.insert(rekeyed(secret(1), link).id);
    second.insert(rekeyed(secret(2), link).id);
  }
  EXPECT_EQ(first.size(), 20'000U);
  std::vector<std::uint64_t> both;
  std::set_intersection(first.begin(), first.end(), second.begin(), second.end(), std::back_inserter(both));
  EXPECT_TRUE(both.empty());
}

RegisterExporter exporter(const char* name, const char* uscc) {
  RegisterExporter one;
  one.name = name;
  one.uscc = uscc;
  return one;
}

TEST(Exporters, AreMeantByASlipOfNameOrCode) {
  const char* const code = "91310000MA1K35X07U";
  const char* const near_code = "91310000MA1K35X70U";
  const char* const other_code = "91110105MA01BCDE2H";
  EXPECT_TRUE(may_be_meant(exporter("Acme CN", ""), {"Acmee CN", ""}));
  EXPECT_TRUE(may_be_meant(exporter("Acme CN", ""), {"Acme NC", ""})) << "two letters changed places";
  EXPECT_TRUE(may_be_meant(exporter("上海示例贸易有限公司", ""), {"示例贸易（上海）有限公司", ""}))
      << "another order";
  EXPECT_TRUE(may_be_meant(exporter("", code), {near_code, ""})) << "a slip makes a name of a code";
  EXPECT_TRUE(may_be_meant(exporter("Acme CN", code), {near_code, ""}));
  EXPECT_TRUE(may_be_meant(exporter(near_code, ""), {"Acme CN", code}));
  EXPECT_TRUE(may_be_meant(exporter("", code), {"", near_code}));
  EXPECT_TRUE(may_be_meant(exporter("Acme CN", ""), {}));
  EXPECT_FALSE(may_be_meant(exporter("Acme CN", ""), {"Borealis Trading", ""}));
  EXPECT_FALSE(may_be_meant(exporter("Acme CN", code), {"", other_code}));
  EXPECT_FALSE(may_be_meant(exporter("Acme CN", code), {"Borealis Trading", near_code}));
}

TEST(Entries, HaveIdsThatNoOtherOfTheBookHas) {
  RegisterBook book;
  RegisterEntry entry;
  entry.record = "r";
  entry.on = kDay;
  entry.id = free_entry_id(book, entry);
  book.exporters.push_back(exporter("Acme CN", ""));
  book.exporters.back().entries.push_back(entry);
  RegisterEntry same = entry;
  EXPECT_TRUE(is_same_transfer(entry, same));
  EXPECT_NE(free_entry_id(book, same), entry.id);
  same.id = "0123456789ab";
  EXPECT_EQ(free_entry_id(book, same), "0123456789ab") << "its own, where that is free";
}

}  // namespace
}  // namespace tidegate
