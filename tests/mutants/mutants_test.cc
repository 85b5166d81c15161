// Small wrong changes to every rule pack: each is noticed by some case of the pack, or changes no answer at
// all.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>

#include "tests/mutants/jury.h"

namespace tidegate::law {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> pack_folders() {
  std::vector<fs::path> found;
  for (const auto& entry : fs::directory_iterator(TIDEGATE_SOURCE_DIR "/rulepacks")) {
    if (fs::exists(entry.path() / "pack.json")) found.push_back(entry.path());
  }
  std::sort(found.begin(), found.end());
  return found;
}

class PackMutants : public testing::TestWithParam<fs::path> {};

INSTANTIATE_TEST_SUITE_P(Every, PackMutants, testing::ValuesIn(pack_folders()),
                         [](const auto& pack) { return pack.param.filename().string(); });

TEST_P(PackMutants, AreAllNoticedOrChangeNoAnswer) {
  const Jury jury(GetParam());
  ASSERT_FALSE(jury.notices(jury.pack())) << "a case that the pack itself fails would notice every mutant";
  std::map<Fate, std::size_t> fates;
  for (const Mutation& mutation : mutations(jury.pack())) {
    const Fate fate = jury.judge(mutation);
    fates[fate] += 1;
    if (fate == Fate::kAlive)
      ADD_FAILURE() << mutation.what << ": no case notices; see tests/mutants/mutate_packs.cc";
  }
  EXPECT_GT(fates[Fate::kKilled], 0U);
  RecordProperty("killed", static_cast<int>(fates[Fate::kKilled]));
  RecordProperty("same_law", static_cast<int>(fates[Fate::kSameLaw]));
  RecordProperty("no_pack", static_cast<int>(fates[Fate::kNoPack]));
}

// What the test above rests on: a mutant is noticed, one that says the same in other words is not.
TEST(Jury, TellsAChangedLawFromTheSameLawInOtherWords) {
  const Jury jury(TIDEGATE_SOURCE_DIR "/rulepacks/vn");
  const auto rule = [](RulePack& p, const std::string& id) -> Rule& {
    return *std::find_if(p.rules.begin(), p.rules.end(), [&](const Rule& r) { return r.id == id; });
  };
  const Mutation other_words{
      "", [&](RulePack& p) { rule(p, "vn.20").when.tree = *parse_expr("any(item: item.personal) or true"); }};
  const Mutation other_law{"", [&](RulePack& p) { rule(p, "vn.20").cites = {"VN-Decree-13-2023 art.25"}; }};
  const Mutation no_pack{"", [&](RulePack& p) { rule(p, "vn.20").cites = {"nowhere"}; }};
  EXPECT_EQ(jury.judge(other_words), Fate::kSameLaw);
  EXPECT_EQ(jury.judge(no_pack), Fate::kNoPack);
  const Mutation removed{"", [&](RulePack& p) { rule(p, "vn.exempt").then.route = "filing_required"; }};
  EXPECT_EQ(jury.judge(removed), Fate::kKilled);
  EXPECT_EQ(jury.judge(other_law), Fate::kSameLaw);  // the decree's article leads on to the law's
}

}  // namespace
}  // namespace tidegate::law
