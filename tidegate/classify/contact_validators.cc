#include "tidegate/classify/contact_validators.h"

#include <array>
#include <cstring>

#include "tidegate/classify/ascii.h"
#include "tidegate/classify/cn_tables.h"

namespace tidegate {
namespace {

using ascii::all_digits;
using ascii::is_alnum;
using ascii::is_alpha;
using ascii::is_digit;

// Takes +86, 0086, (+86), 86- or 86 before eleven more digits off the front, with the separator after it.
std::string_view without_country(std::string_view s) {
  // Most numbers have none of them.
  if (s.size() > 11 && (s[0] == '+' || s[0] == '0' || s[0] == '8' || s[0] == '(')) {
    for (const std::string_view head : Words{"(+86)", "+86", "0086", "86"}) {
      if (s.substr(0, head.size()) != head || s.size() - head.size() < 11) continue;
      s.remove_prefix(head.size());
      if (s[0] == ' ' || s[0] == '-') s.remove_prefix(1);
      return s;
    }
  }
  return s;
}

struct MobileForm {
  std::array<char, 11> digits;
  bool is_mobile_shape = false;
};

MobileForm read_mobile(std::string_view s) {
  MobileForm form;
  if (s.size() == 12 && s[0] == '0' && s[1] == '1') s.remove_prefix(1);  // as long-distance calls begin
  if (s.size() != 11 || s[0] != '1') s = without_country(s);
  if (s.size() == 11) {
    if (s[0] != '1' || !all_digits(s)) return form;
    std::memcpy(form.digits.data(), s.data(), form.digits.size());
  } else if (s.size() == 13) {
    const char separator = s[3];
    if ((separator != ' ' && separator != '-' && separator != '.') || s[8] != separator) return form;
    std::memcpy(form.digits.data(), s.data(), 3);
    std::memcpy(form.digits.data() + 3, s.data() + 4, 4);
    std::memcpy(form.digits.data() + 7, s.data() + 9, 4);
    if (form.digits[0] != '1' || !all_digits({form.digits.data(), form.digits.size()})) return form;
  } else {
    return form;
  }
  form.is_mobile_shape = form.digits[1] >= '3';
  return form;
}

// Length of the country code that digits begins with, 0 when unassigned. ITU-T E.164 list of 2016 with later
// changes.
std::size_t calling_code_length(std::string_view digits) {
  if (digits.size() < 3) return 0;
  if (digits[0] == '1' || digits[0] == '7') return 1;
  constexpr std::string_view kTwo =
      "20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 "
      "81 82 84 86 90 91 92 93 94 95 98 ";
  constexpr std::string_view kThreeBy =
      "21 22 23 24 25 26 29 35 37 38 42 50 59 67 68 69 80 85 87 88 96 97 99 ";
  const std::string_view two = digits.substr(0, 2);
  const auto holds = [&](std::string_view list) {
    for (std::size_t i = 0; i < list.size(); i += 3) {
      if (list.substr(i, 2) == two) return true;
    }
    return false;
  };
  if (holds(kTwo)) return 2;
  return holds(kThreeBy) ? 3 : 0;
}

// RFC 5322 atoms and the point.
constexpr auto kIsLocal = [] {
  std::array<bool, 256> is{};
  for (const char c : std::string_view{"!#$%&'*+-/=?^_`{|}~."}) is[static_cast<unsigned char>(c)] = true;
  for (int c = 0; c < 128; ++c) is[static_cast<std::size_t>(c)] |= is_alnum(static_cast<char>(c));
  return is;
}();

constexpr bool is_phone_separator(char c) {
  return c == ' ' || c == '-' || c == '.' || c == '/' || c == '(' || c == ')';
}

}  // namespace

Fit fits_cn_mobile(std::string_view s) {
  const MobileForm form = read_mobile(s);
  if (!form.is_mobile_shape) return Fit::kNo;
  return fit_if(is_cn_mobile_segment({form.digits.data(), 3}));
}

std::optional<std::array<char, 11>> cn_mobile_digits(std::string_view s) {
  const MobileForm form = read_mobile(s);
  if (!form.is_mobile_shape) return std::nullopt;
  return form.digits;
}

Fit fits_cn_phone(std::string_view s) {
  if (s.size() < 10 || s.size() > 24) return Fit::kNo;
  std::array<char, 16> digits{};
  std::size_t n = 0;
  std::size_t separators = 0;
  bool has_zero = true;  // after +86 the 0 of the area code is left out
  for (const std::string_view head : Words{"+86", "0086"}) {
    if (s.substr(0, head.size()) == head) {
      s.remove_prefix(head.size());
      has_zero = false;
      break;
    }
  }
  constexpr std::string_view kExtension = "转";
  std::string_view extension;
  for (std::size_t i = 0; i < s.size(); ++i) {
    if (is_digit(s[i])) {
      if (n == 12) return Fit::kNo;
      digits[n++] = s[i];
    } else if (n >= 10 && (s[i] == '-' || s.substr(i, kExtension.size()) == kExtension)) {
      extension = s.substr(s[i] == '-' ? i + 1 : i + kExtension.size());
      if (extension.size() > 6 || !all_digits(extension)) return Fit::kNo;
      break;
    } else if (is_phone_separator(s[i]) && s[i] != '.' && s[i] != '/') {
      ++separators;
    } else {
      return Fit::kNo;
    }
  }
  if (!has_zero && n > 0 && digits[0] != '0' && n < 12) {
    for (std::size_t i = n; i-- > 0;) digits[i + 1] = digits[i];
    digits[0] = '0';
    ++n;
  }
  const std::string_view all{digits.data(), n};
  if (n == 10 && (all.substr(0, 3) == "400" || all.substr(0, 3) == "800")) {
    return separators > 0 || all[3] != '0' ? Fit::kValid : Fit::kNo;
  }
  if (n < 10 || all[0] != '0') return Fit::kNo;
  const std::size_t area = cn_area_code_length(all);
  if (area == 0) return separators > 0 && n >= 11 ? Fit::kShape : Fit::kNo;
  const std::size_t subscriber = n - area;
  if (subscriber != 7 && subscriber != 8) return Fit::kNo;
  if (separators == 0 && area + subscriber < 11) return Fit::kNo;
  return fit_if(all[area] >= '2' && all[area] <= '8');
}

Fit fits_foreign_phone(std::string_view s) {
  if (s.size() < 10 || s.size() > 22) return Fit::kNo;
  const bool has_plus = s[0] == '+';
  std::array<char, 15> digits{};
  std::size_t n = 0;
  std::size_t groups = 0;
  bool was_digit = false;
  for (std::size_t i = has_plus ? 1 : 0; i < s.size(); ++i) {
    if (is_digit(s[i])) {
      if (n == digits.size()) return Fit::kNo;
      groups += was_digit ? 0 : 1;
      digits[n++] = s[i];
      was_digit = true;
    } else if (is_phone_separator(s[i])) {
      if (!was_digit && s[i] != '(' && (i == 0 || (s[i] != ' ' && s[i - 1] != ')'))) return Fit::kNo;
      was_digit = false;
    } else {
      return Fit::kNo;
    }
  }
  if (!was_digit) return Fit::kNo;
  std::string_view all{digits.data(), n};
  if (has_plus) {
    if (all.substr(0, 2) == "86" || n < 8) return Fit::kNo;
    if (all[0] == '1') return fit_if(n == 11 && all[1] >= '2');
    const std::size_t code = calling_code_length(all);
    return code == 0 ? Fit::kShape : fit_if(n >= code + 6);
  }
  if (n == 11 && all[0] == '1') all.remove_prefix(1);
  if (all.size() != 10 || groups < 3 || all[0] < '2') return Fit::kNo;
  // 3-3-4 and nothing else.
  const std::size_t tail = s.size() - 4;
  if (!all_digits(s.substr(tail)) || is_digit(s[tail - 1]) || is_digit(s[tail - 5]) ||
      !all_digits(s.substr(tail - 4, 3))) {
    return Fit::kNo;
  }
  return fit_if(all[3] >= '2');
}

Fit fits_email(std::string_view s) {
  const std::size_t at = s.find('@');
  if (at == std::string_view::npos || at == 0 || at > 64 || s.size() - at < 4 || s.size() > 254)
    return Fit::kNo;
  const std::string_view local = s.substr(0, at);
  const std::string_view domain = s.substr(at + 1);
  char before = '.';
  for (const char c : local) {
    if (!kIsLocal[static_cast<unsigned char>(c)]) return Fit::kNo;
    if (c == '.' && before == '.') return Fit::kNo;
    before = c;
  }
  if (before == '.') return Fit::kNo;
  std::size_t label = 0;
  std::size_t labels = 0;
  bool is_word = true;
  for (std::size_t i = 0; i <= domain.size(); ++i) {
    const char c = i < domain.size() ? domain[i] : '.';
    if (c == '.') {
      if (label == 0 || label > 63 || domain[i - 1] == '-') return Fit::kNo;
      ++labels;
      if (i < domain.size()) {
        label = 0;
        is_word = true;
      }
    } else if (is_alnum(c) || (c == '-' && label > 0)) {
      ++label;
      is_word &= is_alpha(c);
    } else {
      return Fit::kNo;
    }
  }
  // print@2x.png is a file.
  for (const std::string_view ending :
       {"png", "jpg", "jpeg", "gif", "svg", "webp", "css", "json", "html", "txt"}) {
    if (ascii::equals_ignoring_case(domain.substr(domain.size() - label), ending)) return Fit::kNo;
  }
  // The last label is a word of letters; "qq.example" and the like are as good as any.
  return labels >= 2 && is_word && label >= 2 ? Fit::kValid : Fit::kNo;
}

Fit fits_wechat_id(std::string_view s) {
  constexpr std::string_view kHead = "wxid_";
  if (s.size() < 15 || s.size() > 30 || s.substr(0, kHead.size()) != kHead) return Fit::kNo;
  return ascii::all(s.substr(kHead.size()), is_alnum) ? Fit::kValid : Fit::kNo;
}

Fit fits_cn_postcode(std::string_view s) {
  if (s.size() != 6 || !all_digits(s)) return Fit::kNo;
  return fit_if(is_cn_postal_zone(s.substr(0, 2)));
}

}  // namespace tidegate
