#include "tidegate/gate/scan/path_globs.h"

#include <fmt/format.h>

namespace tidegate {
namespace {

// End of the set that begins at `at`, or npos: the bracket is a character like others.
std::size_t set_end(std::string_view pattern, std::size_t at) {
  std::size_t i = at + 1;
  if (i < pattern.size() && pattern[i] == '!') ++i;
  return pattern.find(']', i + 1);
}

bool in_set(std::string_view set, char c) {
  const bool is_not = set.starts_with('!');
  if (is_not) set.remove_prefix(1);
  bool found = false;
  for (std::size_t i = 0; i < set.size(); ++i) {
    if (i + 2 < set.size() && set[i + 1] == '-') {
      found = found || (set[i] <= c && c <= set[i + 2]);
      i += 2;
    } else {
      found = found || set[i] == c;
    }
  }
  return found != is_not;
}

// All places of the pattern at once: time is the product of both lengths, whatever the stars.
bool glob_matches(std::string_view pattern, std::string_view path) {
  std::vector<bool> at(pattern.size() + 1, false);
  const auto close = [&](std::vector<bool>& places) {  // a star may stand for nothing
    for (std::size_t i = 0; i < pattern.size(); ++i) {
      if (!places[i] || pattern[i] != '*') continue;
      places[i + 1] = true;
      // "**/" may stand for no folder at all.
      if (pattern.substr(i).starts_with("**/")) places[i + 3] = true;
    }
  };
  at[0] = true;
  close(at);
  for (const char c : path) {
    std::vector<bool> next(pattern.size() + 1, false);
    for (std::size_t i = 0; i < pattern.size(); ++i) {
      if (!at[i]) continue;
      const char p = pattern[i];
      const std::size_t end = p == '[' ? set_end(pattern, i) : std::string_view::npos;
      if (p == '*') {
        const bool is_double =
            (i + 1 < pattern.size() && pattern[i + 1] == '*') || (i > 0 && pattern[i - 1] == '*');
        if (c != '/' || is_double) next[i] = true;
      } else if (end != std::string_view::npos) {
        if (c != '/' && in_set(pattern.substr(i + 1, end - i - 1), c)) next[end + 1] = true;
      } else if (p == c || (p == '?' && c != '/')) {
        next[i + 1] = true;
      }
    }
    close(next);
    at = std::move(next);
  }
  return at[pattern.size()];
}

}  // namespace

Result<PathGlob> parse_glob(std::string_view text) {
  if (text.size() > kLongestGlob)
    return fail({ErrorCode::kLimit, fmt::format("is longer than {} octets", kLongestGlob),
                 std::string(text.substr(0, 40)), fmt::format("超过 {} 字节", kLongestGlob)});
  PathGlob glob;
  if (text.starts_with('!')) {
    glob.is_negated = true;
    text.remove_prefix(1);
  }
  if (text.ends_with('/')) {
    glob.only_folders = true;
    text.remove_suffix(1);
  }
  glob.is_from_top = text.find('/') != std::string_view::npos;
  if (text.starts_with("./")) text.remove_prefix(2);
  if (text.starts_with('/')) text.remove_prefix(1);
  if (text.empty()) return fail({ErrorCode::kMalformed, "a pattern of paths is empty", {}, "路径模式为空"});
  glob.pattern = text;
  return glob;
}

bool has_open_set(std::string_view pattern) {
  for (std::size_t i = pattern.find('['); i != std::string_view::npos; i = pattern.find('[', i)) {
    i = set_end(pattern, i);
    if (i == std::string_view::npos) return true;
  }
  return false;
}

Result<std::vector<PathGlob>> parse_ignore_file(std::string_view text, std::string_view name) {
  std::vector<PathGlob> globs;
  for (std::size_t line = 1; !text.empty(); ++line) {
    const std::size_t end = text.find('\n');
    std::string_view one = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    while (one.ends_with('\r') || one.ends_with(' ') || one.ends_with('\t')) one.remove_suffix(1);
    if (one.empty() || one.starts_with('#')) continue;
    auto glob = parse_glob(one);
    if (glob && globs.size() == kMostGlobs)
      glob = fail({ErrorCode::kLimit,
                   fmt::format("there are more than {} patterns", kMostGlobs),
                   {},
                   fmt::format("超过 {} 个模式", kMostGlobs)});
    if (!glob) {
      Error error = glob.error();
      error.where = fmt::format("{}:{}", name, line);
      return fail(std::move(error));
    }
    globs.push_back(std::move(*glob));
  }
  return globs;
}

bool matches(const PathGlob& glob, std::string_view path, bool is_folder) {
  if (glob.only_folders && !is_folder) return false;
  const std::size_t slash = path.rfind('/');
  const std::string_view name = slash == std::string_view::npos ? path : path.substr(slash + 1);
  return glob_matches(glob.pattern, glob.is_from_top ? path : name);
}

bool is_left_out(const std::vector<PathGlob>& globs, std::string_view path, bool is_folder) {
  bool out = false;
  for (const PathGlob& glob : globs) {
    if (glob.is_negated == out && matches(glob, path, is_folder)) out = !glob.is_negated;
  }
  return out;
}

}  // namespace tidegate
