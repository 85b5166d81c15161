// Claim: any bytes are either refused with a line in both languages, or read as patterns that say of every
// path what the plain twin says, which tries each way that a star may go.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "tidegate/base/check.h"
#include "tidegate/gate/scan/path_globs.h"

namespace {

constexpr std::size_t kLongestForTwin = 8;  // octets of pattern and path: its time grows with powers of them

bool in_set(std::string_view set, char c) {
  const bool is_not = set.starts_with('!');
  if (is_not) set.remove_prefix(1);
  for (std::size_t i = 0; i < set.size(); ++i) {
    const bool is_range = i + 2 < set.size() && set[i + 1] == '-';
    if (is_range ? set[i] <= c && c <= set[i + 2] : set[i] == c) return !is_not;
    if (is_range) i += 2;
  }
  return is_not;
}

// pattern: all of it; at: where in it.
bool fits(std::string_view pattern, std::size_t at, std::string_view path) {
  if (at == pattern.size()) return path.empty();
  const std::string_view rest = pattern.substr(at);
  if (rest[0] == '*') {
    const bool is_double = rest.starts_with("**") || (at > 0 && pattern[at - 1] == '*');
    if (fits(pattern, at + 1, path) || (rest.starts_with("**/") && fits(pattern, at + 3, path))) return true;
    return !path.empty() && (path[0] != '/' || is_double) && fits(pattern, at, path.substr(1));
  }
  if (path.empty()) return false;
  if (rest[0] == '[') {
    const std::size_t end = rest.find(']', rest.substr(1).starts_with('!') ? 3 : 2);
    if (end != std::string_view::npos)
      return path[0] != '/' && in_set(rest.substr(1, end - 1), path[0]) &&
             fits(pattern, at + end + 1, path.substr(1));
  }
  const bool is_same = rest[0] == path[0] || (rest[0] == '?' && path[0] != '/');
  return is_same && fits(pattern, at + 1, path.substr(1));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tidegate;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  // The path stands in the first line, the file behind it.
  const std::string_view path = bytes.substr(0, std::min(bytes.find('\n'), kLongestForTwin));
  const std::string_view text = bytes.substr(std::min(bytes.size(), bytes.find('\n')));
  const auto globs = parse_ignore_file(text, "f");
  if (!globs) {
    TIDEGATE_CHECK(globs.error().where.starts_with("f:") && !globs.error().what.empty() &&
                   !globs.error().what_zh.empty());
    return 0;
  }
  TIDEGATE_CHECK(globs->size() <= kMostGlobs);
  bool out = false;
  for (const PathGlob& glob : *globs) {
    const bool met = matches(glob, path, true);
    if (met) out = !glob.is_negated;
    if (glob.pattern.size() > kLongestForTwin) continue;
    const std::size_t slash = path.rfind('/');
    const std::string_view name = slash == std::string_view::npos ? path : path.substr(slash + 1);
    TIDEGATE_CHECK(met == fits(glob.pattern, 0, glob.is_from_top ? path : name));
  }
  TIDEGATE_CHECK(is_left_out(*globs, path, true) == out);
  return 0;
}
