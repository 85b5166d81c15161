// Which files of a folder are wanted: patterns as .gitignore has them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tidegate/base/result.h"

namespace tidegate {

inline constexpr std::size_t kLongestGlob = 1'000;  // octets
inline constexpr std::size_t kMostGlobs = 1'000;

struct PathGlob {
  std::string pattern;        // * and ? within a name, ** across folders, [a-z], [!a-z]
  bool is_negated = false;    // takes back what an earlier one left out
  bool only_folders = false;  // "build/"
  bool is_from_top = false;   // holds a slash: of the whole path below the top, not of a name at any depth
};

// "*.log", "build/", "/data/raw", "!keep.log". Errors: kMalformed (empty, or only a slash), kLimit.
Result<PathGlob> parse_glob(std::string_view text);
// A bracket that nothing closes stands for itself: in a request it is a slip.
bool has_open_set(std::string_view pattern);
// A file of globs, one a line; empty lines and those that begin with # are none. Errors with name and line.
Result<std::vector<PathGlob>> parse_ignore_file(std::string_view text, std::string_view name);

// path: below the top, without a slash in front or behind.
bool matches(const PathGlob& glob, std::string_view path, bool is_folder);
// Of all that match the last one counts.
bool is_left_out(const std::vector<PathGlob>& globs, std::string_view path, bool is_folder);

}  // namespace tidegate
