#include "tidegate/classify/source_names.h"

#include <algorithm>
#include <array>
#include <string>

#include "tidegate/classify/ascii.h"

namespace tidegate {
namespace {

std::size_t count_of(std::string_view line, std::string_view mark) {
  std::size_t n = 0;
  for (std::size_t at = line.find(mark); at != std::string_view::npos; at = line.find(mark, at + mark.size()))
    ++n;
  return n;
}

bool is_part_of_name(char c) {
  return ascii::is_alnum(c) || c == '_' || c == '$' || c == '.' || c == ':' || c == '-';
}

}  // namespace

bool quotes_its_texts(std::string_view path) {
  static constexpr auto kEndings = std::to_array<std::string_view>(
      {"c",   "cc",   "cjs",  "cpp",   "cs",   "css", "cxx",   "dart", "fs",    "go",  "groovy",
       "h",   "hh",   "hpp",  "hs",    "hxx",  "inl", "ipp",   "java", "js",    "jsx", "kt",
       "kts", "less", "lua",  "m",     "mjs",  "ml",  "mm",    "mts",  "proto", "py",  "pyi",
       "pyx", "rs",   "sass", "scala", "scss", "sol", "swift", "ts",   "tsx",   "zig"});
  const std::size_t dot = path.find_last_of("./!\\");
  if (dot == std::string_view::npos || path[dot] != '.') return false;
  std::string ending;
  for (const char c : path.substr(dot + 1)) ending += ascii::to_lower(c);
  return std::find(kEndings.begin(), kEndings.end(), ending) != kEndings.end();
}

void SourceNames::open(std::string_view line) {
  is_in_text_ = ends_in_text_;
  line_ = line;
  prose_.clear();
  const bool turns = (count_of(line, "\"\"\"") + count_of(line, "'''") + count_of(line, "`")) % 2 == 1;
  ends_in_text_ = is_in_text_ != turns;
}

bool SourceNames::is_name(std::size_t begin, std::size_t end) {
  if (is_in_text_ || ends_in_text_) return false;
  const std::string_view value = line_.substr(begin, end - begin);
  if (value.empty() || ascii::is_digit(value[0]) || !ascii::all(value, is_part_of_name)) return false;
  // In quotes: one of each kind stands open before it.
  const std::string_view before = line_.substr(0, begin);
  for (const char quote : {'"', '\'', '`'}) {
    if (std::count(before.begin(), before.end(), quote) % 2 == 1) return false;
  }
  find_source_prose(line_, prose_);
  const char* const at = line_.data() + begin;
  return std::none_of(prose_.begin(), prose_.end(), [&](const SourceProse& part) {
    return at >= part.text.data() && at < part.text.data() + part.text.size();
  });
}

}  // namespace tidegate
