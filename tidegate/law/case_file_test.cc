#include "tidegate/law/case_file.h"

#include <gtest/gtest.h>

namespace tidegate::law {
namespace {

constexpr std::string_view kFile = R"(# a remark
case Sold below the number
as of 2025-06-05
given exporter.ciio = no
given recipient.country = DE
given facts.contract_date = 2020-05-01
given data[0].subjects = 10000
given data[0].exemption_facts.necessary = unknown
given data[1].personal = yes
expect route = exempt
expect cites A art.1(2), B s.3
expect no duties separate_consent
expect exemptions = none
expect authority = none
expect validity_months = 36
)";

PackCase only_case() { return parse_case_file(kFile, "a.case")->at(0); }

Opinion opinion() {
  Opinion o;
  o.route = "exempt";
  o.legal_basis = {"C art.9", "B s.3", "A art.1(2)"};
  o.authority = "none";
  o.validity_months = 36;
  return o;
}

std::string error_of(std::string text) {
  const auto read = parse_case_file(text, "a.case");
  return read ? "" : read.error().where + ": " + read.error().what;
}

TEST(CaseFile, ReadsFactsByTheirKind) {
  const PackCase c = only_case();
  EXPECT_EQ(c.title, "Sold below the number");
  EXPECT_EQ(c.as_of.str(), "2025-06-05");
  EXPECT_EQ(c.facts.absent, Absent::kNo);
  EXPECT_EQ(*c.facts.flow.find("exporter.ciio"), FactValue(false));
  EXPECT_EQ(*c.facts.flow.find("recipient.country"), FactValue(Symbol{"DE"}));
  EXPECT_EQ(*c.facts.flow.find("facts.contract_date"), FactValue(*Date::of(2020, 5, 1)));
  ASSERT_EQ(c.facts.items.size(), 2U);
  EXPECT_EQ(*c.facts.items[0].find("subjects"), FactValue(std::int64_t{10000}));
  EXPECT_TRUE(is_unknown(*c.facts.items[0].find("exemption_facts.necessary")));
  EXPECT_EQ(*c.facts.items[1].find("personal"), FactValue(true));
}

TEST(CaseFile, IsMetByAnOpinionThatHoldsWhatIsExpected) {
  EXPECT_TRUE(unmet(only_case(), opinion()).empty());
}

TEST(CaseFile, NamesTheLineThatIsNotMet) {
  Opinion o = opinion();
  o.route = "prohibited";
  o.legal_basis = {"A art.1(2)"};
  o.obligations = {{"separate_consent", {}, {}}};
  o.exemptions = {"x"};
  o.validity_months = 24;
  EXPECT_EQ(unmet(only_case(), o),
            (std::vector<std::string>{"line 10: route is prohibited, expected exempt",
                                      "line 11: cites is A art.1(2), expected among them A art.1(2), B s.3",
                                      "line 12: duties is separate_consent, not expected separate_consent",
                                      "line 13: exemptions is x, expected none",
                                      "line 15: validity_months is 24, expected 36"}));
}

TEST(CaseFile, RefusesWhatItCannotReadAndSaysWhere) {
  EXPECT_EQ(error_of("given a = 1"), "a.case:1: stands before the first \"case\"");
  EXPECT_EQ(error_of("case x\nas of 2025-02-30\n"), "a.case:2: 2025-02-30 is not a day of the calendar");
  EXPECT_EQ(error_of("case x\nas of 2025-02-03\n"), "a.case:2: the case \"x\" expects nothing");
  EXPECT_EQ(error_of("case x\nexpect route = a\n"), "a.case:2: the case \"x\" has no day");
  EXPECT_EQ(error_of("case x\ngiven a = 1\ngiven a = 2"), "a.case:3: \"a\" is given a second time");
  EXPECT_EQ(error_of("case x\ngiven data[1].a = 1"),
            "a.case:2: an item is named data[0].fact, data[1].fact, ...");
  EXPECT_EQ(error_of("case x\nexpect luck = a"), "a.case:2: \"luck\" is nothing to expect");
  EXPECT_EQ(error_of("case x\nexpect cites a,"), "a.case:2: a value is missing behind the comma");
  EXPECT_EQ(error_of("case x\nhope route = a"), "a.case:2: \"hope\" is none of case, as of, given, expect");
}

}  // namespace
}  // namespace tidegate::law
