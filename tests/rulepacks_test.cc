// Holds every rule pack of the repository to its cases: labelled lines (routes.jsonl) and cases as lawyers
// write them.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "tidegate/law/analysis.h"
#include "tidegate/law/case_file.h"
#include "tidegate/law/decide.h"
#include "tidegate/pilot/routes.h"

namespace tidegate {
namespace {

namespace fs = std::filesystem;

std::string read(const fs::path& path) {
  std::stringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

std::vector<fs::path> sorted(const fs::path& folder) {
  std::vector<fs::path> found;
  for (const auto& entry : fs::directory_iterator(folder)) found.push_back(entry.path());
  std::sort(found.begin(), found.end());
  return found;
}

std::vector<fs::path> pack_folders() {
  std::vector<fs::path> found;
  for (const fs::path& folder : sorted(TIDEGATE_SOURCE_DIR "/rulepacks")) {
    if (fs::exists(folder / "pack.json")) found.push_back(folder);
  }
  return found;
}

class RulePacks : public testing::TestWithParam<fs::path> {
 protected:
  void SetUp() override {
    auto parsed = law::parse_pack(read(GetParam() / "pack.json"));
    ASSERT_TRUE(parsed.has_value()) << parsed.error().where << ": " << parsed.error().what;
    pack = std::move(*parsed);
  }
  law::RulePack pack;
};

std::string pack_name(const testing::TestParamInfo<fs::path>& info) { return info.param.filename().string(); }
INSTANTIATE_TEST_SUITE_P(Every, RulePacks, testing::ValuesIn(pack_folders()), pack_name);

// The packs of laws for which labelled lines were published; case files alone hold the others.
std::vector<fs::path> labelled_packs() {
  std::vector<fs::path> folders = pack_folders();
  std::erase_if(folders,
                [](const fs::path& folder) { return !fs::exists(folder / "cases" / "routes.jsonl"); });
  return folders;
}

class LabelledPacks : public RulePacks {};
INSTANTIATE_TEST_SUITE_P(Every, LabelledPacks, testing::ValuesIn(labelled_packs()), pack_name);

TEST_P(LabelledPacks, RouteTheirCasesWithoutAFault) {
  const fs::path lines = GetParam() / "cases" / "routes.jsonl";
  const auto cases = parse_labelled_cases(read(lines), lines.string());
  ASSERT_TRUE(cases.has_value()) << cases.error().where << ": " << cases.error().what;
  std::vector<std::pair<LabelledRoute, Opinion>> answers;
  for (const LabelledCase& one : *cases)
    answers.emplace_back(one.label, law::decide(pack, one.facts, one.as_of));
  const RouteScore score = score_routes(answers);
  for (const RouteError& e : score.errors) {
    ADD_FAILURE() << e.id << ": " << e.field << " is " << e.got << ", expected " << e.expected;
  }
  EXPECT_EQ(score.false_ease, 0);
  EXPECT_LE(score.legal_basis_extra, score.cases);
  EXPECT_LE(score.obligations_extra, score.cases);
}

TEST_P(RulePacks, MeetsItsCases) {
  std::size_t met = 0;
  for (const fs::path& file : sorted(GetParam() / "cases")) {
    if (file.extension() != ".case") continue;
    const auto cases = law::parse_case_file(read(file), file.filename().string());
    ASSERT_TRUE(cases.has_value()) << cases.error().where << ": " << cases.error().what;
    for (const law::PackCase& one : *cases) {
      for (const std::string& fault : law::unmet(one, law::decide(pack, one.facts, one.as_of))) {
        ADD_FAILURE() << file.filename().string() << ": " << one.title << ": " << fault;
      }
      ++met;
    }
  }
  EXPECT_GT(met, 0U);
}

std::vector<FactValue> other_values(const law::FactDef& fact) {
  switch (fact.type) {
    case law::FactType::kBool:
      return {FactValue{true}};
    case law::FactType::kInt:
      return {FactValue{std::int64_t{1}}, FactValue{std::int64_t{1'000'000'000}}};
    case law::FactType::kEnum: {
      std::vector<FactValue> values;
      for (const std::string& word : fact.values) values.emplace_back(Symbol{word});
      return values;
    }
    case law::FactType::kDate:
    case law::FactType::kSymbol:
      break;
  }
  return {};  // open values: no such fact may be claimed
}

bool is_stricter(const law::RulePack& pack, const std::string& than, const std::string& route) {
  const law::RouteDef* a = pack.route(than);
  const law::RouteDef* b = pack.route(route);
  if (a == nullptr || b == nullptr) return false;
  // Ranks count among procedures; among conditions that the exporter meets alone, none is the harder.
  if (b->route_class != a->route_class) return b->route_class > a->route_class;
  return b->route_class == RouteClass::kProcedure && b->rank > a->rank;
}

// A missing claim reads as no, so it must be safe to forget: stating it may ease, never tighten, and never
// calls a law that was not called.
TEST_P(RulePacks, LetsAClaimOnlyEase) {
  std::vector<std::pair<CaseFacts, Date>> all;
  for (const fs::path& file : sorted(GetParam() / "cases")) {
    if (file.extension() == ".jsonl") {
      const auto cases = parse_labelled_cases(read(file), file.string());
      ASSERT_TRUE(cases.has_value());
      for (const LabelledCase& one : *cases) all.emplace_back(one.facts, one.as_of);
    } else {
      const auto cases = law::parse_case_file(read(file), file.filename().string());
      ASSERT_TRUE(cases.has_value());
      for (const law::PackCase& one : *cases) all.emplace_back(one.facts, one.as_of);
    }
  }
  law::DecideOptions quick;
  quick.proof = quick.advice = false;
  for (const law::FactDef& fact : pack.facts) {
    if (!fact.claimed) continue;
    const std::vector<FactValue> values = other_values(fact);
    EXPECT_FALSE(values.empty()) << fact.id << " has open values and cannot be a claim";
    const bool of_item = fact.scope == law::Scope::kItem;
    for (const auto& [facts, as_of] : all) {
      const auto with = [&, &facts = facts](const FactValue* value) {
        CaseFacts turned = facts;
        const auto state = [&](Facts& into, std::string_view name) {
          into.erase(name);
          if (value != nullptr) into.set(name, *value);
        };
        if (!of_item) state(turned.flow, fact.id);
        for (Facts& item : turned.items) {
          if (of_item) state(item, std::string_view(fact.id).substr(5));
        }
        return turned;
      };
      const CaseFacts without = with(nullptr);
      const std::string before = law::decide(pack, without, as_of, quick).route;
      for (const FactValue& value : values) {
        const CaseFacts claimed = with(&value);
        const std::string after = law::decide(pack, claimed, as_of, quick).route;
        EXPECT_FALSE(is_stricter(pack, before, after)) << fact.id << " = " << to_string(value) << " on "
                                                       << as_of.str() << ": " << before << " -> " << after;
        EXPECT_LE(law::is_called(pack, claimed, as_of), law::is_called(pack, without, as_of)) << fact.id;
      }
    }
  }
}

TEST_P(RulePacks, HasNoGapContradictionDeadRuleOrUnreachableRoute) {
  const auto report = law::check_pack(pack);
  ASSERT_TRUE(report.has_value()) << report.error().what;
  for (const law::PackFault& fault : report->faults) {
    ADD_FAILURE() << law::to_string(fault.kind) << ": " << fault.says.en;
  }
  for (const Text& note : report->notes) ADD_FAILURE() << note.en;
}

}  // namespace
}  // namespace tidegate
