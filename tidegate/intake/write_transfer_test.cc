#include "tidegate/intake/write_transfer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <map>

#include "tidegate/base/json_writer.h"
#include "tidegate/intake/format.h"
#include "tidegate/intake/read_transfer.h"

namespace tidegate::intake {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

Transfer read(const std::string& text, const std::string& name = "t.yaml") {
  IntakeOutcome outcome = read_transfer(text, name);
  EXPECT_EQ(list_problems(outcome.problems, name, Lang::kEn), "") << text;
  Transfer t = outcome.transfer.value_or(Transfer{});
  t.origin.clear();
  return t;
}

const WriteOptions kBare{.blanks = false};
const WriteOptions kEverything{
    .lang = Lang::kZh, .blanks = true, .asked_by = {"CN", "EU", "US", "GB", "form", "risk", "scan"}};

// Draws a random declaration from the format's own table, as JSON.
class AnyDeclaration {
 public:
  std::string draw() {
    w_.begin_object();
    w_.key("api_version").string("tidegate/v1");
    w_.key("kind").string("Transfer");
    members(transfer_shape(), "");
    w_.end_object();
    return w_.take();
  }

 private:
  static int below(int n) { return *rc::gen::inRange(0, n); }
  static std::string text() {
    static const std::vector<std::string> kTexts{
        "a",     "数据", "x: y # z", "- no", "null", "yes", "2026-01-01", "\"q\"", "line\nline", " lead",
        "tail ", "a,b]", "{}",       "😀",    "\t",   "\\n", "unknown",    "none",  "*a &b !c",   "007"};
    return kTexts[static_cast<std::size_t>(below(static_cast<int>(kTexts.size())))];
  }

  void members(const Shape& shape, const std::string& pointer) {
    for (const Field& field : shape.fields) {
      const std::string inner = pointer + "/" + std::string(field.key);
      if (is_left_out(inner) || below(3) == 0) continue;
      w_.key(field.key);
      // One fact has one value wherever it stands, or the declaration would contradict itself.
      if (field.fact.empty()) {
        value(*field.shape, inner);
      } else {
        w_.raw(fact(field));
      }
    }
  }

  static bool is_left_out(std::string_view pointer) {
    // Words that say facts (class), totals that items may contradict, and what links and papers imply.
    for (const std::string_view out :
         {"/api_version", "/kind", "/data", "/scenario/items/*/class", "/scenario/persons/pi",
          "/scenario/persons/spi", "/scenario/persons/pi_since_jan1", "/scenario/persons/spi_since_jan1",
          "/scenario/links/*/mode", "/scenario/domestic_systems", "/processor/uscc", "/purpose"}) {
      if (pointer == out) return true;
    }
    return false;
  }

  std::string fact(const Field& field) {
    // What one fact of an item says of another.
    if (field.fact == "item.personal") return "true";
    if (field.fact == "item.subjects") return "200000";  // no fewer than those counted before
    const auto [at, is_new] = facts_.emplace(std::string(field.fact), "");
    if (is_new) {
      AnyDeclaration other;
      other.value(*field.shape, "");
      at->second = other.w_.take();
    }
    return at->second;
  }

  void value(const Shape& shape, const std::string& pointer) {
    switch (shape.kind) {
      case Kind::kObject:
      case Kind::kObjectOrNone:
        w_.begin_object();
        members(shape, pointer);
        w_.end_object();
        return;
      case Kind::kTextOrObject:
        if (below(2) == 0) {
          w_.string(text());
        } else {
          w_.begin_object();
          members(shape, pointer);
          w_.end_object();
        }
        return;
      case Kind::kYears:
        w_.begin_object();
        for (const char* year : {"2023", "2024"}) {
          w_.key(year);
          w_.begin_object();
          for (const Field& f : shape.each->fields) w_.key(f.key).integer(below(100));
          w_.end_object();
        }
        w_.end_object();
        return;
      case Kind::kListOrNone:
      case Kind::kList:
      case Kind::kOneOrList:
        if (shape.kind == Kind::kListOrNone && below(3) == 0) {
          w_.string("none");
          return;
        }
        w_.begin_array();
        for (int i = below(3); i > 0; --i) value(*shape.each, pointer + "/*");
        w_.end_array();
        return;
      default:
        scalar(shape);
    }
  }

  void scalar(const Shape& shape) {
    switch (shape.kind) {
      case Kind::kBool:
        w_.boolean(below(2) == 0);
        return;
      case Kind::kCount:
        w_.integer(shape.least +
                   below(static_cast<int>(std::min<std::int64_t>(shape.most + 1 - shape.least, 100'000))));
        return;
      case Kind::kDate:
        w_.string(Date::from_days(20'000 + below(4'000)).str());
        return;
      case Kind::kWord:
        w_.string(shape.words[static_cast<std::size_t>(below(static_cast<int>(shape.words.size())))].word);
        return;
      case Kind::kSymbol:
        w_.string(below(2) == 0 ? "beijing" : "personal_health");
        return;
      case Kind::kCountry:
        w_.string(below(2) == 0 ? "NO" : "SG");
        return;
      case Kind::kUscc:
        w_.string("91110000000000000E");
        return;
      case Kind::kPersonId:
        w_.string("withheld");
        return;
      case Kind::kEmail:
        w_.string("a@example.invalid");
        return;
      case Kind::kHost:
        w_.string(below(2) == 0 ? "none" : "in.example.invalid");
        return;
      case Kind::kAddress:
        w_.string(below(2) == 0 ? "192.0.2.0/24" : "2001:db8::1");
        return;
      case Kind::kTypeCode:
        w_.string("CT.MOBILE");
        return;
      case Kind::kBilingual:
        if (below(2) == 0) {
          w_.string(text());
        } else {
          w_.begin_object().key("zh").string(text()).key("en").string(text()).end_object();
        }
        return;
      default:
        w_.string(text());
    }
  }

  std::map<std::string, std::string> facts_;
  JsonWriter w_;
};

TEST(WriteTransfer, ReadsBackAsTheSameTransferWhateverWasStated) {
  EXPECT_TRUE(rc::check("write and read are inverse", [] {
    const std::string declared = AnyDeclaration().draw();
    IntakeOutcome first = read_transfer(declared, "t.json");
    RC_LOG() << declared << "\n" << list_problems(first.problems, "t.json", Lang::kEn);
    RC_ASSERT(first.transfer.has_value());
    Transfer t = std::move(*first.transfer);
    t.origin.clear();
    for (const WriteOptions& options : {kBare, kEverything}) {
      const std::string written = write_transfer(t, options);
      IntakeOutcome again = read_transfer(written, "");
      RC_LOG() << written << list_problems(again.problems, "", Lang::kEn);
      RC_ASSERT(again.transfer.has_value());
      const bool same = *again.transfer == t;
      RC_ASSERT(same);
      const bool stable = write_transfer(*again.transfer, options) == written;
      RC_ASSERT(stable);
    }
  }));
}

// A transfer as the program builds it from flags and a scan: facts and rows, no items.
TEST(WriteTransfer, GivesRowsThatNoItemStatesAsGroups) {
  Transfer t;
  t.facts.flow.set("exporter.ciio", false);
  t.facts.flow.set("recipient.country", Symbol{"SG"});
  t.recipients.emplace_back().region = "SG";
  for (const bool sensitive : {true, false}) {
    Facts row;
    row.set("personal", true);
    row.set("sensitive", sensitive);
    row.set("subjects", std::int64_t{sensitive ? 120 : 100'000});
    t.facts.items.push_back(row);
  }
  t.items.resize(2);  // as the scan names them, one a row
  t.items[0].name = "敏感个人信息";
  t.items[1].name = "个人信息";
  DataSource source;
  source.globs = {"exports/*.csv"};
  t.data.push_back(source);
  const Transfer again = read(write_transfer(t, kBare));
  EXPECT_EQ(again.facts.flow, t.facts.flow);
  EXPECT_EQ(again.facts.items, t.facts.items);
  EXPECT_EQ(again.items.at(1).name, "个人信息");
  EXPECT_EQ(again.data.at(0).globs, source.globs);
  EXPECT_EQ(again.recipients.at(0).region, "SG");
}

TEST(WriteTransfer, WritesOutRowsThatAScanChanged) {
  Transfer t = read(
      "api_version: tidegate/v1\nkind: Transfer\nscenario:\n  items:\n  - {name: 姓名, class: PI, sensitive: "
      "no}\n"
      "  - {name: 病历, class: SPI}\n  - {name: 电话, class: PI, sensitive: no}\n  persons: {pi: 7, spi: 3}\n"
      "data: [{item: 病历, files: a.csv}]\n");
  t.facts.items[1].set("subjects", std::int64_t{5});
  const Transfer again = read(write_transfer(t, kBare));
  EXPECT_EQ(again.facts.items, t.facts.items);
  EXPECT_EQ(again.items.size(), 3U);
  EXPECT_EQ(again.data.at(0).item, 1U);
}

TEST(WriteTransfer, ShowsTheBlanksOfThoseWhoAskAndOfNobodyElse) {
  Transfer t;
  t.facts.flow.set("exporter.jurisdiction", Symbol{"CN"});
  const std::string cn = write_transfer(t, {.lang = Lang::kEn, .blanks = true, .asked_by = {"CN"}});
  EXPECT_THAT(cn, HasSubstr("  # ciio:  # notified as operator"));
  EXPECT_THAT(cn, HasSubstr("#   pi_sensitive:  # persons"));
  EXPECT_THAT(cn, HasSubstr("jurisdiction: CN"));
  EXPECT_THAT(cn, Not(HasSubstr("derogation")));
  EXPECT_THAT(cn, Not(HasSubstr("since_jan1")));
  const std::string eu = write_transfer(t, {.lang = Lang::kZh, .blanks = true, .asked_by = {"EU"}});
  EXPECT_THAT(eu, HasSubstr("#   derogation:  # 适用的减损情形"));
  EXPECT_THAT(eu, Not(HasSubstr("ciio")));
}

// Whoever uncomments every blank gets a declaration that reads: the blanks are keys in their places.
TEST(WriteTransfer, GivesBlanksThatReadOnceUncommented) {
  for (const char* asker : {"CN", "form", "risk"}) {
    std::string text = write_transfer(Transfer{}, {.lang = Lang::kEn, .blanks = true, .asked_by = {asker}});
    std::string uncommented;
    bool head = true;
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = text.find('\n', at);
      std::string line = text.substr(at, end - at);
      const std::size_t hash = line.find_first_not_of(' ');
      head = head && line.substr(0, 2) == "# ";
      if (!head && hash != std::string::npos && line.compare(hash, 2, "# ") == 0) line.erase(hash, 2);
      uncommented += line + "\n";
      at = end + 1;
    }
    EXPECT_EQ(list_problems(read_transfer(uncommented, asker).problems, asker, Lang::kEn), "") << uncommented;
  }
}

TEST(WithholdPersons, LeavesNoNameTelephoneOrMailOfAPerson) {
  Transfer t = read(
      "api_version: tidegate/v1\nkind: Transfer\nprocessor:\n  name: 示例公司\n  handler: {name: 王虚构, "
      "phone: '13800000000', email: w@example.com}\n"
      "scenario: {recipients: [{name: Example SE, officer_name: Jane Doe, phone: '+4930', email: "
      "j@example.com}]}\n");
  withhold_persons(t);
  const std::string text = write_transfer(t, kEverything);
  for (const char* secret : {"王虚构", "13800000000", "w@example.com", "Jane", "+4930", "j@example.com"}) {
    EXPECT_THAT(text, Not(HasSubstr(secret)));
  }
  EXPECT_THAT(text, HasSubstr("示例公司"));
  EXPECT_EQ(read(text).processor.handler.name, "withheld");
}

TEST(WithholdPersons, MakesNoAnswerOfWhatIsNone) {
  Transfer t = read(
      "api_version: tidegate/v1\nkind: Transfer\nprocessor: {handler: {name: 待填写, phone: '/'}, officer: "
      "{name: TBD}}\n"
      "scenario: {recipients: [{officer_name: 略, phone: 无}]}\n");
  withhold_persons(t);
  EXPECT_EQ(t.processor.handler, FilingPerson{});
  EXPECT_EQ(t.processor.officer, FilingPerson{});
  EXPECT_EQ(t.recipients[0].officer_name, "");
  EXPECT_EQ(t.recipients[0].phone, "");
}

}  // namespace
}  // namespace tidegate::intake
