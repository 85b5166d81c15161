#include "tidegate/classify/listed_values.h"

#include <algorithm>
#include <array>

#include "tidegate/base/utf8.h"
#include "tidegate/classify/ascii.h"

namespace tidegate {
namespace {

using enum SubjectRole::Value;
using namespace std::string_view_literals;

constexpr std::array kChineseMarks{"、"sv, "，"sv, "；"sv, "／"sv, "｜"sv};

// Octets of the mark that a list may be parted by at the beginning of `rest`; 0: none.
std::size_t mark_at(std::string_view rest, bool with_slash) {
  switch (rest.front()) {
    case ',':
    case ';':
    case '|':
    case '\n':
      return 1;
    case '/':
      return with_slash ? 1 : 0;
    default:
      break;
  }
  if (static_cast<unsigned char>(rest.front()) < 0x80) return 0;
  const auto at = std::find_if(kChineseMarks.begin(), kChineseMarks.end(),
                               [&](std::string_view mark) { return rest.starts_with(mark); });
  return at == kChineseMarks.end() ? 0 : at->size();
}

bool has_mark(std::string_view cell) {
  return cell.find_first_of(",;|/\n") != std::string_view::npos ||
         std::any_of(kChineseMarks.begin(), kChineseMarks.end(),
                     [&](std::string_view mark) { return cell.find(mark) != std::string_view::npos; });
}

// Without blanks and quotes around it.
std::string_view bare(std::string_view part) {
  const auto is_edge = [](char c) { return c == '"' || c == '\'' || static_cast<unsigned char>(c) <= ' '; };
  while (!part.empty() && is_edge(part.front())) part.remove_prefix(1);
  while (!part.empty() && is_edge(part.back())) part.remove_suffix(1);
  return part;
}

bool is_chinese_name(std::string_view part) {
  constexpr int kLongest = 4;
  constexpr int kLongestWithDot = 15;
  int letters = 0;
  bool has_dot = false;
  for (std::string_view rest = part; !rest.empty();) {
    const char32_t c = next_code_point(rest);
    if (c == U'·' || c == U'•') {
      has_dot = true;
    } else if ((c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) || c >= 0x20000) {
      ++letters;
    } else {
      return false;
    }
  }
  return letters >= 2 && letters <= (has_dot ? kLongestWithDot : kLongest);
}

// In letters of any alphabet but the Chinese.
bool is_spelt_name(std::string_view part) {
  constexpr unsigned char kFirstOfChinese = 0xE3;  // in UTF-8, and of what stands near it
  return part.size() >= 2 && std::none_of(part.begin(), part.end(), [](char c) {
           return ascii::is_digit(c) || static_cast<unsigned char>(c) >= kFirstOfChinese ||
                  "()[]{}<>@=:_#+*&%$\\"sv.find(c) != std::string_view::npos;
         });
}

// Digits, as people group them.
bool is_number(std::string_view part, std::size_t fewest, std::size_t most) {
  std::size_t digits = 0;
  for (const char c : part) {
    if (ascii::is_digit(c)) {
      ++digits;
    } else if ("+-() ."sv.find(c) == std::string_view::npos) {
      return false;
    }
  }
  return digits >= fewest && digits <= most;
}

bool is_plain_identifier(std::string_view part) {
  constexpr std::size_t kLongest = 64;
  if (part.size() < 2 || part.size() > kLongest) return false;
  const auto may_stand = [](char c) {
    return static_cast<unsigned char>(c) >= 0x80 || ascii::is_alnum(c) ||
           "_-.@#*~"sv.find(c) != std::string_view::npos;
  };
  return std::all_of(part.begin(), part.end(), may_stand) &&
         std::any_of(part.begin(), part.end(),
                     [](char c) { return static_cast<unsigned char>(c) >= 0x80 || ascii::is_alnum(c); });
}

bool fits(const SubjectRole& role, std::string_view part) {
  if (role.rank < 0) return is_chinese_name(part) || is_spelt_name(part);
  switch (role.value) {
    case kResidentId:
      return (part.size() == 15 || part.size() == 18) &&
             std::all_of(part.begin(), part.end(), ascii::is_alnum);
    case kMobile:
    case kDigits:
      return is_number(part, 7, 19);
    case kEmail:
      return part.find('@') != std::string_view::npos && part.find(' ') == std::string_view::npos;
    case kPlain:
      return is_plain_identifier(part);
  }
  return false;
}

// "1,234,567" is one number.
bool is_grouped_number(const std::vector<std::string_view>& parts) {
  return parts.front().size() <= 3 && ascii::all_digits(parts.front()) &&
         std::all_of(parts.begin() + 1, parts.end(),
                     [](std::string_view part) { return part.size() == 3 && ascii::all_digits(part); });
}

// "auth0|5f7c8e": a bar stands inside identifiers too, and parts a list only where all are of one length.
bool is_one_with_bar(std::string_view cell, const std::vector<std::string_view>& parts) {
  return cell.find('|') != std::string_view::npos &&
         std::any_of(parts.begin(), parts.end(),
                     [&](std::string_view part) { return part.size() != parts.front().size(); });
}

// "Smith, John" and "SMITH/JOHN MR" are one; of Chinese names and of whole ones the marks part several.
bool is_one_name(std::string_view cell, const std::vector<std::string_view>& parts) {
  const bool has_slash = cell.find('/') != std::string_view::npos;
  const bool has_comma = cell.find(',') != std::string_view::npos;
  return std::any_of(parts.begin(), parts.end(), [&](std::string_view part) {
    return !is_chinese_name(part) && (has_slash || (has_comma && part.find(' ') == std::string_view::npos));
  });
}

}  // namespace

std::size_t listed_values(const SubjectRole& role, std::string_view cell,
                          std::vector<std::string_view>& out) {
  out.clear();
  if (!has_mark(cell)) return 0;
  if (cell.front() == '[') cell.remove_prefix(1);
  if (cell.back() == ']') cell.remove_suffix(1);
  const bool is_plain = role.rank >= 0 && role.value == kPlain;
  std::size_t begin = 0;
  for (std::size_t at = 0; at <= cell.size();) {
    const std::size_t mark = at == cell.size() ? 1 : mark_at(cell.substr(at), !is_plain);
    if (mark == 0) {
      ++at;
      continue;
    }
    const std::string_view part = bare(cell.substr(begin, at - begin));
    at += mark;
    begin = at;
    if (part.empty()) continue;
    if (!fits(role, part)) {
      out.clear();
      return 0;
    }
    out.push_back(part);
  }
  const bool is_one = out.size() < 2 ||
                      (is_plain && (is_grouped_number(out) || is_one_with_bar(cell, out))) ||
                      (role.rank < 0 && is_one_name(cell, out));
  if (is_one) out.clear();
  return out.size();
}

bool is_surely_list(const SubjectRole& role, std::string_view cell) {
  std::vector<std::string_view> parts;
  if (listed_values(role, cell, parts) == 0) return false;
  if (role.rank >= 0 && role.value != kPlain) return true;
  if (parts.size() > 2 || cell.find(',') == std::string_view::npos) return true;
  return std::all_of(parts.begin(), parts.end(), [&](std::string_view part) {
    return is_chinese_name(part) ||
           (role.rank >= 0 && std::any_of(part.begin(), part.end(), ascii::is_digit));
  });
}

}  // namespace tidegate
