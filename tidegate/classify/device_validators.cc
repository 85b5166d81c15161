#include "tidegate/classify/device_validators.h"

#include <array>
#include <utility>

#include "tidegate/classify/ascii.h"
#include "tidegate/classify/check_digits.h"

namespace tidegate {
namespace {

using ascii::all_digits;
using ascii::is_digit;
using ascii::is_hex;

// Takes a number of 1..max_digits digits off the front; -1 when there is none or it is above max.
int take_number(std::string_view& s, std::size_t max_digits, int max) {
  int value = 0;
  std::size_t n = 0;
  while (n < s.size() && n < max_digits && is_digit(s[n])) value = value * 10 + ascii::digit_of(s[n++]);
  s.remove_prefix(n);
  return n == 0 || value > max ? -1 : value;
}

// Takes a dotted quad off the front.
bool take_ipv4(std::string_view& s) {
  for (int part = 0; part < 4; ++part) {
    if (part > 0) {
      if (s.empty() || s[0] != '.') return false;
      s.remove_prefix(1);
    }
    if (s.size() > 1 && s[0] == '0' && is_digit(s[1])) return false;
    if (take_number(s, 3, 255) < 0) return false;
  }
  return true;
}

}  // namespace

Fit fits_ipv4(std::string_view s) {
  if (s.size() < 7 || !take_ipv4(s)) return Fit::kNo;
  if (s.empty()) return Fit::kValid;
  const char mark = s[0];
  s.remove_prefix(1);
  if (mark == '/') return take_number(s, 2, 32) >= 0 && s.empty() ? Fit::kValid : Fit::kNo;
  if (mark == ':') return take_number(s, 5, 65535) >= 0 && s.empty() ? Fit::kValid : Fit::kNo;
  return Fit::kNo;
}

Fit fits_ipv6(std::string_view s) {
  if (s.size() < 3 || s.size() > 49) return Fit::kNo;
  int groups = 0;
  bool has_gap = false;
  if (s.substr(0, 2) == "::") {
    has_gap = true;
    s.remove_prefix(2);
  }
  bool wants_group = !has_gap;
  bool has_digit = false;
  while (!s.empty() && s[0] != '/') {
    std::string_view tail = s;
    if (groups <= 6 && s.find('.') != std::string_view::npos && take_ipv4(tail) &&
        (tail.empty() || tail[0] == '/')) {
      groups += 2;
      s = tail;
      wants_group = false;
      has_digit = true;
      break;
    }
    std::size_t n = 0;
    while (n < s.size() && n < 5 && is_hex(s[n])) has_digit |= is_digit(s[n++]);
    if (n == 0 || n > 4) return Fit::kNo;
    s.remove_prefix(n);
    ++groups;
    wants_group = false;
    if (s.empty() || s[0] != ':') break;
    s.remove_prefix(1);
    if (!s.empty() && s[0] == ':') {
      if (has_gap) return Fit::kNo;
      has_gap = true;
      s.remove_prefix(1);
    } else {
      wants_group = true;
    }
  }
  if (!s.empty()) {
    if (s[0] != '/') return Fit::kNo;
    s.remove_prefix(1);
    if (take_number(s, 3, 128) < 0 || !s.empty()) return Fit::kNo;
  }
  if (wants_group || (has_gap ? groups > 7 : groups != 8)) return Fit::kNo;
  return groups >= 2 && has_digit ? Fit::kValid : Fit::kNo;  // "::" and "a::b" are too often something else
}

Fit fits_mac(std::string_view s) {
  if (s.size() == 17) {
    const char separator = s[2];
    if (separator != ':' && separator != '-') return Fit::kNo;
    for (std::size_t i = 0; i < 17; ++i) {
      if (i % 3 == 2 ? s[i] != separator : !is_hex(s[i])) return Fit::kNo;
    }
    return Fit::kValid;
  }
  if (s.size() == 14 && s[4] == '.' && s[9] == '.') {
    for (std::size_t i = 0; i < 14; ++i) {
      if (i != 4 && i != 9 && !is_hex(s[i])) return Fit::kNo;
    }
    return Fit::kValid;
  }
  return Fit::kNo;
}

Fit fits_imei(std::string_view s) {
  if (s.size() != 15 || !all_digits(s)) return Fit::kNo;
  // Reporting body identifiers of GSMA TS.06, past and present.
  const int body = ascii::digit_of(s[0]) * 10 + ascii::digit_of(s[1]);
  const bool is_body = body == 1 || body == 10 || body == 30 || body == 33 || body == 35 || body == 44 ||
                       body == 45 || (body >= 49 && body <= 54) || body == 86 || body == 91 || body == 98 ||
                       body == 99;
  return is_body ? fit_if(luhn_holds(s)) : Fit::kNo;
}

Fit fits_imsi(std::string_view s) {
  if (s.size() != 15 || !all_digits(s)) return Fit::kNo;
  const std::int64_t country = ascii::number_of(s.substr(0, 3));
  if (country == 460 || country == 461) {
    const std::int64_t network = ascii::number_of(s.substr(3, 2));
    return fit_if(network <= 15 || network == 20);
  }
  const bool is_assigned = (country >= 202 && country <= 297) || (country >= 302 && country <= 376) ||
                           (country >= 400 && country <= 472) || (country >= 502 && country <= 555) ||
                           (country >= 602 && country <= 659) || (country >= 702 && country <= 750);
  return is_assigned ? Fit::kShape : Fit::kNo;
}

Fit fits_iccid(std::string_view s) {
  if ((s.size() != 19 && s.size() != 20) || s.substr(0, 2) != "89" || !all_digits(s)) return Fit::kNo;
  if (s.substr(2, 2) == "86") return Fit::kValid;
  return fit_if(luhn_holds(s) || (s.size() == 20 && luhn_holds(s.substr(0, 19))));
}

namespace {

// What kBytes bytes may be, together, without a step for each.
template <std::size_t... kAt>
unsigned classes_at(const char* p, std::index_sequence<kAt...>) {
  return (unsigned{ascii::kClassOf[static_cast<unsigned char>(p[kAt])]} | ...);
}
template <std::size_t kBytes>
unsigned classes_at(const char* p) {
  return classes_at(p, std::make_index_sequence<kBytes>());
}

}  // namespace

Fit fits_uuid(std::string_view s) {
  if (s.size() == 38 && s.front() == '{' && s.back() == '}') s = s.substr(1, 36);
  if (s.size() != 36 || s[8] != '-' || s[13] != '-' || s[18] != '-' || s[23] != '-') return Fit::kNo;
  const char* const p = s.data();
  const unsigned classes = classes_at<8>(p) | classes_at<4>(p + 9) | classes_at<4>(p + 14) |
                           classes_at<4>(p + 19) | classes_at<12>(p + 24);
  return (classes & ascii::kNotHex) == 0 ? Fit::kValid : Fit::kNo;
}

}  // namespace tidegate
