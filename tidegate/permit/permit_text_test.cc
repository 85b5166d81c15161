#include "tidegate/permit/permit_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tidegate/base/json.h"
#include "tidegate/permit/decision_text.h"
#include "tidegate/permit/sample_test.h"

namespace tidegate::permit {
namespace {

using testing::HasSubstr;

// The contents with one member of the outermost object replaced by `value`, or taken away.
std::string with(const std::string& contents, const std::string& key, const std::string& value) {
  Json::Object members;
  const Json json = parse_json(contents, "").value();
  for (const auto& member : *json.object()) {
    if (member.first != key) members.push_back(member);
  }
  if (!value.empty()) members.emplace_back(key, parse_json(value, "").value());
  return canonical_text(Json(std::move(members)));
}

std::string fault(const std::string& contents) {
  const auto read = read_permit(contents, "p");
  return read ? "" : read.error().where + " " + read.error().what;
}
std::string fault_with(const std::string& key, const std::string& value) {
  return fault(with(write_permit(sample_permit()), key, value));
}

TEST(PermitText, ReadsBackWhatItWrote) {
  EXPECT_EQ(read_permit(write_permit(sample_permit()), "p").value(), sample_permit());
  const PermitStatus status = sample_status(std::string(64, 'c'));
  EXPECT_EQ(read_status(write_status(status), "s").value(), status);
}

TEST(PermitText, EveryKeyMustBeThereAndNoOther) {
  const std::string good = write_permit(sample_permit());
  const Json json = parse_json(good, "").value();
  for (const auto& [key, value] : *json.object()) {
    EXPECT_THAT(fault(with(good, key, "")), HasSubstr("lacks \"" + key + "\"")) << key;
    EXPECT_NE(fault(with(good, key, "17")), "") << key;
  }
  EXPECT_THAT(fault_with("note", "1"), HasSubstr("does not know the key \"note\""));
}

TEST(PermitText, RefusesAnotherWritingOfTheSame) {
  const std::string good = write_permit(sample_permit());
  EXPECT_THAT(fault(good + "\n"), HasSubstr("to the octet"));
  EXPECT_THAT(fault_with("issued_at", "\"2026-11-01T09:00:00+08:00\""), HasSubstr("to the octet"));
}

TEST(PermitText, RefusesWhatIsNoBound) {
  EXPECT_NE(fault_with("recipients", "[]"), "");
  EXPECT_NE(fault_with("items", "[]"), "");
  EXPECT_NE(fault_with("links", "[]"), "");
  EXPECT_NE(fault_with("purposes", "[]"), "");
  EXPECT_NE(fault_with("destinations", "[\"XX\"]"), "");
  EXPECT_THAT(fault_with("items", R"([{"name":"a","types":[]},{"name":"a","types":[]}])"),
              HasSubstr("twice"));
  EXPECT_NE(fault_with("persons", R"({"per_year":-1,"total":null})"), "");
  EXPECT_NE(fault_with("valid", R"({"from":"2026-11-02","until":"2026-11-02"})"), "");
  EXPECT_NE(fault_with("signers", "[]"), "");
  EXPECT_NE(fault_with("id", "\"../x\""), "");
  EXPECT_NE(fault_with("exporter", R"({"name":"a","uscc":"911100000000000000"})"), "");
  const std::string link =
      R"([{"mode":"api","encryption":"tls1.3","from":{"domains":[],"networks":[]},"to":)";
  EXPECT_NE(fault_with("links", link + R"({"domains":[],"networks":[]}}])"), "");
  EXPECT_NE(fault_with("links", link + R"({"domains":["IN.example"],"networks":[]}}])"), "");
  EXPECT_NE(fault_with("links", link + R"({"domains":[],"networks":["192.0.2.1"]}}])"), "");
  EXPECT_EQ(fault_with("links", link + R"({"domains":[],"networks":["192.0.2.1/32"]}}])"), "");
}

TEST(PermitText, AConditionHasWhatItsKindHas) {
  const auto condition = [](const std::string& rest) {
    return fault_with("conditions", R"([{"id":"c","says":{"en":"x","zh":"某"},)" + rest + "}]");
  };
  EXPECT_EQ(condition(R"("kind":"duty","item":null,"day":null,"octets":null)"), "");
  EXPECT_NE(condition(R"("kind":"duty","item":null,"day":"2027-01-01","octets":null)"), "");
  EXPECT_NE(condition(R"("kind":"met_by","item":null,"day":null,"octets":null)"), "");
  EXPECT_NE(condition(R"("kind":"per_flow_octets","item":null,"day":null,"octets":null)"), "");
  EXPECT_NE(condition(R"("kind":"wish","item":null,"day":null,"octets":null)"), "");
  EXPECT_THAT(condition(R"("kind":"duty","item":"no such","day":null,"octets":null)"),
              HasSubstr("not there"));
}

TEST(PermitText, AStatementThatStopsSomethingSaysWhy) {
  PermitStatus status = sample_status(std::string(64, 'c'));
  status.state = PermitState::kSuspended;
  EXPECT_FALSE(read_status(write_status(status), "s"));
  status.reason = {"audit", "审计"};
  EXPECT_TRUE(read_status(write_status(status), "s"));
  status.valid_until_ms = status.stated_at_ms;
  EXPECT_FALSE(read_status(write_status(status), "s"));
}

TEST(PermitText, ADraftLacksWhatSigningFillsIn) {
  Permit permit = sample_permit();
  const std::string draft = write_draft(permit);
  EXPECT_EQ(draft.find("signers"), std::string::npos);
  permit.signers.clear();
  permit.issued_at_ms = permit.status_needed_from_ms = 0;
  EXPECT_EQ(read_draft(draft, "d").value(), permit);
  EXPECT_EQ(read_draft(write_permit(sample_permit()), "d").value(), sample_permit());
  EXPECT_FALSE(read_draft("[]", "d"));
}

TEST(DecisionText, ReadsBackWhatItWrote) {
  Decision d;
  d.case_id = "C-1";
  d.filing_hash = std::string(64, 'a');
  d.kind = DecisionKind::kPartlyPassed;
  d.items = {{0, "a", ItemVerdict::kAllowedOnConditions, {{"keep it safe", "妥善保管"}}, {}},
             {1, "b", ItemVerdict::kRefused, {}, {"not needed", "无必要"}}};
  d.conditions = {{"report", "报告"}};
  d.steps = {{{"acc-1", "officer", "cyberspace", ""}, "proposes", 1'000}};
  d.decided_on = day("2026-10-30");
  d.valid_until = day("2029-10-30");
  EXPECT_EQ(read_decision(decision_text(d), "d").value(), d);
  EXPECT_FALSE(read_decision(with(decision_text(d), "steps", "[]"), "d"));
  d.items[1].reason = {};
  EXPECT_FALSE(read_decision(decision_text(d), "d"));
}

}  // namespace
}  // namespace tidegate::permit
