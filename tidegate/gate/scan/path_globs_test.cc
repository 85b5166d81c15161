#include "tidegate/gate/scan/path_globs.h"

#include <gtest/gtest.h>

namespace tidegate {
namespace {

bool out(const char* pattern, const char* path, bool is_folder = false) {
  const auto glob = parse_glob(pattern);
  return glob.has_value() && matches(*glob, path, is_folder);
}

TEST(PathGlobs, WithoutASlashAreNamesAtAnyDepth) {
  EXPECT_TRUE(out("*.log", "a.log"));
  EXPECT_TRUE(out("*.log", "x/y/a.log"));
  EXPECT_FALSE(out("*.log", "a.log.txt"));
  EXPECT_TRUE(out("a?c", "x/abc"));
  EXPECT_FALSE(out("a?c", "a/c"));
  EXPECT_TRUE(out("[a-c]x", "bx"));
  EXPECT_FALSE(out("[!a-c]x", "bx"));
  EXPECT_TRUE(out("日志*", "x/日志一.txt"));
}

TEST(PathGlobs, WithASlashAreOfTheWholePath) {
  EXPECT_TRUE(out("/data/*.csv", "data/a.csv"));
  EXPECT_FALSE(out("/data/*.csv", "x/data/a.csv"));
  EXPECT_FALSE(out("data/*.csv", "data/x/a.csv"));
  EXPECT_TRUE(out("data/**/*.csv", "data/x/y/a.csv"));
  EXPECT_TRUE(out("data/**/*.csv", "data/a.csv"));
  EXPECT_TRUE(out("**/tmp/*", "a/b/tmp/c"));
  EXPECT_TRUE(out("data/**", "data/x/y"));
  EXPECT_FALSE(out("build/", "build", false));
  EXPECT_TRUE(out("build/", "x/build", true));
}

TEST(PathGlobs, TheLastThatMatchesCounts) {
  const auto globs = parse_ignore_file("# logs\n*.log\r\n\n!keep.log\n", "f");
  ASSERT_TRUE(globs.has_value());
  EXPECT_TRUE(is_left_out(*globs, "x/a.log", false));
  EXPECT_FALSE(is_left_out(*globs, "x/keep.log", false));
  EXPECT_FALSE(is_left_out(*globs, "a.csv", false));
}

TEST(PathGlobs, AreRefusedWithTheirLine) {
  const auto globs = parse_ignore_file("a\n/\n", "f");
  ASSERT_FALSE(globs.has_value());
  EXPECT_EQ(globs.error().where, "f:2");
  EXPECT_EQ(parse_glob(std::string(kLongestGlob + 1, 'a')).error().code, ErrorCode::kLimit);
}

// Time is bounded whatever the stars.
TEST(PathGlobs, ManyStarsAreNoTrap) {
  std::string stars;
  for (int i = 0; i < 300; ++i) stars += "*a";
  EXPECT_FALSE(out((stars + "b").c_str(), std::string(2000, 'a').c_str()));
}

}  // namespace
}  // namespace tidegate
