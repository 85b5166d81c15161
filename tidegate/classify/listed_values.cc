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

// A line's end as web pages write it.
std::size_t break_at(std::string_view rest) {
  for (const std::string_view tag : {"<br>"sv, "<br/>"sv, "<br />"sv}) {
    if (rest.size() >= tag.size() && ascii::equals_ignoring_case(rest.substr(0, tag.size()), tag))
      return tag.size();
  }
  return 0;
}

// Some of the octets, as a table: a call for each octet of a cell costs more than all the rest.
constexpr std::array<bool, 256> set_of(std::string_view octets) {
  std::array<bool, 256> set{};
  for (const char c : octets) set[static_cast<unsigned char>(c)] = true;
  return set;
}

// Octets of a mark that only parts of one form prove to part a list; 0: none.
std::size_t weak_mark_at(std::string_view rest, bool with_blank) {
  static constexpr auto kBegins = set_of(" &+/\xE3\xE4\xE5");
  if (!kBegins[static_cast<unsigned char>(rest.front())]) return 0;
  for (const std::string_view mark :
       {" and "sv, " & "sv, " + "sv, " / "sv, "&"sv, "+"sv, "和"sv, "与"sv, "及"sv, "　"sv}) {
    if (rest.starts_with(mark)) return mark.size();
  }
  if (!with_blank) return 0;
  return rest.front() == ' ' || rest.front() == '/' ? 1 : 0;
}

// Octets of the mark that a list may be parted by at the beginning of `rest`; 0: none.
std::size_t mark_at(std::string_view rest, bool with_slash) {
  switch (rest.front()) {
    case ',':
    case ';':
    case '|':
    case '\n':
    case '\t':
      return 1;
    case '<':
      return break_at(rest);
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
  static constexpr auto kMarks = set_of(",;|/\n\t<");
  return std::any_of(cell.begin(), cell.end(),
                     [](char c) { return kMarks[static_cast<unsigned char>(c)]; }) ||
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

std::size_t letters_before_digits(std::string_view part) {
  while (!part.empty() && ascii::is_digit(part.back())) part.remove_suffix(1);
  return part.size();
}

// "u7" and "u4455", or of one length with a digit in each: identifiers of one making. Digits alone are
// grouped by blanks as well.
bool are_alike(std::string_view a, std::string_view b) {
  constexpr std::size_t kLeastDigits = 7;
  constexpr std::size_t kLeast = 6;
  const std::size_t lead = letters_before_digits(a);
  if (lead == 0) return a.size() == b.size() && a.size() >= kLeastDigits && letters_before_digits(b) == 0;
  const auto has_digit = [](std::string_view part) {
    return std::any_of(part.begin(), part.end(), ascii::is_digit);
  };
  if (lead < a.size() && letters_before_digits(b) == lead && lead < b.size() &&
      a.substr(0, lead) == b.substr(0, lead))
    return true;
  return a.size() == b.size() && a.size() >= kLeast && has_digit(a) && has_digit(b);
}

// "auth0|5f7c8e": a bar stands inside identifiers too, and parts a list only where all are of one length.
bool is_one_with_bar(std::string_view cell, const std::vector<std::string_view>& parts) {
  return cell.find('|') != std::string_view::npos &&
         std::any_of(parts.begin(), parts.end(), [&](std::string_view part) {
           return part.size() != parts.front().size() && !are_alike(parts.front(), part);
         });
}

// "Smith, John" and "SMITH/JOHN MR" are one; of Chinese names and of whole ones the marks part several.
bool is_one_name(std::string_view cell, const std::vector<std::string_view>& parts) {
  const bool has_slash = cell.find('/') != std::string_view::npos;
  const bool has_comma = cell.find(',') != std::string_view::npos;
  return std::any_of(parts.begin(), parts.end(), [&](std::string_view part) {
    return !is_chinese_name(part) && (has_slash || (has_comma && part.find(' ') == std::string_view::npos));
  });
}

// A short name in Chinese that begins with one of the hundred commonest surnames.
bool has_surname(std::string_view part) {
  constexpr std::string_view kSurnames =
      "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚"
      "卢姜崔钟谭陆汪范金石廖贾"
      "夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤";
  constexpr std::size_t kLetter = 3;  // octets
  constexpr std::size_t kLongest = 3 * kLetter;
  if (part.size() > kLongest) return false;
  for (std::size_t at = 0; at < kSurnames.size(); at += kLetter) {
    if (part.starts_with(kSurnames.substr(at, kLetter))) return true;
  }
  return false;
}

// "u1001 u1002", "张三和李四", "John Smith & Mary Brown": the marks stand inside single values as well, so
// that the parts must show what they are.
void part_weakly(const SubjectRole& role, std::string_view cell, std::vector<std::string_view>& out) {
  const bool is_name = role.rank < 0;
  const bool is_spelt = is_name && std::any_of(cell.begin(), cell.end(), ascii::is_alpha);
  std::size_t begin = 0;
  for (std::size_t at = 0; at <= cell.size();) {
    const std::size_t mark = at == cell.size() ? 1 : weak_mark_at(cell.substr(at), !is_spelt);
    if (mark == 0) {
      ++at;
      continue;
    }
    const std::string_view part = bare(cell.substr(begin, at - begin));
    at += mark;
    begin = at;
    if (part.empty()) continue;
    const bool is_part = !is_name ? fits(role, part) && (out.empty() || are_alike(out.front(), part))
                         : is_spelt
                             ? is_spelt_name(part) && part.find_first_of(",/") == std::string_view::npos
                             : is_chinese_name(part) && has_surname(part);
    if (!is_part) return out.clear();
    out.push_back(part);
  }
}

// "Smith, John; Davis, Mary": where another mark parts whole names, a comma stands inside each.
bool part_last_names_first(std::string_view cell, std::vector<std::string_view>& out) {
  std::size_t begin = 0;
  for (std::size_t at = 0; at <= cell.size();) {
    std::size_t mark = at == cell.size() ? 1 : mark_at(cell.substr(at), false);
    if (at < cell.size() && (cell[at] == ',' || mark == 0)) {
      ++at;
      continue;
    }
    const std::string_view part = bare(cell.substr(begin, at - begin));
    at += mark;
    begin = at;
    if (part.empty()) continue;
    const bool is_one = std::count(part.begin(), part.end(), ',') == 1 && is_spelt_name(part);
    if (!is_one) {
      out.clear();
      return false;
    }
    out.push_back(part);
  }
  return out.size() > 1;
}

}  // namespace

std::size_t listed_values(const SubjectRole& role, std::string_view cell,
                          std::vector<std::string_view>& out) {
  out.clear();
  const bool is_plain = role.rank >= 0 && role.value == kPlain;
  if (is_plain || role.rank < 0) {
    part_weakly(role, cell, out);
    if (out.size() > 1) return out.size();
    out.clear();
  }
  if (!has_mark(cell)) return 0;
  if (role.rank < 0 && part_last_names_first(cell, out)) return out.size();
  out.clear();
  if (cell.front() == '[') cell.remove_prefix(1);
  if (cell.back() == ']') cell.remove_suffix(1);
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
