#include "tidegate/pilot/routes.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace tidegate {
namespace {

constexpr const char* kLine =
    R"({"id":"CN-1","title":"t","law":"CN","as_of":"2025-06-05","exporter":{"ciio":null,"sector":"retail"},)"
    R"("lawful_basis":"consent","facts":{"contract_date":"2020-05-01","leaves_mainland":true},)"
    R"("data":[{"sensitive":true,"subjects":500,"exemption_facts":{"necessary":false}},{"subjects":7}],)"
    R"("cumulative_before":{"pi_sensitive":9500},)"
    R"("expected":{"route":"security_assessment","exemptions":[],"authority":"cac","legal_basis":["A art.1","B art.2"],)"
    R"("validity_months":36,"obligations":["pipia"],"gates":["hgr"],"also_allowed":[],)"
    R"("nearest_flip_by_count":{"item":0,"to_subjects":499,"new_route":"scc"},"missing_facts":[]},)"
    R"("source":"s","confidence":0.9})";

LabelledRoute label() { return parse_labelled_case(kLine, "f:1")->label; }

Opinion right_answer() {
  Opinion answer;
  answer.route = "security_assessment";
  answer.authority = "cac";
  answer.legal_basis = {"B art.2", "A art.1"};
  answer.validity_months = 36;
  answer.obligations = {{"pipia", {}, {}}};
  answer.gates = {{"hgr", {}, {}}};
  answer.nearest_flip = CountFlip{0, 499, "scc"};
  return answer;
}

RouteScore score_of(const Opinion& answer) { return score_routes({{label(), answer}}); }

TEST(LabelledCase, FlattensFactsUnderTheirDottedNames) {
  const auto found = parse_labelled_case(kLine, "f:1");
  ASSERT_TRUE(found);
  const Facts& flow = found->facts.flow;
  EXPECT_EQ(found->as_of.str(), "2025-06-05");
  EXPECT_EQ(found->facts.absent, Absent::kNo);
  EXPECT_TRUE(is_unknown(*flow.find("exporter.ciio")));
  EXPECT_EQ(*flow.find("exporter.sector"), FactValue(Symbol{"retail"}));
  EXPECT_EQ(*flow.find("lawful_basis"), FactValue(Symbol{"consent"}));
  EXPECT_EQ(*flow.find("facts.contract_date"), FactValue(*Date::of(2020, 5, 1)));
  EXPECT_EQ(*flow.find("cumulative_before.pi_sensitive"), FactValue(std::int64_t{9500}));
  EXPECT_EQ(flow.find("title"), nullptr);
  EXPECT_EQ(flow.find("source"), nullptr);
  ASSERT_EQ(found->facts.items.size(), 2U);
  EXPECT_EQ(*found->facts.items[0].find("exemption_facts.necessary"), FactValue(false));
  EXPECT_EQ(found->label.subjects, (std::vector<std::int64_t>{500, 7}));
  EXPECT_TRUE(found->label.missing_facts.has_value());
}

TEST(LabelledCase, NamesTheLineThatIsBroken) {
  const auto broken = parse_labelled_cases(std::string(kLine) + "\n\n{\"id\": 1\n", "routes.jsonl");
  ASSERT_FALSE(broken);
  EXPECT_EQ(broken.error().code, ErrorCode::kMalformed);
  EXPECT_EQ(broken.error().where, "routes.jsonl:3");
}

TEST(LabelledRoute, OfAnEuropeanLineTheWholeFlowSaysWhetherItIsPersonal) {
  const auto personal = [](const std::string& law, const std::string& facts) {
    const auto one =
        parse_labelled_case(R"({"id": "x", "law": ")" + law + R"(", "as_of": "2025-06-05", "facts": {)" +
                                facts + R"(}, "data": [{"personal": true}], "expected": {"route": "r"}})",
                            "f:1");
    return one->facts.items.at(0).find("personal") != nullptr;
  };
  EXPECT_FALSE(personal("EU", R"("personal_data": false)"));
  EXPECT_FALSE(personal("EU", R"("personal_data": null)"));
  EXPECT_TRUE(personal("EU", ""));
  EXPECT_TRUE(personal("CN", R"("personal_data": false)"));
}

TEST(LabelledCase, RefusesADayThatDoesNotExistAndAFactThatIsAList) {
  std::string line = kLine;
  EXPECT_FALSE(parse_labelled_case(line.replace(line.find("2025-06-05"), 10, "2025-06-31"), "f:1"));
  line = kLine;
  const auto list = parse_labelled_case(line.replace(line.find("\"retail\""), 8, "[1]"), "f:1");
  ASSERT_FALSE(list);
  EXPECT_EQ(list.error().where, "f:1:/exporter");
}

TEST(RouteScore, IsPerfectForTheLabelItself) {
  const RouteScore score = score_of(right_answer());
  EXPECT_TRUE(score.errors.empty());
  for (const Share& share : {score.routes, score.legal_basis, score.obligations, score.exemptions,
                             score.gates, score.flips, score.undetermined, score.authority, score.validity}) {
    EXPECT_EQ(share.millionths(), 1'000'000);
  }
  EXPECT_EQ(score.false_ease, 0);
}

TEST(RouteScore, CountsAMilderAnswerAsFalseEaseAndUndeterminedAsStricter) {
  Opinion answer = right_answer();
  answer.route = "exempt";
  EXPECT_EQ(score_of(answer).false_ease, 1);
  answer.route = "undetermined";
  EXPECT_EQ(score_of(answer).false_ease, 0);
  EXPECT_EQ(score_of(answer).routes.right, 0);
  for (const char* freeing : {"exempt", "not_covered", "adequacy", "out_of_scope", "free"}) {
    EXPECT_TRUE(is_false_ease("undetermined", freeing)) << freeing;
    EXPECT_FALSE(is_false_ease("exempt", freeing)) << freeing;
  }
  EXPECT_FALSE(is_false_ease("prohibited", "consent"));
}

TEST(RouteScore, RecallsOverAllEntriesAndCountsExtrasApart) {
  Opinion answer = right_answer();
  answer.legal_basis = {"B art.2", "C art.3", "C art.3"};
  const RouteScore score = score_routes({{label(), answer}, {label(), right_answer()}});
  EXPECT_EQ(score.legal_basis.right, 3);
  EXPECT_EQ(score.legal_basis.of, 4);
  EXPECT_EQ(score.legal_basis_extra, 1);
  ASSERT_EQ(score.errors.size(), 1U);
  EXPECT_EQ(score.errors[0].expected, "A art.1");
}

TEST(RouteScore, TakesAnyItemAndDirectionAtTheSameFlipDistance) {
  Opinion answer = right_answer();
  answer.nearest_flip = CountFlip{1, 8, "scc"};
  EXPECT_EQ(score_of(answer).flips.right, 1);
  answer.nearest_flip = CountFlip{0, 498, "scc"};
  EXPECT_EQ(score_of(answer).flips.right, 0);
  answer.nearest_flip = CountFlip{0, 499, "exempt"};
  EXPECT_EQ(score_of(answer).flips.right, 0);
  answer.nearest_flip.reset();
  EXPECT_EQ(score_of(answer).flips.right, 0);
}

TEST(RouteScore, WantsTheSetOfMissingFactsExactly) {
  Opinion answer = right_answer();
  answer.missing_facts = {"exporter.ciio"};
  EXPECT_EQ(score_of(answer).undetermined.right, 0);
  EXPECT_EQ(score_of(answer).undetermined.of, 1);
}

TEST(RouteScore, PrintsTheContractsKeysWithRatiosFromZeroToOne) {
  Opinion wrong = right_answer();
  wrong.route = "exempt";
  const auto json = nlohmann::json::parse(
      to_json(score_routes({{label(), wrong}, {label(), right_answer()}, {label(), right_answer()}})));
  for (const char* key :
       {"cases", "route_accuracy", "false_ease", "legal_basis_recall", "obligations_recall",
        "exemptions_recall", "gates_recall", "also_allowed_recall", "flip_exact", "undetermined_exact",
        "by_law", "errors", "confusion", "legal_basis_extra", "obligations_extra"}) {
    EXPECT_TRUE(json.contains(key)) << key;
  }
  EXPECT_EQ(json["cases"], 3);
  EXPECT_EQ(json["route_accuracy"].dump(), "0.666667");
  EXPECT_EQ(json["exemptions_recall"].dump(), "1.0");
  EXPECT_EQ(json["by_law"]["CN"]["right"], 2);
  EXPECT_EQ(json["confusion"]["security_assessment"]["exempt"], 1);
  EXPECT_EQ(json["errors"][0]["false_ease"], true);
}

}  // namespace
}  // namespace tidegate
