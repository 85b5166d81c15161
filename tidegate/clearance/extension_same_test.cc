#include "tidegate/clearance/extension_same.h"

#include <gtest/gtest.h>

#include "tidegate/clearance/extension.h"

namespace tidegate::clearance {
namespace {

Transfer transfer() {
  Transfer t;
  t.purpose = "统计分析";
  t.scenario.processing_by_recipient = "统计分析";
  t.retention_to = Date::of(2031, 12, 31).value();
  t.scenario.purpose_ends = Date::of(2031, 6, 30).value();
  t.after_retention = "delete";
  t.recipients.resize(1);
  t.recipients[0].name = "Example Pharma SE";
  t.recipients[0].region = "DE";
  t.recipients[0].role = "entrusted";
  t.recipients[0].incidents = "2025年一次误发，已处置";
  return t;
}

bool names(const ExtensionLine& line, const std::string& place) {
  return line.says.en.find("(" + place + ")") != std::string::npos &&
         line.says.zh.find("（" + place + "）") != std::string::npos;
}

TEST(ExtensionSame, LongerStorageFailsAndShorterDoesNot) {
  struct Field {
    const char* place;
    void (*change)(Transfer&);
    void (*clear)(Transfer&);
  };
  const Field fields[] = {
      {"/scenario/retention/to", [](Transfer& t) { t.retention_to = t.retention_to->plus_days(1); },
       [](Transfer& t) { t.retention_to.reset(); }},
      {"/scenario/purpose_ends",
       [](Transfer& t) { t.scenario.purpose_ends = t.scenario.purpose_ends->plus_days(1); },
       [](Transfer& t) { t.scenario.purpose_ends.reset(); }},
      {"/scenario/retention/after", [](Transfer& t) { t.after_retention = "return"; },
       [](Transfer& t) { t.after_retention.clear(); }}};
  EXPECT_EQ(same_purpose(transfer(), transfer()).holds, Truth::kTrue);
  for (const Field& field : fields) {
    Transfer changed = transfer();
    field.change(changed);
    EXPECT_EQ(same_purpose(transfer(), changed).holds, Truth::kFalse) << field.place;
    EXPECT_TRUE(names(same_purpose(transfer(), changed), field.place)) << field.place;
    Transfer blank = transfer();
    field.clear(blank);
    for (const auto& line : {same_purpose(transfer(), blank), same_purpose(blank, transfer())}) {
      EXPECT_EQ(line.holds, Truth::kUnknown) << field.place;
      EXPECT_TRUE(names(line, field.place)) << field.place;
    }
  }
  Transfer shorter = transfer();
  shorter.retention_to = shorter.retention_to->plus_days(-1);
  shorter.scenario.purpose_ends = shorter.scenario.purpose_ends->plus_days(-1);
  EXPECT_EQ(same_purpose(transfer(), shorter).holds, Truth::kTrue);
}

TEST(ExtensionSame, ARecipientInAnotherRoleIsNotTheSame) {
  EXPECT_EQ(same_recipients(transfer(), transfer()).holds, Truth::kTrue);
  Transfer joint = transfer();
  joint.recipients[0].role = "joint";
  EXPECT_EQ(same_recipients(transfer(), joint).holds, Truth::kFalse);
  EXPECT_TRUE(names(same_recipients(transfer(), joint), "/scenario/recipients/0/role"));
  joint.recipients[0].role.clear();
  EXPECT_EQ(same_recipients(transfer(), joint).holds, Truth::kUnknown);
}

TEST(ExtensionSame, OthersInAStatementAreOtherRecipients) {
  Transfer more = transfer();
  more.scenario.recipients_statement = "另有关联公司二百家";
  EXPECT_EQ(same_recipients(transfer(), more).holds, Truth::kUnknown);
  Transfer fewer = transfer();
  fewer.scenario.recipients_statement = "另有关联公司三家";
  EXPECT_EQ(same_recipients(fewer, more).holds, Truth::kFalse);
  EXPECT_EQ(same_recipients(more, more).holds, Truth::kTrue);
}

// One company abroad in two roles, each with its own use.
TEST(ExtensionSame, WhoIsNamedTwiceSwapsNeitherRoleNorUse) {
  const auto with = [](std::vector<std::pair<std::string, std::string>> roles) {
    Transfer t = transfer();
    const Recipient one = t.recipients.at(0);
    t.recipients.clear();
    for (auto& [role, use] : roles) {
      t.recipients.push_back(one);
      t.recipients.back().role = role;
      t.recipients.back().use_and_method = use;
    }
    return t;
  };
  const auto holds = [](const Transfer& approved, const Transfer& now) {
    return same_recipients(approved, now).holds == Truth::kTrue &&
           same_purpose(approved, now).holds == Truth::kTrue;
  };
  const Transfer approved = with({{"independent", "仅存储"}, {"entrusted", "营销分析"}});
  EXPECT_TRUE(holds(approved, approved));
  EXPECT_TRUE(holds(approved, with({{"entrusted", "营销分析"}, {"independent", "仅存储"}})))
      << "another order";
  EXPECT_FALSE(holds(approved, with({{"independent", "营销分析"}, {"entrusted", "仅存储"}})));
  EXPECT_FALSE(holds(approved, with({{"independent", "营销分析"}, {"independent", "营销分析"}})));
}

TEST(ExtensionSame, AnotherIncidentOfARecipientIsForAPersonToWeigh) {
  const Transfer approved = transfer();
  Transfer now = transfer();
  ExtensionFacts facts;
  facts.approved = &approved;
  facts.now = &now;
  facts.major_incidents = 0;
  facts.other_changes.emplace();
  const auto line = [&] { return extension_test(facts).lines.at(8); };
  EXPECT_EQ(line().holds, Truth::kTrue);
  for (const char* none : {"无", " None ", "未发生"}) {
    now.recipients[0].incidents = none;
    EXPECT_EQ(line().holds, Truth::kTrue) << none;
  }
  now.recipients[0].incidents = "2027年发生泄露";
  EXPECT_EQ(line().holds, Truth::kUnknown);
  EXPECT_TRUE(line().a_person_settles);
  EXPECT_FALSE(line().ask.empty());
  EXPECT_TRUE(names(line(), "/scenario/recipients/0/incidents"));
  EXPECT_EQ(line().says.zh.find("泄露"), std::string::npos);
  now.recipients[0].incidents.clear();
  EXPECT_EQ(line().holds, Truth::kUnknown);
  EXPECT_FALSE(line().a_person_settles);
  now.recipients[0].incidents = "2027年发生泄露";
  facts.major_incidents = 1;
  EXPECT_EQ(line().holds, Truth::kFalse);
}

}  // namespace
}  // namespace tidegate::clearance
