#include "tidegate/gate/desk/filings.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <filesystem>

#include "tidegate/gate/desk/desk_parts.h"
#include "tidegate/gate/desk/kept_filing.h"
#include "tidegate/gate/desk/recipient_links.h"
#include "tidegate/gate/filing/tree_json.h"
#include "tidegate/intake/read_transfer.h"

namespace tidegate {
namespace {

Json parsed(std::string_view text) {
  auto json = parse_json(text, "");
  EXPECT_TRUE(json) << text;
  return json ? *json : Json();
}

FilingEdit setting(std::string pointer, std::int64_t version) {
  FilingEdit edit;
  edit.version = version;
  edit.set.emplace_back(std::move(pointer), Json(std::string("x")));
  return edit;
}

class DeskFiling : public testing::Test {
 protected:
  void SetUp() override {
    folder_ =
        std::filesystem::path(testing::TempDir()) /
        ("tidegate-filings-" + std::to_string(std::chrono::steady_clock::now().time_since_epoch().count()));
    auto desk = ZoneDesk::open({folder_.string(), {}, &clock_});
    ASSERT_TRUE(desk) << desk.error().what;
    desk_ = std::move(*desk);
    const auto done = desk_->parts().store->transact([](DeskTransaction& t) -> Result<bool> {
      for (const char* id : {"firm-1", "firm-2"}) {
        TenantRow row;
        row.id = id;
        row.uscc = id == std::string_view("firm-1") ? "91110115MA0000003P" : "";
        row.name = id;
        row.document = "{}";
        if (auto added = t.add_tenant(row); !added) return fail(added.error());
      }
      return true;
    });
    ASSERT_TRUE(done) << done.error().what;
    filings_ = std::make_unique<DeskFilings>(desk_->parts());
  }
  void TearDown() override {
    filings_.reset();
    desk_.reset();
    std::filesystem::remove_all(folder_);
  }
  static DeskAsker of(const std::string& firm) {
    DeskAsker asker;
    asker.account.id = "filer-" + firm;
    asker.account.role = Role::kFiler;
    asker.account.tenant = firm;
    return asker;
  }
  tidegate::DeskFiling begun() {
    const auto made = filings_->add(of("firm-1"), {});
    EXPECT_TRUE(made && made->filing);
    return made && made->filing ? *made->filing : tidegate::DeskFiling{};
  }

  FixedClock clock_{1'795'700'000'000};
  std::filesystem::path folder_;
  std::unique_ptr<ZoneDesk> desk_;
  std::unique_ptr<DeskFilings> filings_;
};

TEST_F(DeskFiling, KeepsNothingOfAChangeThatIsRefused) {
  const auto filing = begun();
  FilingEdit edit = setting("/scenario/purpose", filing.version);
  edit.set.emplace_back("/processor/employees", Json(std::string("many")));
  const auto refused = filings_->change(of("firm-1"), filing.id, edit);
  ASSERT_TRUE(refused);
  EXPECT_FALSE(refused->filing);
  ASSERT_EQ(refused->problems.size(), 1U);
  EXPECT_EQ(refused->problems[0].pointer, "/processor/employees");
  const auto now = filings_->filing(of("firm-1"), filing.id);
  ASSERT_TRUE(now);
  EXPECT_EQ(now->version, filing.version);
  EXPECT_EQ(now->declaration, filing.declaration);
}

TEST_F(DeskFiling, IsNotFoundByAnotherFirm) {
  const auto filing = begun();
  const DeskAsker other = of("firm-2");
  EXPECT_EQ(filings_->filing(other, filing.id).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(filings_->change(other, filing.id, setting("/scenario/purpose", 1)).error().code,
            ErrorCode::kNotFound);
  EXPECT_EQ(filings_->submit(other, filing.id, 1).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(filings_->remove(other, filing.id, 1).error().code, ErrorCode::kNotFound);
}

TEST_F(DeskFiling, ThatIsEmptyIsNotHandedInAndPassesNobody) {
  const auto filing = begun();
  const auto done = filings_->submit(of("firm-1"), filing.id, filing.version);
  ASSERT_TRUE(done);
  EXPECT_TRUE(done->case_id.empty());
  EXPECT_FALSE(done->blocking.empty());
  const auto read = intake::read_transfer(filing.declaration, "declaration.json");
  ASSERT_TRUE(read.transfer);
  auto grounds = FilingGrounds::load("tidegate");
  ASSERT_TRUE(grounds);
  const auto today = (*grounds)->of_day(*Date::of(2026, 11, 27));
  const auto checked = check_filing(*read.transfer, {}, nullptr, *today, (*grounds)->looks());
  ASSERT_TRUE(checked);
  const FilingVersion version = filing_version(*checked, today->weights);
  EXPECT_TRUE(version.abstains);
  EXPECT_TRUE(version.important_data);
  EXPECT_GT(version.formal_gaps, 0);
}

TEST_F(DeskFiling, TellsWhereAMissingFactIsAnswered) {
  const auto empty = filings_->check(of("firm-1"), begun().id);
  ASSERT_TRUE(empty);
  ASSERT_EQ(empty->missing.size(), 1U);
  EXPECT_EQ(empty->missing[0].pointer, "/scenario/items");
  const Json declaration =
      parsed(R"({"scenario": {"items": [{"name": "A"}], "recipients": [{"name": "B", "region": "DE"}]}})");
  NewFiling made;
  made.declaration = &declaration;
  const auto filing = filings_->add(of("firm-1"), made);
  ASSERT_TRUE(filing && filing->filing);
  const auto check = filings_->check(of("firm-1"), filing->filing->id);
  ASSERT_TRUE(check);
  const auto ciio = std::find_if(check->missing.begin(), check->missing.end(),
                                 [](const auto& missing) { return missing.fact == "exporter.ciio"; });
  ASSERT_NE(ciio, check->missing.end());
  EXPECT_EQ(ciio->pointer, "/processor/ciio");
  EXPECT_GT(check->needed(), check->answered());
  EXPECT_FALSE(check->can_submit);
}

TEST_F(DeskFiling, OpensOneRecipientsQuestionsByALinkUntilTheListMoves) {
  const Json declaration = parsed(
      R"({"scenario": {"recipients": [{"name": "A", "region": "DE"}, {"name": "B", "region": "SG"}]}})");
  NewFiling made;
  made.declaration = &declaration;
  const auto filing = filings_->add(of("firm-1"), made);
  ASSERT_TRUE(filing && filing->filing);
  DeskRecipients recipients(desk_->parts(), *filings_);
  const auto link = recipients.add(of("firm-1"), filing->filing->id, {.recipient = 1, .days = 1});
  ASSERT_TRUE(link);
  const auto part = recipients.part(link->token);
  ASSERT_TRUE(part);
  EXPECT_EQ(part->values, R"({"/scenario/recipients/1/name":"B","/scenario/recipients/1/region":"SG"})");
  const auto foreign =
      recipients.change(link->token, setting("/scenario/recipients/0/address", part->version));
  ASSERT_TRUE(foreign);
  EXPECT_FALSE(foreign->part);
  const auto own = recipients.change(link->token, setting("/scenario/recipients/1/address", part->version));
  ASSERT_TRUE(own && own->part);
  FilingEdit moved;
  moved.version = own->part->version;
  moved.remove = {"/scenario/recipients/0"};
  ASSERT_TRUE(filings_->change(of("firm-1"), filing->filing->id, moved));
  EXPECT_EQ(recipients.part(link->token).error().code, ErrorCode::kNotFound);
}

TEST_F(DeskFiling, OfAFirmThatIsDisabledNobodyComesInAndItsLinksAreShut) {
  const Json declaration = parsed(R"({"scenario": {"recipients": [{"name": "A", "region": "DE"}]}})");
  NewFiling made;
  made.declaration = &declaration;
  const auto filing = filings_->add(of("firm-1"), made);
  ASSERT_TRUE(filing && filing->filing);
  DeskRecipients recipients(desk_->parts(), *filings_);
  const auto link = recipients.add(of("firm-1"), filing->filing->id, {.recipient = 0, .days = 1});
  ASSERT_TRUE(link);
  AccountRow account;
  account.id = "a1";
  account.login = "lin";
  account.tenant = TenantId("firm-1");
  account.roles = "filer";
  account.password_hash = desk::hashed("a long enough word").value();
  account.document = "{}";
  std::string token;
  const auto disable = [&](bool is_disabled) {
    const auto done = desk_->parts().store->transact([&](DeskTransaction& t) -> Result<bool> {
      auto firm = t.tenant(Reach::of_whole_desk(), "firm-1");
      if (!firm) return fail(firm.error());
      firm->is_disabled = is_disabled;
      if (auto kept = t.change_tenant(*firm); !kept) return fail(kept.error());
      return true;
    });
    ASSERT_TRUE(done) << done.error().what;
  };
  ASSERT_TRUE(desk_->parts().store->transact([&](DeskTransaction& t) -> Result<bool> {
    if (auto added = t.add_account(account); !added) return fail(added.error());
    return true;
  }));
  const SignInAsk asked{"lin", "a long enough word", {}};
  const auto in = desk_->sign_in(asked);
  ASSERT_TRUE(in && in->answer == SignInAnswer::kWelcome);
  token = in->session->token;
  EXPECT_TRUE(*desk_->who_asks(token));
  disable(true);
  EXPECT_FALSE(*desk_->who_asks(token)) << "at once";
  EXPECT_EQ(recipients.part(link->token).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(recipients.hand_over(link->token).error().code, ErrorCode::kNotFound);
  const auto again = desk_->sign_in(asked);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->answer, SignInAnswer::kWrong) << "and it is not told why";
  disable(false);
  EXPECT_TRUE(*desk_->who_asks(token));
  EXPECT_TRUE(recipients.part(link->token));
}

TEST(RecipientLinks, KnowWhatMovesAList) {
  const auto removing = [](const char* pointer) {
    FilingEdit edit;
    edit.remove = {pointer};
    return desk::moves_recipients(edit);
  };
  EXPECT_TRUE(removing("/scenario/recipients/0"));
  EXPECT_TRUE(removing("/scenario"));
  EXPECT_FALSE(removing("/scenario/recipients/0/address"));
  EXPECT_FALSE(removing("/scenario/recipients_statement"));
  EXPECT_TRUE(desk::moves_recipients(setting("/scenario/recipients", 1)));
  EXPECT_TRUE(desk::moves_recipients(setting("/scenario/recipients/1", 1)));
  EXPECT_FALSE(desk::moves_recipients(setting("/scenario/recipients/-", 1)));
  EXPECT_FALSE(desk::moves_recipients(setting("/scenario/recipients/1/name", 1)));
}

TEST(FilingPrefill, BringsThePersonsThatWereCountedToWhereTheyAreAsked) {
  const auto persons = [](const std::string& rows, const std::string& totals) {
    intake::Document tree;
    tree.is_json = true;
    tree.root = desk::tree_of_assessment(
        parsed(R"({"transfer": {"data": [)" + rows + R"(]}, "profile": {"totals": {)" + totals +
               R"(}, "files": [{"columns": [{"name": "手机号", "sensitivity": "pi"}]}]}})"));
    desk::complete_declaration(tree.root);
    const auto read = intake::read_transfer(tree, "declaration.json");
    EXPECT_TRUE(read.transfer) << rows;
    return read.transfer ? read.transfer->scenario.persons : PersonTotals{};
  };
  const PersonTotals one =
      persons(R"({"personal": true, "sensitive": false, "under14": false, "subjects": 299986})",
              R"("persons": 299986, "with_sensitive": 0, "rows_without_identifier": 0)");
  EXPECT_EQ(one, (PersonTotals{299'986, 0, {}, "distinct_persons"}));
  const PersonTotals both = persons(
      R"({"personal": true, "sensitive": true, "under14": false, "subjects": 2, "counted_as_sensitive": 0},)"
      R"({"personal": true, "sensitive": false, "under14": false, "subjects": 3, "counted_as_sensitive": 2})",
      R"("persons": 3, "with_sensitive": 2, "rows_without_identifier": 4)");
  EXPECT_EQ(both, (PersonTotals{3, 2, {}, ""})) << "four rows are of nobody who was counted";
  EXPECT_EQ(
      persons(R"({"subjects": 5})", R"("persons": 5, "with_sensitive": 0, "rows_without_identifier": 0)"),
      PersonTotals{})
      << "of what class they are is open";
  const std::string whole = R"("persons": 200, "with_sensitive": 0, "rows_without_identifier": 0)";
  EXPECT_EQ(persons(R"({"personal": true, "sensitive": false, "subjects": 200})", whole),
            (PersonTotals{200, {}, {}, ""}))
      << "who is a child is open";
  EXPECT_EQ(persons(R"({"personal": true, "under14": false, "subjects": 200})", whole),
            (PersonTotals{200, {}, {}, ""}))
      << "what is sensitive is open";
  EXPECT_EQ(persons(R"({"personal": true, "sensitive": false, "under14": false, "subjects": 100})",
                    R"("persons": 5000, "with_sensitive": 4000, "rows_without_identifier": 0)"),
            PersonTotals{})
      << "the scan found what no row says";
  EXPECT_EQ(persons(R"({"personal": false})", whole), PersonTotals{});
}

TEST(FilingPrefill, LeavesPersonsOpenWhereTheScanFoundMoreThanTheRowsSay) {
  const auto persons = [](const std::string& rows) {
    intake::Document tree;
    tree.is_json = true;
    tree.root =
        desk::tree_of_assessment(parsed(R"({"transfer": {"data": [)" + rows +
                                        R"(]}, "profile": {"totals": {"persons": 5000, "with_sensitive": 4000,
               "rows_without_identifier": 0}, "files": [{"columns": [{"name": "手机号", "sensitivity": "pi"}]}]}})"));
    desk::complete_declaration(tree.root);
    const auto read = intake::read_transfer(tree, "declaration.json");
    return read.transfer ? read.transfer->scenario.persons : PersonTotals{};
  };
  const auto row = [](bool sensitive, const std::string& count) {
    return std::string(R"({"personal": true, "under14": false, "sensitive": )") +
           (sensitive ? "true" : "false") + (count.empty() ? "" : R"(, "subjects": )" + count) + "}";
  };
  EXPECT_EQ(persons(row(true, "5") + "," + row(false, "100")), PersonTotals{});
  EXPECT_EQ(persons(row(true, "5")), PersonTotals{});
  EXPECT_EQ(persons(row(true, "5") + R"(, {"personal": false})"), PersonTotals{});
  EXPECT_EQ(persons(row(true, "") + "," + row(false, "100")), (PersonTotals{{}, 4'000, {}, ""}));
  EXPECT_EQ(persons(row(true, "4000") + "," + row(false, "1000")),
            (PersonTotals{1'000, 4'000, {}, "distinct_persons"}));
}

TEST(FilingPrefill, TakesSeveralSensitiveRowsForTheSamePersonsWhereTheyMayBe) {
  const auto persons = [](int sensitive_rows, int ordinary, const std::string& found) {
    std::string rows;
    for (int i = 0; i < sensitive_rows; ++i)
      rows += R"({"personal": true, "under14": false, "sensitive": true, "subjects": 1000},)";
    rows += R"({"personal": true, "under14": false, "sensitive": false, "subjects": )" +
            std::to_string(ordinary) + "}";
    intake::Document tree;
    tree.is_json = true;
    tree.root = desk::tree_of_assessment(
        parsed(R"({"transfer": {"data": [)" + rows + R"(]}, "profile": {"totals": {"persons": )" + found +
               R"(, "with_sensitive": 1000, "rows_without_identifier": 0}, "files": [{"columns":
               [{"name": "手机号", "sensitivity": "pi"}]}]}})"));
    desk::complete_declaration(tree.root);
    const auto read = intake::read_transfer(tree, "declaration.json");
    return read.transfer ? read.transfer->scenario.persons : PersonTotals{};
  };
  EXPECT_EQ(persons(5, 100, "5000"), (PersonTotals{{}, 1'000, {}, ""}));
  EXPECT_EQ(persons(3, 500, "3500"), (PersonTotals{{}, 1'000, {}, ""}));
  EXPECT_EQ(persons(3, 2500, "3500"), (PersonTotals{2'500, 1'000, {}, "distinct_persons"}));
  EXPECT_EQ(persons(1, 500, "1500"), (PersonTotals{500, 1'000, {}, "distinct_persons"}));
}

TEST(FilingSummary, CountsPersonsAsUnknownWhereGeneralDataMayBeOfSome) {
  using Basis = intake::ItemReading::Basis;
  Transfer transfer;
  transfer.items.resize(1);
  transfer.items[0].item_class = "GENERAL";
  transfer.items[0].row = 0;
  transfer.facts.items.resize(1);
  transfer.facts.items[0].set("personal", false);
  const auto is_unknown = [&](std::vector<intake::ItemReading> readings) {
    const std::string text = desk::summary_text(transfer, readings, {}, {}, false);
    return text.find(R"("persons_unknown":true)") != std::string::npos;
  };
  EXPECT_FALSE(is_unknown({}));
  EXPECT_FALSE(is_unknown({{0, Basis::kImportant, {"Vulnerability", "漏洞"}}}));
  EXPECT_TRUE(
      is_unknown({{0, Basis::kImportant, {"Genes", "基因"}}, {0, Basis::kPersonal, {"Genes", "基因"}}}));
  EXPECT_TRUE(is_unknown({{0, Basis::kChild, {}}}));
  EXPECT_TRUE(is_unknown({{0, Basis::kUnread, {}}}));
  EXPECT_TRUE(is_unknown({{0, Basis::kPersonal, {"persons", "个人身份"}, "/scenario/scope"}}));
  const auto is_by_reading = [&](std::vector<intake::ItemReading> readings) {
    const std::string text = desk::summary_text(transfer, readings, {}, {}, false);
    return text.find(R"("persons_by_reading":true)") != std::string::npos;
  };
  EXPECT_FALSE(is_by_reading({}));
  EXPECT_TRUE(is_by_reading({{0, Basis::kChild, {}}}));
  transfer.items[0].item_class = "PI";
  transfer.facts.items[0].set("personal", true);
  EXPECT_TRUE(is_unknown({{0, Basis::kChild, {}, "/scenario/scope"}}));
  EXPECT_FALSE(is_by_reading({{0, Basis::kChild, {}, "/scenario/scope"}})) << "it says no number itself";
  transfer.facts.items[0].set("subjects", std::int64_t{5});
  EXPECT_FALSE(is_unknown({{0, Basis::kListed, {"Diagnosis", "诊断"}}})) << "counted, and asked about";
  EXPECT_TRUE(is_by_reading({{0, Basis::kChild, {}, "/scenario/scope"}}));
}

// A form that says nobody of a class whose items are there says no number.
TEST(FilingSummary, TakesNoZeroForANumberOfPersonsWhoseItemsAreThere) {
  using Count = std::optional<std::int64_t>;
  const auto is_unknown = [](std::vector<bool> sensitive, Count pi, Count spi, Count subjects = {}) {
    Transfer transfer;
    transfer.facts.items.resize(sensitive.size());
    for (std::size_t i = 0; i < sensitive.size(); ++i) {
      transfer.facts.items[i].set("personal", true);
      transfer.facts.items[i].set("sensitive", bool{sensitive[i]});
      if (subjects) transfer.facts.items[i].set("subjects", *subjects);
    }
    transfer.scenario.persons.pi = pi;
    transfer.scenario.persons.spi = spi;
    const std::string text = desk::summary_text(transfer, {}, {}, {}, false);
    return text.find(R"("persons_unknown":true)") != std::string::npos;
  };
  for (const Count& none : {Count(), Count(0)}) {
    for (const Count& other : {Count(), Count(0)}) {
      EXPECT_TRUE(is_unknown({false}, none, other));
      EXPECT_TRUE(is_unknown({true}, none, other));
      EXPECT_TRUE(is_unknown({false, true}, none, other));
      EXPECT_TRUE(is_unknown({false, true}, none, other, 0));
      EXPECT_FALSE(is_unknown({false, true}, none, other, 5));
    }
    EXPECT_TRUE(is_unknown({true}, 5, none)) << "whose data is sensitive is not among the others";
    EXPECT_FALSE(is_unknown({false}, 5, none));
    EXPECT_FALSE(is_unknown({true}, none, 5));
  }
  EXPECT_TRUE(is_unknown({false, true}, {}, 5)) << "of the others it says nothing";
  EXPECT_FALSE(is_unknown({false, true}, 0, 5)) << "the same persons";
  EXPECT_FALSE(is_unknown({false, true}, 7, 5));
}

TEST(FilingPrefill, MakesItemsOfColumnsAndDropsWhatTheFormatHasNot) {
  intake::Document tree;
  tree.is_json = true;
  tree.root = desk::tree_of_assessment(
      parsed(R"({"transfer": {"pi_scale": 7, "recipients": [{"name": null, "region": "SG"}],
      "facts": {"exporter.ciio": false, "made.up": true, "recipient.country": "SG"}, "data": [{"personal": true, "sensitive": true}]},
      "profile": {"files": [{"columns": [{"name": "手机号", "sensitivity": "pi"}, {"name": "n", "sensitivity": "none"},
      {"name": "手机号", "sensitivity": "pi"}, {"name": "病历号", "sensitivity": "spi"}]}]}})"));
  desk::complete_declaration(tree.root);
  const auto read = intake::read_transfer(tree, "declaration.json");
  ASSERT_TRUE(read.transfer) << read.problems.size();
  ASSERT_EQ(read.transfer->items.size(), 2U);
  EXPECT_EQ(read.transfer->items[1].name, "病历号");
  EXPECT_EQ(read.transfer->facts.items.size(), 1U);
  EXPECT_EQ(read.transfer->pi_scale, 7);
  EXPECT_EQ(read.transfer->recipients.at(0).region, "SG");
}

}  // namespace
}  // namespace tidegate
