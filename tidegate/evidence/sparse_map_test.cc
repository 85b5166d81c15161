#include "tidegate/evidence/sparse_map.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <map>
#include <string>

namespace tidegate::evidence {
namespace {

const Sha256TreeHasher kHasher;

Hash named(const std::string& name) { return sha256(name); }

using Plain = std::map<MapKey, Hash>;

bool bit(const MapKey& key, int depth) {
  const auto d = static_cast<std::size_t>(depth);
  return ((key[d / 8] >> (7 - d % 8)) & 1) != 0;
}

// The plain twin: the definition in sparse_map.h, by full recursion over all leaves.
Hash twin(const Plain& all, int depth = 0) {
  if (all.empty()) return kHasher.empty();
  if (all.size() == 1) {
    std::string octets(all.begin()->first.begin(), all.begin()->first.end());
    octets.append(all.begin()->second.begin(), all.begin()->second.end());
    return kHasher.leaf(octets);
  }
  Plain halves[2];
  for (const auto& [key, value] : all) halves[bit(key, depth) ? 1 : 0][key] = value;
  return kHasher.parent(twin(halves[0], depth + 1), twin(halves[1], depth + 1));
}

TEST(SparseMap, HasTheRootOfItsTwinAtEverySize) {
  SparseMap map(kHasher);
  Plain plain;
  EXPECT_EQ(map.root(), twin(plain));
  for (int i = 0; i < 300; ++i) {
    const MapLeaf leaf{named("k" + std::to_string(i)), named("v" + std::to_string(i))};
    map.put({leaf});
    plain[leaf.key] = leaf.value;
    ASSERT_EQ(map.root(), twin(plain)) << i;
    ASSERT_EQ(map.size(), plain.size());
  }
}

// Keys that share long beginnings: few bits vary, at the front and at the very end.
MapKey crowded(int n) {
  MapKey key{};
  key[0] = static_cast<std::uint8_t>((n & 3) << 6);
  key[31] = static_cast<std::uint8_t>((n >> 2) & 15);
  return key;
}

TEST(SparseMap, HasTheRootOfItsTwinForAnyBatchesAndOrder) {
  EXPECT_TRUE(rc::check([] {
    SparseMap map(kHasher);
    Plain plain;
    const int batches = *rc::gen::inRange(1, 6);
    for (int b = 0; b < batches; ++b) {
      std::vector<MapLeaf> batch;
      const int size = *rc::gen::inRange(0, 12);
      for (int i = 0; i < size; ++i) {
        const int n = *rc::gen::inRange(0, 64);
        const MapKey key = *rc::gen::arbitrary<bool>() ? crowded(n) : named(std::to_string(n));
        batch.push_back({key, named(std::to_string(*rc::gen::inRange(0, 1000)))});
        plain[key] = batch.back().value;
      }
      map.put(batch);
      RC_ASSERT(map.root() == twin(plain));
    }
    for (int n = 0; n < 64; ++n) {
      for (const MapKey& key : {crowded(n), named(std::to_string(n))}) {
        const auto at = plain.find(key);
        const MapProof proof = map.prove(key);
        RC_ASSERT(map.find(key).has_value() == (at != plain.end()));
        RC_ASSERT(is_not_in_map(kHasher, map.root(), key, proof) == (at == plain.end()));
        if (at == plain.end()) continue;
        RC_ASSERT(is_in_map(kHasher, map.root(), {key, at->second}, proof));
        RC_ASSERT(!is_in_map(kHasher, map.root(), {key, named("another")}, proof));
      }
    }
  }));
}

TEST(SparseMap, RefusesEveryDamagedProof) {
  SparseMap map(kHasher);
  std::vector<MapLeaf> all;
  for (int i = 0; i < 1000; ++i)
    all.push_back({named("k" + std::to_string(i)), named("v" + std::to_string(i))});
  map.put(all);
  const Hash root = map.root();
  for (int i = 0; i < 1010; i += 5) {
    const MapKey key = named("k" + std::to_string(i));
    const Hash value = named("v" + std::to_string(i));
    const MapProof proof = map.prove(key);
    const bool stands = i < 1000;
    ASSERT_EQ(is_in_map(kHasher, root, {key, value}, proof), stands);
    ASSERT_EQ(is_not_in_map(kHasher, root, key, proof), !stands);
    const auto holds = [&](const MapProof& p) {
      return is_in_map(kHasher, root, {key, value}, p) || is_not_in_map(kHasher, root, key, p);
    };
    for (std::size_t at = 0; at < proof.path.size(); ++at) {
      MapProof other = proof;
      other.path[at][at % 32] ^= 1;
      EXPECT_FALSE(holds(other));
      other = proof;
      other.path.erase(other.path.begin() + static_cast<std::ptrdiff_t>(at));
      EXPECT_FALSE(holds(other));
    }
    MapProof other = proof;
    other.path.push_back(kHasher.empty());
    EXPECT_FALSE(holds(other));
    other.path.resize(257);
    EXPECT_FALSE(holds(other));
    other = proof;
    if (other.other) {
      other.other->value[0] ^= 1;
    } else {
      other.other = MapLeaf{key, value};
    }
    EXPECT_FALSE(holds(other));
  }
}

// What is absent is not shown absent by a leaf that stands elsewhere, and what stands is never shown absent.
TEST(SparseMap, NoLeafShowsAnotherKeyAbsentElsewhere) {
  SparseMap map(kHasher);
  map.put({{crowded(0), named("a")}, {crowded(1), named("b")}, {crowded(2), named("c")}});
  const MapProof of_second = map.prove(crowded(1));
  for (int n = 0; n < 3; ++n) {
    MapProof lie = of_second;
    lie.other = MapLeaf{crowded(1), named("b")};
    EXPECT_FALSE(is_not_in_map(kHasher, map.root(), crowded(n), lie)) << n;
  }
}

TEST(SparseMap, TheNewestRecordOfASubjectStandsAndEarlierStatesAreMadeAgain) {
  std::vector<Entry> entries;
  for (int i = 0; i < 200; ++i) {
    RecordEntry entry;
    entry.subject[0] = static_cast<std::uint8_t>(i % 17);
    entry.actor = "k";
    entry.time_ms = i;
    entry.status = i % 5 == 0 ? RecordStatus::kRevoked : RecordStatus::kLive;
    entries.emplace_back(entry);
    if (i % 50 == 49) entries.emplace_back(StateEntry{});
  }
  const auto leaf = [&](std::size_t i) { return kHasher.leaf(*write_entry(entries[i])); };
  MapOfLog running(kHasher);
  std::vector<std::pair<std::size_t, Hash>> roots;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    running.add(i, leaf(i), entries[i]);
    if (std::holds_alternative<StateEntry>(entries[i])) roots.emplace_back(i, running.settle());
  }
  for (const auto& [size, root] : roots) {
    MapOfLog again(kHasher);
    std::map<MapKey, Newest> newest;
    for (std::size_t i = 0; i < size; ++i) {
      again.add(i, leaf(i), entries[i]);
      if (const auto* record = std::get_if<RecordEntry>(&entries[i]))
        newest[map_key(record->subject)] = {i, leaf(i), record->status};
    }
    EXPECT_EQ(again.settle(), root);
    EXPECT_EQ(again.map().size(), 17U);
    for (const auto& [key, is] : newest)
      EXPECT_TRUE(is_in_map(kHasher, root, {key, map_value(is)}, again.map().prove(key)));
  }
}

// The proofs are as short as the map is large: some log2 of it.
TEST(SparseMap, ProofsAreShort) {
  SparseMap map(kHasher);
  std::vector<MapLeaf> all;
  for (int i = 0; i < 20'000; ++i) all.push_back({named(std::to_string(i)), named("v")});
  map.put(all);
  std::size_t hashes = 0;
  for (const MapLeaf& leaf : all) hashes += map.prove(leaf.key).path.size();
  EXPECT_LT(hashes / all.size(), 18U);
}

}  // namespace
}  // namespace tidegate::evidence
