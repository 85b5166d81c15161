#include "tidegate/store/evidence_subjects.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <vector>

#include "tidegate/store/temporary_folder_test.h"

namespace tidegate {
namespace {

using Names = std::vector<std::string>;

class Evidence : public testing::Test {
 protected:
  std::string read() const {
    std::ifstream in(file_, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  void write(const std::string& octets) const {
    std::ofstream(file_, std::ios::binary | std::ios::trunc) << octets;
  }
  EvidenceSubjects open() const {
    if (!std::filesystem::exists(file_)) {
      EXPECT_TRUE(EvidenceSubjects::make(file_).has_value());
    }
    auto opened = EvidenceSubjects::open(file_);
    EXPECT_TRUE(opened.has_value()) << opened.error().what;
    return std::move(*opened);
  }
  static EvidenceSubjects::Subject made(EvidenceSubjects& subjects, const std::string& name) {
    return subjects.get_or_make(Names{name})->front();
  }

  TemporaryFolder folder_;
  const std::string file_ = folder_.path() + "/subjects";
};

TEST_F(Evidence, SubjectsAreDrawnOnceAndKept) {
  EvidenceSubjects::Subject first;
  {
    EvidenceSubjects subjects = open();
    const auto made = subjects.get_or_make(Names{"case/a", "case/b", "case/a"});
    ASSERT_TRUE(made.has_value());
    first = made->front();
    EXPECT_EQ((*made)[2].pseudonym, first.pseudonym);
    EXPECT_NE((*made)[1].pseudonym, first.pseudonym);
    EXPECT_NE((*made)[1].secret, first.secret);
    EXPECT_FALSE(subjects.find("case/c").has_value());
  }
  const EvidenceSubjects again = open();
  EXPECT_EQ(again.find("case/a")->pseudonym, first.pseudonym);
  EXPECT_EQ(again.find("case/a")->secret, first.secret);
  EXPECT_EQ(read().find("case/a"), std::string::npos) << "names are kept as their hash";
}

TEST_F(Evidence, ADestroyedSecretIsGoneFromTheFileAndItsSubjectStays) {
  EvidenceSubjects::Subject before;
  {
    EvidenceSubjects subjects = open();
    before = made(subjects, "case/a");
    ASSERT_TRUE(subjects.destroy("case/a").value());
    EXPECT_FALSE(subjects.destroy("case/a").value());
    EXPECT_EQ(subjects.destroy("case/b").error().code, ErrorCode::kNotFound);
    EXPECT_FALSE(made(subjects, "case/a").secret.has_value()) << "nobody makes it a new one";
  }
  const std::string secret(before.secret->begin(), before.secret->end());
  EXPECT_EQ(read().find(secret.substr(0, 8)), std::string::npos);
  EXPECT_FALSE(open().find("case/a")->secret.has_value());
  EXPECT_EQ(open().find("case/a")->pseudonym, before.pseudonym);
}

// A destruction is cut off behind each of its octets: once it has begun, opening ends it.
TEST_F(Evidence, ADestructionThatWasBegunIsEnded) {
  std::string live;
  {
    EvidenceSubjects subjects = open();
    made(subjects, "case/a");
    made(subjects, "case/b");
  }
  live = read();
  ASSERT_TRUE(open().destroy("case/a").value());
  const std::string dead = read();
  std::size_t differing = 0;
  for (std::size_t cut = 0; cut <= dead.size(); ++cut) {
    write(dead.substr(0, cut) + live.substr(cut));
    const EvidenceSubjects subjects = open();
    const bool has_begun = dead.substr(0, cut) != live.substr(0, cut);
    EXPECT_EQ(!subjects.find("case/a")->secret.has_value(), has_begun) << cut;
    EXPECT_TRUE(subjects.find("case/b")->secret.has_value());
    if (!has_begun) continue;
    EXPECT_EQ(read(), dead) << cut;
    ++differing;
  }
  EXPECT_GT(differing, 30U);
}

// What lies behind the records that are whole was told to nobody; it is left until somebody settles it.
TEST_F(Evidence, WhatWasTornIsCutOff) {
  { open(); }
  const std::string none = read();
  for (std::size_t size = 0; size < none.size(); ++size) {
    write(none.substr(0, size));
    EXPECT_EQ(EvidenceSubjects::open(file_).error().code, ErrorCode::kCorrupt) << size;
  }
  write(none);
  {
    EvidenceSubjects subjects = open();
    made(subjects, "case/a");
  }
  const std::string one = read();
  for (const std::string& torn : {std::string(1, 'x'), std::string(89, '\0'), std::string(300, 'x')}) {
    write(one + torn);
    EvidenceSubjects subjects = open();
    EXPECT_TRUE(subjects.find("case/a").has_value());
    EXPECT_EQ(read(), one + torn);
    ASSERT_TRUE(subjects.settle().has_value());
    EXPECT_EQ(read(), one);
  }
}

// The last write is all that a power cut can have torn; damage before it is told, and of it each whole record
// before the damage stays.
TEST_F(Evidence, OfAProgramThatWasKilledOnlyTheLastWriteIsDoubted) {
  std::string killed;
  {
    EvidenceSubjects subjects = open();
    ASSERT_TRUE(subjects.get_or_make(Names{"case/a", "case/b"}).has_value());
    ASSERT_TRUE(subjects.get_or_make(Names{"case/c", "case/d"}).has_value());
    killed = read();
  }
  EXPECT_NE(read(), killed) << "one that ends says that all of them last";
  constexpr std::size_t kHeadOctets = 32;
  constexpr std::size_t kRecordOctets = 89;
  for (std::size_t at = 0; at < killed.size(); ++at) {
    std::string damaged = killed;
    damaged[at] = static_cast<char>(damaged[at] ^ 0x20);
    write(damaged);
    auto opened = EvidenceSubjects::open(file_);
    if (at < kHeadOctets + 2 * kRecordOctets) {
      ASSERT_FALSE(opened.has_value()) << at;
      EXPECT_EQ(opened.error().code, ErrorCode::kCorrupt);
      continue;
    }
    ASSERT_TRUE(opened.has_value()) << at;
    EXPECT_EQ(opened->pseudonyms().size(), at < kHeadOctets + 3 * kRecordOctets ? 2U : 3U) << at;
    EXPECT_EQ(read(), damaged) << "until somebody knows that no record is about the others";
  }
}

// Of version 1 what lies behind the count was promised to nobody.
TEST_F(Evidence, AFileOfVersion1OpensAndBecomesOneOfVersion2) {
  EvidenceSubjects::Subject first;
  {
    EvidenceSubjects subjects = open();
    first = made(subjects, "case/a");
  }
  const std::string second = read();
  constexpr std::size_t kVersionAt = 18;
  ASSERT_EQ(second.substr(0, 20), "tidegate.subjects/2\n");
  std::string old = second;
  old[kVersionAt] = '1';
  const std::string record = second.substr(32);
  for (const std::string& behind : {std::string(), std::string(50, 'x'), record}) {
    write(old + behind);
    {
      EvidenceSubjects subjects = open();
      EXPECT_EQ(subjects.find("case/a")->pseudonym, first.pseudonym);
      EXPECT_EQ(subjects.find("case/a")->secret, first.secret);
      EXPECT_EQ(subjects.pseudonyms().size(), 1U);
      ASSERT_TRUE(subjects.settle().has_value());
      EXPECT_EQ(read(), second);
    }
    write(old + behind);
    {
      EvidenceSubjects subjects = open();
      EXPECT_EQ(made(subjects, "case/a").pseudonym, first.pseudonym);
      made(subjects, "case/b");
    }
    EXPECT_EQ(open().pseudonyms().size(), 2U);
  }
  std::string later = second;
  later[kVersionAt] = '3';
  write(later);
  EXPECT_EQ(EvidenceSubjects::open(file_).error().code, ErrorCode::kMalformed);
}

TEST_F(Evidence, DamageOfWhatWasToldIsFoundAtEveryOctet) {
  {
    EvidenceSubjects subjects = open();
    for (const char* name : {"case/a", "case/b"}) made(subjects, name);
  }
  const std::string whole = read();
  for (std::size_t at = 0; at < whole.size(); ++at) {
    std::string damaged = whole;
    damaged[at] = static_cast<char>(damaged[at] ^ 0x20);
    write(damaged);
    const auto opened = EvidenceSubjects::open(file_);
    ASSERT_FALSE(opened.has_value()) << at;
    EXPECT_EQ(opened.error().code, ErrorCode::kCorrupt);
    write(whole.substr(0, at));
    if (at >= 32) {
      EXPECT_EQ(EvidenceSubjects::open(file_).error().code, ErrorCode::kCorrupt) << at;
    }
  }
}

// Else a subject would come to bear a second pseudonym, and what was said of the first be lost.
TEST_F(Evidence, SubjectsAreNeverMadeAnew) {
  EXPECT_EQ(EvidenceSubjects::open(file_).error().code, ErrorCode::kCorrupt);
  ASSERT_TRUE(EvidenceSubjects::make(file_).has_value());
  EXPECT_EQ(EvidenceSubjects::make(file_).error().code, ErrorCode::kUnavailable);
}

TEST_F(Evidence, SubjectsAreOfOneProgramAndOneUserAlone) {
  {
    const EvidenceSubjects held = open();
    EXPECT_EQ(EvidenceSubjects::open(file_).error().code, ErrorCode::kUnavailable);
  }
  std::filesystem::permissions(file_, std::filesystem::perms::group_read, std::filesystem::perm_options::add);
  EXPECT_EQ(EvidenceSubjects::open(file_).error().code, ErrorCode::kUnavailable);
}

}  // namespace
}  // namespace tidegate
