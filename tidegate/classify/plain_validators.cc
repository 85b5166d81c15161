#include "tidegate/classify/plain_validators.h"

#include <algorithm>
#include <limits>

#include "tidegate/classify/ascii.h"

namespace tidegate {
namespace {

using ascii::is_alnum;
using ascii::is_alpha;
using ascii::is_digit;
using ascii::is_lower;
using ascii::is_upper;

constexpr std::int64_t kMicro = 1'000'000;

bool starts_with(std::string_view s, std::string_view head) { return s.substr(0, head.size()) == head; }
bool ends_with(std::string_view s, std::string_view tail) {
  return s.size() >= tail.size() && s.substr(s.size() - tail.size()) == tail;
}

// 1.284,50 and 1 284,50 as written in much of Europe.
bool is_european_money(std::string_view s) {
  if (s.size() < 4 || s[s.size() - 3] != ',' || !ascii::all_digits(s.substr(s.size() - 2))) return false;
  s.remove_suffix(3);
  if (!s.empty() && s[0] == '-') s.remove_prefix(1);
  std::size_t group = 0;
  std::size_t groups = 0;
  for (std::size_t i = s.size(); i-- > 0;) {
    if (s[i] == '.') {
      if (group != 3) return false;
      group = 0;
      ++groups;
    } else if (is_digit(s[i])) {
      if (++group > 3) return groups == 0 && ascii::all_digits(s);
    } else {
      return false;
    }
  }
  return group > 0;
}

// Degrees, minutes and seconds with their signs; limit is 90 or 180.
bool is_sexagesimal(std::string_view s, int limit) {
  int part = 0;
  bool has_minutes = false;
  while (!s.empty()) {
    std::size_t n = 0;
    int value = 0;
    while (n < s.size() && n < 3 && is_digit(s[n])) value = value * 10 + ascii::digit_of(s[n++]);
    if (n == 0) return false;
    if (part == 0 ? value > limit : value >= 60) return false;
    if (n < s.size() && s[n] == '.') {
      ++n;
      while (n < s.size() && is_digit(s[n])) ++n;
    }
    s.remove_prefix(n);
    static constexpr std::string_view kMarks[3][4] = {
        {"°", "度", "º", "d"}, {"′", "'", "分", "’"}, {"″", "\"", "秒", "”"}};
    bool is_marked = false;
    if (part > 2) return false;
    for (const std::string_view mark : kMarks[part]) {
      if (starts_with(s, mark)) {
        s.remove_prefix(mark.size());
        is_marked = true;
        break;
      }
    }
    if (!is_marked) return false;
    has_minutes |= part == 1;
    ++part;
    while (!s.empty() && s[0] == ' ') s.remove_prefix(1);
  }
  return has_minutes;
}

Fit fits_axis(std::string_view s, int limit, std::string_view letters, std::string_view words) {
  bool is_named = false;
  for (const char letter : letters) {
    if (s.size() > 2 && s.front() == letter) {
      s.remove_prefix(1);
      is_named = true;
    } else if (s.size() > 2 && s.back() == letter) {
      s.remove_suffix(1);
      is_named = true;
    }
  }
  for (std::size_t i = 0; i + 6 <= words.size(); i += 6) {
    if (starts_with(s, words.substr(i, 6))) {
      s.remove_prefix(6);
      is_named = true;
    }
  }
  s = ascii::trimmed(s);
  if (is_named && ends_with(s, "°")) s.remove_suffix(2);
  if (is_sexagesimal(s, limit)) return Fit::kValid;
  const WrittenNumber number = read_number(s);
  if (!number.is_number || number.has_commas || !number.has_point || number.has_leading_zero) return Fit::kNo;
  if (number.places < (is_named ? 1 : 4) || number.places > 15) return Fit::kNo;
  const std::int64_t size = number.micro < 0 ? -number.micro : number.micro;
  return size <= limit * kMicro && size > 0 ? Fit::kValid : Fit::kNo;
}

}  // namespace

WrittenNumber read_number(std::string_view s) {
  WrittenNumber number;
  if (!s.empty() && (s[0] == '-' || s[0] == '+')) {
    number.is_negative = s[0] == '-';
    s.remove_prefix(1);
  }
  if (s.empty() || s.size() > 30) return number;
  std::int64_t whole = 0;
  std::size_t i = 0;
  std::size_t group = 0;
  std::size_t digits = 0;
  constexpr std::int64_t kTop = std::numeric_limits<std::int64_t>::max() / kMicro;
  bool is_saturated = false;
  for (; i < s.size() && s[i] != '.'; ++i) {
    if (s[i] == ',') {
      if (number.has_commas ? group != 3 : group == 0 || group > 3) return number;
      number.has_commas = true;
      group = 0;
      continue;
    }
    if (!is_digit(s[i])) return number;
    if (!is_saturated) {
      whole = whole * 10 + ascii::digit_of(s[i]);
      is_saturated = whole >= kTop;
    }
    ++group;
    ++digits;
  }
  if (number.has_commas && group != 3) return number;
  const std::size_t whole_digits = digits;
  std::int64_t fraction = 0;
  std::int64_t unit = kMicro;
  std::size_t places = 0;
  if (i < s.size()) {
    number.has_point = true;
    for (++i; i < s.size(); ++i, ++places) {
      if (!is_digit(s[i])) return number;
      if (places < 6) {
        fraction = fraction * 10 + ascii::digit_of(s[i]);
        unit /= 10;
      }
    }
    if (places == 0) return number;
  }
  digits += places;
  if (whole_digits == 0 && places == 0) return number;
  number.is_number = true;
  number.has_leading_zero = whole_digits > 1 && s[0] == '0';
  number.places = static_cast<std::uint8_t>(places);
  number.digits = static_cast<std::uint8_t>(digits);
  number.micro = is_saturated ? kTop * kMicro : whole * kMicro + fraction * unit;
  if (number.is_negative) number.micro = -number.micro;
  return number;
}

WrittenNumber read_plain_number(std::string_view s, std::size_t point) {
  WrittenNumber number;
  const std::size_t n = s.size();
  const std::size_t places = point < n ? n - point - 1 : 0;
  number.has_point = point < n;
  if (number.has_point ? places == 0 : n == 0) return number;
  number.is_number = true;
  number.has_leading_zero = point > 1 && s[0] == '0';
  number.places = static_cast<std::uint8_t>(places);
  number.digits = static_cast<std::uint8_t>(number.has_point ? n - 1 : n);
  constexpr std::uint64_t kTop = std::numeric_limits<std::int64_t>::max() / kMicro;
  constexpr std::uint64_t kMicros = kTop * static_cast<std::uint64_t>(kMicro);
  if (point > 13 && !number.has_leading_zero) {
    number.micro = static_cast<std::int64_t>(kMicros);
    return number;
  }
  std::uint64_t whole = ascii::fast_number_of(s.substr(0, point));
  if (whole >= kTop) {
    number.micro = static_cast<std::int64_t>(kMicros);
    return number;
  }
  const std::size_t last = std::min(n, point + 7);
  for (std::size_t i = point + 1; i < last; ++i)
    whole = whole * 10 + static_cast<std::uint64_t>(ascii::digit_of(s[i]));
  static constexpr std::uint64_t kUnit[7] = {1'000'000, 100'000, 10'000, 1'000, 100, 10, 1};
  number.micro = static_cast<std::int64_t>(whole * kUnit[std::min<std::size_t>(places, 6)]);
  return number;
}

std::string_view without_currency(std::string_view s) {
  // A sign or code of capitals at either end, or 元 and its kin: most cells have neither.
  const std::string_view head = !s.empty() && s.front() == '-' ? s.substr(1) : s;
  const bool may_begin = head.size() > 1 && (head[0] == '$' || ascii::is_high(head[0]) ||
                                             (is_upper(head[0]) && (is_upper(head[1]) || head[1] == '$')));
  const bool may_end = !s.empty() && (is_upper(s.back()) || ascii::is_high(s.back()));
  if (!may_begin && !may_end) return {};
  static constexpr std::string_view kHeads[] = {"¥",   "￥",  "$",   "€",   "£",   "₹",   "₩",   "HK$", "US$",
                                                "NT$", "A$",  "S$",  "C$",  "RMB", "CNY", "USD", "EUR", "GBP",
                                                "HKD", "JPY", "SGD", "AUD", "CAD", "CHF", "TWD", "KRW"};
  static constexpr std::string_view kTails[] = {"元",  "万元", "亿元", "円",  "美元", "欧元",  "港元",
                                                "€",   "RMB",  "CNY",  "USD", "EUR",  "GBP",   "HKD",
                                                "JPY", "SGD",  "AUD",  "CAD", "CHF",  "人民币"};
  for (const std::string_view sign : kHeads) {
    if (s.size() > sign.size() && starts_with(s, sign)) return ascii::trimmed(s.substr(sign.size()));
  }
  if (s.size() > 1 && s[0] == '-') {
    const std::string_view rest = without_currency(s.substr(1));
    if (!rest.empty()) return rest;
  }
  std::string_view best;
  std::size_t longest = 0;
  for (const std::string_view tail : kTails) {
    if (s.size() > tail.size() && ends_with(s, tail) && tail.size() > longest) {
      longest = tail.size();
      best = ascii::trimmed(s.substr(0, s.size() - tail.size()));
    }
  }
  return best;
}

Fit fits_money(std::string_view s) {
  if (const std::string_view bare = without_currency(s); !bare.empty()) {
    return read_number(bare).is_number || is_european_money(bare) ? Fit::kValid : Fit::kNo;
  }
  const WrittenNumber number = read_number(s);
  if (number.is_number) return number.has_commas && number.places == 2 ? Fit::kValid : Fit::kNo;
  return is_european_money(s) ? Fit::kValid : Fit::kNo;
}

Fit fits_percent(std::string_view s) {
  for (const std::string_view sign : Words{"%", "％", "‰"}) {
    if (ends_with(s, sign))
      return read_number(ascii::trimmed(s.substr(0, s.size() - sign.size()))).is_number ? Fit::kValid
                                                                                        : Fit::kNo;
  }
  return Fit::kNo;
}

Fit fits_latitude(std::string_view s) { return fits_axis(s, 90, "NS", "北纬南纬"); }
Fit fits_longitude(std::string_view s) { return fits_axis(s, 180, "EW", "东经西经"); }

Fit fits_coordinate_pair(std::string_view s) {
  for (const std::string_view head : Words{"POINT(", "POINT (", "(", "["}) {
    if (starts_with(s, head) && s.size() > head.size() && (s.back() == ')' || s.back() == ']')) {
      s = s.substr(head.size(), s.size() - head.size() - 1);
      break;
    }
  }
  std::size_t comma = s.find(',');
  if (comma == std::string_view::npos) comma = s.find(' ');
  if (comma == std::string_view::npos || comma == 0 || comma + 1 >= s.size()) return Fit::kNo;
  const std::string_view first = ascii::trimmed(s.substr(0, comma));
  const std::string_view second = ascii::trimmed(s.substr(comma + 1));
  const bool is_xy = fits_longitude(first) == Fit::kValid && fits_latitude(second) == Fit::kValid;
  const bool is_yx = fits_latitude(first) == Fit::kValid && fits_longitude(second) == Fit::kValid;
  return is_xy || is_yx ? Fit::kValid : Fit::kNo;
}

Fit fits_icd10(std::string_view s) {
  if (s.size() < 3 || s.size() > 8 || !is_upper(s[0]) || s[0] == 'U' || !is_digit(s[1]) ||
      !(is_digit(s[2]) || s[2] == 'A' || s[2] == 'B')) {
    return Fit::kNo;
  }
  std::string_view rest = s.substr(3);
  if (rest.empty()) return Fit::kValid;
  if (rest[0] == '.') {
    rest.remove_prefix(1);
    if (rest.empty() || rest.size() > 4) return Fit::kNo;
    return ascii::all(rest.substr(0, 1), is_digit) &&
                   ascii::all(rest, [](char c) { return is_digit(c) || is_upper(c) || c == 'x'; })
               ? Fit::kValid
               : Fit::kNo;
  }
  return rest.size() <= 2 && ascii::all_digits(rest) ? Fit::kValid : Fit::kNo;
}

Fit fits_url(std::string_view s) {
  for (const char c : s) {
    if (c == ' ' || c == '"' || c == '<' || c == '>') return Fit::kNo;
  }
  const std::size_t scheme = s.find("://");
  if (scheme != std::string_view::npos) {
    const bool is_scheme = scheme >= 2 && scheme <= 12 && is_alpha(s[0]) &&
                           ascii::all(s.substr(0, scheme),
                                      [](char c) { return is_alnum(c) || c == '+' || c == '-' || c == '.'; });
    return is_scheme && s.size() > scheme + 3 ? Fit::kValid : Fit::kNo;
  }
  if (starts_with(s, "www.") && s.find('.', 4) != std::string_view::npos) return Fit::kValid;
  return Fit::kNo;
}

Fit fits_path(std::string_view s) {
  if (s.size() < 3 || s.find("://") != std::string_view::npos || s.find(' ') == 0) return Fit::kNo;
  if (s.size() > 3 && is_alpha(s[0]) && s[1] == ':' && (s[2] == '\\' || s[2] == '/')) return Fit::kValid;
  if (starts_with(s, "\\\\") || starts_with(s, "./") || starts_with(s, "../") || starts_with(s, "~/"))
    return Fit::kValid;
  if (s[0] == '/') {
    const std::size_t next = s.find('/', 1);
    return (is_alpha(s[1]) || s[1] == '_' || s[1] == '.' || next != std::string_view::npos) &&
                   s.find("  ") == std::string_view::npos && s[1] != '/' && s[1] != ' '
               ? Fit::kValid
               : Fit::kNo;
  }
  // a/b/c.ext: relative, at least one slash and an extension of letters, nothing but names between.
  const std::size_t slash = s.rfind('/');
  if (slash == std::string_view::npos || slash == 0) return Fit::kNo;
  const std::size_t point = s.rfind('.');
  if (point == std::string_view::npos || point < slash || point + 1 >= s.size() || s.size() - point > 9)
    return Fit::kNo;
  if (!is_alpha(s[point + 1])) return Fit::kNo;
  return ascii::all(s,
                    [](char c) {
                      return is_alnum(c) || c == '/' || c == '.' || c == '_' || c == '-' || ascii::is_high(c);
                    })
             ? Fit::kValid
             : Fit::kNo;
}

Fit fits_hex_hash(std::string_view s) {
  switch (s.size()) {
    case 32:
    case 40:
    case 56:
    case 64:
    case 96:
    case 128:
      break;
    default:
      return Fit::kNo;
  }
  const unsigned classes = ascii::classes_of(s);
  if ((classes & ascii::kNotHex) != 0) return Fit::kNo;
  const bool has_one_case = ((classes & ascii::kLower) != 0) != ((classes & ascii::kUpper) != 0);
  return has_one_case && (classes & ascii::kDigit) != 0 ? Fit::kValid : Fit::kNo;
}

Fit fits_base64(std::string_view s) {
  if (s.size() < 24) return Fit::kNo;
  std::string_view body = s;
  while (!body.empty() && body.back() == '=' && s.size() - body.size() < 2) body.remove_suffix(1);
  std::size_t digits = 0;
  std::size_t lower = 0;
  std::size_t upper = 0;
  for (const char c : body) {
    digits += is_digit(c) ? 1U : 0U;
    lower += is_lower(c) ? 1U : 0U;
    upper += is_upper(c) ? 1U : 0U;
    if (!is_alnum(c) && c != '+' && c != '/' && c != '-' && c != '_') return Fit::kNo;
  }
  const bool is_mixed = digits > 0 && lower * 8 > body.size() && upper * 8 > body.size();
  return is_mixed && (s.size() % 4 == 0 || s.size() == body.size()) ? Fit::kValid : Fit::kNo;
}

Fit fits_version(std::string_view s) {
  if (s.size() > 24 || s.size() < 3) return Fit::kNo;
  if (s[0] == 'v' || s[0] == 'V') s.remove_prefix(1);
  std::size_t parts = 1;
  std::size_t digits = 0;
  for (std::size_t i = 0; i < s.size(); ++i) {
    if (is_digit(s[i])) {
      if (++digits > 5) return Fit::kNo;
    } else if (s[i] == '.') {
      if (digits == 0) return Fit::kNo;
      digits = 0;
      ++parts;
    } else if ((s[i] == '-' || s[i] == '+') && parts >= 3 && digits > 0 && i + 1 < s.size()) {
      return ascii::all(s.substr(i + 1), [](char c) { return is_alnum(c) || c == '.' || c == '-'; })
                 ? Fit::kValid
                 : Fit::kNo;
    } else {
      return Fit::kNo;
    }
  }
  return digits > 0 && parts >= 3 && parts <= 4 ? Fit::kValid : Fit::kNo;
}

Fit fits_boolean(std::string_view s) {
  if (s.empty() || s.size() > 5) return Fit::kNo;
  if (ascii::is_high(s[0])) {
    return s == "是" || s == "否" || s == "有" || s == "对" || s == "错" ? Fit::kValid : Fit::kNo;
  }
  constexpr std::uint32_t kFirst =
      1U << ('t' - 'a') | 1U << ('f' - 'a') | 1U << ('y' - 'a') | 1U << ('n' - 'a') | 1U << ('o' - 'a');
  const char first = ascii::to_lower(s[0]);
  if (!is_alpha(first) || (kFirst >> (first - 'a') & 1) == 0) return Fit::kNo;
  for (const std::string_view word : Words{"true", "false", "yes", "no", "y", "n", "t", "f", "on", "off"}) {
    if (ascii::equals_ignoring_case(s, word)) return Fit::kValid;
  }
  return Fit::kNo;
}

Fit fits_masked(std::string_view s) {
  if (s.size() < 4 || s.size() > 64) return Fit::kNo;
  std::size_t stars = 0;
  std::size_t run = 0;
  std::size_t others = 0;
  for (const char c : s) {
    if (c == '*') {
      ++stars;
      run = std::max(run, stars);
    } else {
      others += is_alnum(c) || ascii::is_high(c) ? 1U : 0U;
    }
  }
  const bool is_chinese_name = stars >= 1 && ascii::is_high(s[0]) && s.size() <= 10;  // 张*明
  return others > 0 && (stars >= 3 || is_chinese_name) ? Fit::kValid : Fit::kNo;
}

}  // namespace tidegate
