// The sweep of a pack: it finds what is wrong in small packs, and agrees with the plain reading on random
// cases.
#include "tidegate/law/analysis.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>

#include "tidegate/law/case_space.h"
#include "tidegate/law/decide.h"
#include "tidegate/law/plain_evaluator.h"
#include "tidegate/law/plan.h"

namespace tidegate::law {
namespace {

// A pack about one number and one boolean; `rules` as JSON text.
std::string small_text(const std::string& rules) {
  return R"({"format": "tidegate-pack/1", "id": "x", "version": "1", "law": "X",
    "title": {"en": "x", "zh": "x"}, "from": "2020-01-01", "reviewed_until": "2026-01-01", "utc_offset_minutes": 0,
    "called_when": "true",
    "routes": [{"id": "free", "rank": 0, "class": "free", "label": {"en": "f", "zh": "f"}},
               {"id": "filing", "rank": 1, "class": "procedure", "label": {"en": "p", "zh": "p"}}],
    "instruments": [{"id": "L", "title": {"en": "l", "zh": "l"}, "grade": "T"}],
    "provisions": [{"code": "L art.1", "instrument": "L", "says": {"en": "s", "zh": "s"}, "grade": "T", "source": "s"},
                   {"code": "L art.2", "instrument": "L", "from": "2022-01-01", "says": {"en": "s", "zh": "s"}, "grade": "T", "source": "s"}],
    "facts": [{"id": "operator", "type": "bool", "label": {"en": "o", "zh": "o"}, "asserted_by": "exporter"},
              {"id": "before", "type": "int", "label": {"en": "b", "zh": "b"}, "asserted_by": "exporter"},
              {"id": "item.subjects", "type": "int", "label": {"en": "n", "zh": "n"}, "asserted_by": "scan"},
              {"id": "item.personal", "type": "bool", "label": {"en": "p", "zh": "p"}, "asserted_by": "scan"}],
    "counters": [{"id": "persons", "label": {"en": "c", "zh": "c"}, "unit": "persons", "sum": "item.subjects",
                  "where": "item.personal", "plus": ["before"]}],
    "rules": [)" +
         rules + "]}";
}

RulePack small_pack(const std::string& rules) {
  auto pack = parse_pack(small_text(rules));
  EXPECT_TRUE(pack.has_value()) << pack.error().where << ": " << pack.error().what;
  return std::move(*pack);
}

std::string rule(const std::string& id, const std::string& when, const std::string& route,
                 const std::string& more = "") {
  return R"({"id": ")" + id + R"(", "title": {"en": "t", "zh": "t"}, "when": ")" + when +
         R"(", "then": {"route": ")" + route + R"("}, "cites": ["L art.1"])" + more + "}";
}

// "gap", "contradiction a b", ...
std::vector<std::string> faults(const RulePack& pack) {
  std::vector<std::string> found;
  const auto report = check_pack(pack);
  EXPECT_TRUE(report.has_value());
  for (const PackFault& fault : report->faults) {
    std::string text(to_string(fault.kind));
    for (const std::string& s : fault.subjects) text += " " + s;
    found.push_back(text);
  }
  return found;
}

const std::string kSound =
    rule("free", "#persons < 100", "free") + "," + rule("file", "#persons >= 100", "filing");

TEST(CheckPack, FindsNothingInASoundPack) { EXPECT_TRUE(faults(small_pack(kSound)).empty()); }

TEST(CheckPack, ShowsTheOneNumberThatGetsNoRoute) {
  const RulePack pack =
      small_pack(rule("free", "#persons < 100", "free") + "," + rule("file", "#persons > 100", "filing"));
  const auto report = check_pack(pack);
  ASSERT_EQ(report->faults.size(), 1U);
  EXPECT_EQ(report->faults[0].kind, PackFaultKind::kGap);
  ASSERT_TRUE(report->faults[0].witness.has_value());
  const Witness& witness = *report->faults[0].witness;
  PlainEvaluator plain(pack, witness.facts, witness.as_of);
  EXPECT_EQ(plain.route(), "gap");
  EXPECT_EQ(plain.counter("persons").first, 100);
}

TEST(CheckPack, ShowsTheCaseInWhichTwoRoutesStand) {
  const RulePack pack = small_pack(kSound + "," + rule("operators", "operator", "filing"));
  const auto report = check_pack(pack);
  ASSERT_EQ(report->faults.size(), 1U);
  EXPECT_EQ(report->faults[0].subjects, (std::vector<std::string>{"free", "operators"}));
  const Witness& witness = *report->faults[0].witness;
  EXPECT_EQ(PlainEvaluator(pack, witness.facts, witness.as_of).route(), "contradiction");
  EXPECT_EQ(std::count(witness.given.begin(), witness.given.end(), "operator = yes"), 1);
}

TEST(CheckPack, NamesRulesThatNeverStand) {
  EXPECT_EQ(faults(small_pack(kSound + "," + rule("never", "#persons < 5 and #persons > 7", "filing"))),
            std::vector<std::string>{"dead_rule never"});
  EXPECT_EQ(faults(small_pack(
                kSound + "," + rule("beaten", "#persons > 200", "free", R"(, "exception_to": ["file"])") +
                "," + rule("always", "#persons > 150", "filing", R"(, "exception_to": ["beaten"])"))),
            (std::vector<std::string>{"dead_rule beaten", "idle_exception beaten file"}));
}

TEST(CheckPack, NamesExceptionsThatNeverMeetTheirRule) {
  EXPECT_EQ(faults(small_pack(kSound + "," +
                              rule("big", "#persons >= 500", "filing", R"(, "exception_to": ["free"])"))),
            std::vector<std::string>{"idle_exception big free"});
}

TEST(CheckPack, NamesRoutesThatNoCaseHas) {
  EXPECT_EQ(faults(small_pack(rule("free", "#persons < 100 or #persons >= 100", "free"))),
            std::vector<std::string>{"unreachable_route filing"});
}

TEST(CheckPack, NamesRulesWhoseArticlesAreNotInForce) {
  std::string late = kSound;
  late.replace(late.find("L art.1"), 7, "L art.2");
  EXPECT_EQ(faults(small_pack(late)), std::vector<std::string>{"bare_rule free"});
}

// What is asked of items is closed under union: "all personal" and "some not personal" never go together,
// however many items there are, and a counter above zero needs somebody to count.
TEST(CheckPack, KnowsWhichAnswersAboutItemsGoTogether) {
  const std::string rest = rule("free", "all(item: item.personal)", "free") + "," +
                           rule("file", "any(item: not item.personal)", "filing");
  EXPECT_TRUE(faults(small_pack(rest)).empty());
  EXPECT_EQ(
      faults(small_pack(rest + "," +
                        rule("both", "all(item: item.personal) and any(item: not item.personal)", "free"))),
      std::vector<std::string>{"dead_rule both"});
}

// Persons of a part never exceed those of the whole, nor the whole its parts together.
TEST(CheckPack, KnowsHowCountersHangTogether) {
  const std::string counters = R"("counters": [
    {"id": "minors", "label": {"en": "c", "zh": "c"}, "unit": "persons", "sum": "item.subjects", "where": "item.personal and item.minor", "plus": ["before"]},
    {"id": "adults", "label": {"en": "c", "zh": "c"}, "unit": "persons", "sum": "item.subjects", "where": "item.personal and not item.minor", "plus": ["before_adults"]},
    {"id": "persons", "label": {"en": "c", "zh": "c"}, "unit": "persons", "sum": "item.subjects", "where": "item.personal", "plus": ["before", "before_adults"]}],)";
  const auto with = [&](const std::string& when) {
    std::string text =
        small_text(kSound + "," + rule("tested", when, "free", R"(, "exception_to": ["file"])"));
    const std::size_t from = text.find("\"counters\""), to = text.find("\"rules\"");
    text.replace(from, to - from, counters);
    const std::string more =
        R"({"id": "item.minor", "type": "bool", "label": {"en": "m", "zh": "m"}, "asserted_by": "scan"},
      {"id": "before_adults", "type": "int", "label": {"en": "b", "zh": "b"}, "asserted_by": "exporter"},)";
    text.insert(text.find("{\"id\": \"operator\""), more);
    return faults(*parse_pack(text));
  };
  const std::vector<std::string> dead{"dead_rule tested", "idle_exception tested file"};
  EXPECT_EQ(with("#minors >= 100 and #persons < 100"), dead);
  EXPECT_EQ(with("#persons >= 200 and #minors < 100 and #adults < 100"), dead);
  EXPECT_TRUE(with("#persons >= 190 and #minors < 100 and #adults < 100").empty());
}

std::vector<RulePack> repository_packs() {
  std::vector<std::filesystem::path> folders;
  for (const auto& entry : std::filesystem::directory_iterator(TIDEGATE_SOURCE_DIR "/rulepacks"))
    folders.push_back(entry.path());
  std::sort(folders.begin(), folders.end());
  std::vector<RulePack> packs;
  for (const auto& folder : folders) {
    if (!std::filesystem::exists(folder / "pack.json")) continue;
    std::stringstream text;
    text << std::ifstream(folder / "pack.json").rdbuf();
    packs.push_back(*parse_pack(text.str()));
  }
  return packs;
}

// Values at the limits that some condition draws, and in between.
FactValue random_value(const Plan& plan, const FactSlot& slot, const std::vector<FactClass>& classes,
                       std::mt19937& rng) {
  const FactClass& c = classes[rng() % classes.size()];
  if (!c.members.empty()) return fact_value(plan, slot.type, c.members[rng() % c.members.size()]);
  if (slot.type == FactType::kInt && rng() % 2 == 0) {
    constexpr std::array<Value, 9> kNear{0, 1, 100, 1001, 9999, 10000, 99999, 100000, 1000000};
    return fact_value(plan, slot.type, kNear[rng() % kNear.size()]);
  }
  return fact_value(plan, slot.type, rng() % 2 == 0 || c.high == kNoLimit ? c.low : c.high);
}

CaseFacts random_case(const Plan& plan, const Segment& segment, std::mt19937& rng) {
  CaseFacts facts;
  facts.absent = Absent::kNo;
  for (std::size_t s = 0; s < plan.flow_facts.size(); ++s) {
    facts.flow.set(plan.flow_facts[s].name,
                   random_value(plan, plan.flow_facts[s], segment.flow_classes[s], rng));
  }
  facts.items.resize(1 + rng() % 3);
  for (Facts& item : facts.items) {
    for (std::size_t s = 0; s < plan.item_facts.size(); ++s) {
      item.set(plan.item_facts[s].name, random_value(plan, plan.item_facts[s], segment.item_classes[s], rng));
    }
  }
  return facts;
}

TEST(CaseSpace, HoldsEachRandomCaseInExactlyTheRulesThatStandWhenReadPlainly) {
  std::mt19937 rng(2026);
  for (const RulePack& pack : repository_packs()) {
    for (const Segment& segment : pack.plan->segments) {
      CaseSpace space({{&pack, &segment}});
      std::vector<std::pair<const Rule*, SetRef>> sets;
      for (const std::int32_t r : segment.flow_rules) {
        sets.emplace_back(&pack.rules[static_cast<std::size_t>(r)], space.stands(0, r));
      }
      for (int round = 0; round < 40; ++round) {
        const CaseFacts facts = random_case(*pack.plan, segment, rng);
        PlainEvaluator plain(pack, facts, segment.days.from);
        for (const auto& [r, set] : sets) {
          EXPECT_EQ(space.has(set, facts), plain.stands(*r) == Truth::kTrue) << pack.id << " " << r->id;
        }
      }
    }
  }
}

TEST(CaseSpace, FindsForEachRouteACaseThatGetsItWhenReadPlainly) {
  for (const RulePack& pack : repository_packs()) {
    for (const Segment& segment : pack.plan->segments) {
      CaseSpace space({{&pack, &segment}});
      for (std::size_t k = 0; k < pack.routes.size(); ++k) {
        const auto found = space.find(space.route(0, static_cast<std::int32_t>(k)));
        if (!found) continue;
        EXPECT_EQ(PlainEvaluator(pack, found->facts, segment.days.from).route(), pack.routes[k].id);
      }
      EXPECT_EQ(space.unsolved(), 0U) << pack.id;
    }
  }
}

}  // namespace
}  // namespace tidegate::law
