#include "tidegate/evidence/entry.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "tidegate/base/cbor_reader.h"

namespace tidegate::evidence {
namespace {

Hash hash_of(std::uint8_t octet) {
  Hash out;
  out.fill(octet);
  return out;
}

RecordEntry permit() {
  RecordEntry entry;
  entry.kind = RecordKind::kPermit;
  entry.subject.fill(7);
  entry.parents = {3, 9};
  entry.actor = "ed25519:ab";
  entry.time_ms = 1'795'000'000'000;
  entry.law = hash_of(1);
  entry.fields = {4, hash_of(2)};
  entry.statement = hash_of(3);
  entry.status = RecordStatus::kLive;
  return entry;
}

std::vector<Entry> one_of_each() {
  std::vector<Entry> all;
  for (int kind = 0; kind < 7; ++kind) {
    RecordEntry entry = permit();
    entry.kind = static_cast<RecordKind>(kind);
    entry.status = static_cast<RecordStatus>(kind % 4);
    all.emplace_back(entry);
  }
  RecordEntry bare;
  bare.actor = "a";
  all.emplace_back(bare);
  all.emplace_back(StateEntry{5, hash_of(4), hash_of(5), hash_of(6), 2});
  all.emplace_back(StateEntry{5, hash_of(4), {}, hash_of(6), 0});
  all.emplace_back(KeyEntry{6, "log.example/1+00000000+AAAA", "signature"});
  all.emplace_back(PolicyEntry{7, "quorum none\n", "signature"});
  return all;
}

TEST(Entry, ReadsBackWhatItWrote) {
  for (const Entry& entry : one_of_each()) {
    const auto octets = write_entry(entry);
    ASSERT_TRUE(octets.has_value()) << kind_of(entry) << octets.error().what;
    const auto back = read_entry(*octets, "f");
    ASSERT_TRUE(back.has_value()) << kind_of(entry);
    EXPECT_EQ(*back, entry) << kind_of(entry);
  }
}

// docs/formats/evidence-entry.md shows these octets.
TEST(Entry, HasTheOctetsThatItsFormatShows) {
  RecordEntry entry;
  entry.kind = RecordKind::kPermit;
  entry.actor = "k";
  entry.time_ms = 1;
  const auto octets = write_entry(entry);
  ASSERT_TRUE(octets.has_value());
  EXPECT_EQ(hex({reinterpret_cast<const std::uint8_t*>(octets->data()), octets->size()}),
            "a700"
            "01"
            "01"
            "667065726d6974"
            "02"
            "5000000000000000000000000000000000"
            "03"
            "80"
            "04"
            "616b"
            "05"
            "01"
            "09"
            "646c697665");
}

// One octet flipped in any place: refused, or another entry; never the same one twice.
TEST(Entry, HasOneTextAlone) {
  for (const Entry& entry : one_of_each()) {
    const std::string octets = *write_entry(entry);
    for (std::size_t i = 0; i < octets.size(); ++i) {
      for (int bit = 0; bit < 8; ++bit) {
        std::string other = octets;
        other[i] = static_cast<char>(other[i] ^ (1 << bit));
        const auto back = read_entry(other, "f");
        if (!back) continue;
        EXPECT_NE(*back, entry);
        EXPECT_EQ(*write_entry(*back), other);
      }
      EXPECT_FALSE(read_entry(octets.substr(0, i), "f").has_value());
    }
  }
}

TEST(Entry, RefusesWhatItsKindHasNot) {
  const auto with = [](const Entry& entry, std::uint64_t key, Cbor value) {
    Cbor::Map map = *read_cbor(*write_entry(entry), "f")->as_map();
    map.emplace_back(Cbor::integer(key), std::move(value));
    return read_entry(write_cbor(Cbor::map(map)), "f").has_value();
  };
  EXPECT_FALSE(with(permit(), 10, Cbor::map({})));
  EXPECT_FALSE(with(permit(), 11, Cbor::integer(0)));
  EXPECT_FALSE(with(StateEntry{}, 9, Cbor::text("live")));
  EXPECT_FALSE(with(StateEntry{}, 6, Cbor::bytes(std::string(32, 'x'))));
}

TEST(Entry, RefusesToWriteWhatCouldNotBeRead) {
  RecordEntry entry = permit();
  entry.parents = {9, 3};
  EXPECT_EQ(write_entry(entry).error().code, ErrorCode::kOutOfRange);
  entry.parents = {3, 3};
  EXPECT_FALSE(write_entry(entry).has_value());
  entry.parents.assign(kMostParents + 1, 0);
  EXPECT_FALSE(write_entry(entry).has_value());
  entry = permit();
  entry.actor.clear();
  EXPECT_FALSE(write_entry(entry).has_value());
  entry.actor = "\xff";
  EXPECT_FALSE(write_entry(entry).has_value());
  entry = permit();
  entry.time_ms = -1;
  EXPECT_FALSE(write_entry(entry).has_value());
  EXPECT_FALSE(write_entry(PolicyEntry{1, std::string(70'000, 'x'), ""}).has_value());
}

}  // namespace
}  // namespace tidegate::evidence
