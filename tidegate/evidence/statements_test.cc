#include "tidegate/evidence/statements.h"

#include <gtest/gtest.h>

#include "tidegate/evidence/own_entries_test.h"

namespace tidegate::evidence {
namespace {

using What = FalseEntry::What;
using Scope = Statements::Scope;

const Sha256TreeHasher kHasher;

// In the place of SM3, which this room has not.
class Other final : public TreeHasher {
 public:
  Hash empty() const override { return sha256("other"); }
  Hash leaf(std::string_view entry) const override { return sha256("other" + std::string(entry)); }
  void parents(std::span<const Hash> children, std::span<Hash> out) const override {
    Sha256TreeHasher().parents(children, out);
    for (Hash& each : out) each = leaf(std::string(each.begin(), each.end()));
  }
};
const Other kOther;

Statements read(const std::vector<std::string>& entries, const TreeHasher* sm3 = nullptr,
                std::size_t most = kMostWatchedSubjects) {
  Statements out(kHasher, sm3, most);
  for (const std::string& entry : entries) EXPECT_TRUE(out.take(entry));
  return out;
}

TEST(StatementsOfALog, AreTrueWhereTheyAreWhatTheEntriesGive) {
  OwnEntries own(&kOther);
  for (int i = 0; i < 5; ++i) {
    own.add_records(70);
    own.change();
    own.state();
  }
  const Statements said = read(own.entries, &kOther);
  EXPECT_FALSE(said.first_false());
  EXPECT_EQ(said.scope(), Scope::kAll);
  EXPECT_EQ(said.size(), own.entries.size());
}

TEST(StatementsOfALog, EachPartThatLiesIsNamedWithItsEntry) {
  const std::pair<What, std::function<void(StateEntry&)>> lies[] = {
      {What::kSha256Root, [](StateEntry& state) { state.sha256_root[31] ^= 1; }},
      {What::kSm3Root, [](StateEntry& state) { (*state.sm3_root)[5] ^= 0x80; }},
      {What::kMapRoot, [](StateEntry& state) { state.map_root[0] ^= 1; }},
      {What::kChanges, [](StateEntry& state) { ++state.changes; }},
      {What::kChanges, [](StateEntry& state) { state.changes = 0; }}};
  for (const auto& [what, bend] : lies) {
    OwnEntries own(&kOther);
    own.add_records(20);
    own.change();
    own.state();
    own.add_records(20);
    own.state(bend);
    own.add_records(20);
    own.state();
    const Statements said = read(own.entries, &kOther);
    EXPECT_EQ(said.first_false(), (FalseEntry{42, what}));
    const Text text = told(*said.first_false());
    EXPECT_NE(text.en.find("42"), std::string::npos);
    EXPECT_NE(text.zh.find("42"), std::string::npos);
  }
}

// A map that keeps back what stands newest under a subject: each proof in it holds, and it is a lie.
TEST(StatementsOfALog, AMapThatHidesARevocationIsFalse) {
  OwnEntries own;
  own.add_records(3);
  const Hash before = [&] {
    MapOfLog map(kHasher);
    for (std::size_t i = 0; i < own.entries.size(); ++i)
      map.add(i, kHasher.leaf(own.entries[i]), *read_entry(own.entries[i], "entry"));
    return map.settle();
  }();
  RecordEntry revoked;
  revoked.actor = "desk";
  revoked.status = RecordStatus::kRevoked;
  own.add(revoked);
  own.state([&](StateEntry& state) { state.map_root = before; });
  EXPECT_EQ(read(own.entries).first_false(), (FalseEntry{4, What::kMapRoot}));
}

TEST(StatementsOfALog, AForeignEntryIsFalseInALogOfOursWhereverItStandsAndNothingInAnothers) {
  OwnEntries own;
  own.add_records(2);
  own.entries.push_back("another application's");
  EXPECT_EQ(read(own.entries).first_false(), (FalseEntry{2, What::kEntry}));
  // In front of ours it would blind whoever watches: it is the one that does not belong.
  own.entries.insert(own.entries.begin(), "first");
  EXPECT_EQ(read(own.entries).first_false(), (FalseEntry{0, What::kEntry}));
  const Statements said = read({"another application's", "log", ""});
  EXPECT_FALSE(said.first_false());
  EXPECT_EQ(said.scope(), Scope::kTreeAlone);
}

TEST(StatementsOfALog, GoOnFromWhatWasKeptAsFromTheFirstEntry) {
  OwnEntries own(&kOther);
  for (int i = 0; i < 4; ++i) {
    own.add_records(static_cast<std::size_t>(150 + 40 * i), 300);
    own.change();
    own.state();
  }
  own.state([](StateEntry& state) { state.map_root[9] ^= 1; });
  for (std::size_t cut = 0; cut < own.entries.size(); cut += 50) {
    Statements first =
        read({own.entries.begin(), own.entries.begin() + static_cast<std::ptrdiff_t>(cut)}, &kOther);
    const std::string text = first.to_text();
    auto next = Statements::parse(text, kHasher, &kOther);
    ASSERT_TRUE(next) << cut;
    EXPECT_EQ(next->to_text(), text);
    for (std::size_t i = cut; i < own.entries.size(); ++i) ASSERT_TRUE(next->take(own.entries[i]));
    EXPECT_EQ(next->first_false(), (FalseEntry{own.entries.size() - 1, What::kMapRoot}));
    EXPECT_FALSE(Statements::parse(text, kHasher, nullptr));
  }
}

TEST(StatementsOfALog, EveryChangedOctetOfWhatIsKeptIsSeen) {
  OwnEntries own;
  own.add_records(5);
  own.state();
  const std::string text = read(own.entries).to_text();
  ASSERT_TRUE(Statements::parse(text, kHasher, nullptr));
  for (std::size_t i = 0; i < text.size(); ++i) {
    std::string bad = text;
    bad[i] = static_cast<char>(bad[i] ^ 1);
    EXPECT_FALSE(Statements::parse(bad, kHasher, nullptr)) << i;
    EXPECT_FALSE(Statements::parse(text.substr(0, i), kHasher, nullptr)) << i;
  }
}

TEST(StatementsOfALog, OfTooManySubjectsRootsAndChangesAreStillHeld) {
  OwnEntries own;
  own.add_records(20, 20);
  own.state();
  own.add_records(25, 25);
  own.state([](StateEntry& state) { state.map_root[0] ^= 1; });
  EXPECT_EQ(read(own.entries, nullptr, 20).scope(), Scope::kNoMap);
  EXPECT_FALSE(read(own.entries, nullptr, 20).first_false());
  EXPECT_TRUE(read(own.entries, nullptr, 25).first_false());
  own.state([](StateEntry& state) { ++state.changes; });
  EXPECT_EQ(read(own.entries, nullptr, 20).first_false(), (FalseEntry{47, What::kChanges}));
}

TEST(StatementsOfALog, ARootOfSm3IsNotPassedOverWhereNobodyCanComputeIt) {
  OwnEntries own(&kOther);
  own.state();
  Statements here(kHasher, nullptr);
  EXPECT_EQ(here.take(own.entries[0]).error().code, ErrorCode::kUnavailable);
}

}  // namespace
}  // namespace tidegate::evidence
