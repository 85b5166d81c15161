#include "tidegate/store/register/subject_file.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>

namespace tidegate {
namespace {

constexpr std::size_t kHead = 8 + 3 * 8 + 16 * 16;
constexpr std::size_t kHash = 32;

std::uint64_t id(std::uint64_t rank, std::uint64_t name) { return rank << SubjectLink::kRankShift | name; }

struct Taken {
  std::vector<SubjectLink> links;
  Result<SubjectsRead> read;
};
Taken read(std::string_view bytes) {
  MemorySource source(bytes);
  std::vector<SubjectLink> links;
  auto read = read_subjects(source, [&](const SubjectLink& link) { links.push_back(link); });
  return {std::move(links), std::move(read)};
}

std::vector<SubjectLink> any_links() {
  std::vector<SubjectLink> links;
  const int n = *rc::gen::inRange(0, 60);
  for (int i = 0; i < n; ++i) {
    const auto rank = *rc::gen::inRange<std::uint64_t>(0, 16);
    SubjectLink link{id(rank, *rc::gen::inRange<std::uint64_t>(1, 12)), 0,
                     *rc::gen::element<std::uint8_t>(0, 1, 3, 8, 9)};
    if (rank > 0 && *rc::gen::arbitrary<bool>())
      link.owner = id(*rc::gen::inRange<std::uint64_t>(0, rank), *rc::gen::inRange<std::uint64_t>(1, 12));
    links.push_back(link);
  }
  return links;
}

TEST(SubjectFile, AnIdentifierThatStandsAloneTakesEightOctets) {
  std::vector<SubjectLink> links;
  for (std::uint64_t i = 1; i <= 1000; ++i) links.push_back({id(6, i), 0, 0});
  EXPECT_EQ(write_subjects(links, {}).size(), kHead + 1000 * 8 + kHash);
  links.push_back({id(7, 5), id(6, 5), 0});
  EXPECT_EQ(write_subjects(links, {}).size(), kHead + 1000 * 8 + 16 + kHash);
}

TEST(SubjectFile, ComesBackWholeWhateverTheOrder) {
  EXPECT_TRUE(rc::check("links", [] {
    std::vector<SubjectLink> links = any_links();
    const Strangers strangers{9, 4, 2};
    const std::string bytes = write_subjects(links, strangers);
    const Taken once = read(bytes);
    RC_ASSERT(once.read.has_value());
    RC_ASSERT(once.read->strangers == strangers);
    // Every owner that was put in comes out, and nothing else.
    for (const SubjectLink& link : links) {
      RC_ASSERT(std::any_of(once.links.begin(), once.links.end(), [&](const SubjectLink& l) {
        return l.id == link.id && (link.owner == 0 || l.owner == link.owner) &&
               (l.marks & link.marks) == link.marks;
      }));
    }
    for (const SubjectLink& l : once.links) {
      RC_ASSERT(std::any_of(links.begin(), links.end(), [&](const SubjectLink& link) {
        return l.id == link.id && l.owner == link.owner;
      }));
    }
    std::reverse(links.begin(), links.end());
    links.insert(links.end(), once.links.begin(), once.links.end());
    RC_ASSERT(write_subjects(links, strangers) == bytes);
  }));
}

TEST(SubjectFile, EveryFlippedBitAndEveryCutIsCorrupt) {
  const std::string bytes = write_subjects(
      {{id(0, 7), 0, 1}, {id(6, 9), id(0, 7), 0}, {id(6, 9), id(3, 2), 0}, {id(6, 11), 0, 0}}, {2, 1, 0});
  ASSERT_TRUE(read(bytes).read.has_value());
  for (std::size_t i = 0; i < bytes.size() * 8; ++i) {
    std::string bad = bytes;
    bad[i / 8] = static_cast<char>(bad[i / 8] ^ 1 << i % 8);
    const Taken taken = read(bad);
    ASSERT_FALSE(taken.read.has_value()) << i;
    ASSERT_EQ(taken.read.error().code, ErrorCode::kCorrupt) << i;
  }
  for (std::size_t n = 0; n < bytes.size(); ++n) ASSERT_FALSE(read(bytes.substr(0, n)).read.has_value()) << n;
  EXPECT_FALSE(read(bytes + "x").read.has_value());
}

}  // namespace
}  // namespace tidegate
