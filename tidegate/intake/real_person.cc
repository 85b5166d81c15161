#include "tidegate/intake/real_person.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "tidegate/intake/values.h"
#include "tidegate/terms/resident_id.h"

namespace tidegate::intake {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool passes_luhn(std::string_view digits) {
  int sum = 0;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    int d = digits[digits.size() - 1 - i] - '0';
    if (i % 2 == 1) d = d > 4 ? 2 * d - 9 : 2 * d;
    sum += d;
  }
  return sum % 10 == 0;
}

// Domains that RFC 2606 and RFC 6761 keep free of people.
bool is_reserved_domain(std::string_view domain) {
  std::string lower(domain);
  for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  constexpr std::array<std::string_view, 7> kReserved{"invalid",     "test",        "example",    "localhost",
                                                      "example.com", "example.net", "example.org"};
  return std::any_of(kReserved.begin(), kReserved.end(), [&](std::string_view end) {
    return lower == end ||
           (lower.size() > end.size() && lower.compare(lower.size() - end.size(), end.size(), end) == 0 &&
            lower[lower.size() - end.size() - 1] == '.');
  });
}

// As one writes it at home, and with the country's code before it.
bool is_mobile(std::string_view run) {
  for (const std::string_view code : {"0086", "86"}) {
    if (run.size() == 11 + code.size() && run.starts_with(code)) run.remove_prefix(code.size());
  }
  return run.size() == 11 && run[0] == '1' && run[1] >= '3';
}

Text of_digits(std::string_view run) {
  if (run.size() == 18 && check_resident_id(run) == ResidentIdFault::kNone)
    return {"a resident identity number whose check digit fits", "校验码相符的公民身份号码"};
  if (!std::all_of(run.begin(), run.end(), is_digit)) return {};
  if (is_mobile(run)) return {"a mobile telephone number", "手机号码"};
  if (run.size() >= 15 && run.size() <= 19 && run[0] >= '3' && run[0] <= '6' && passes_luhn(run))
    return {"a payment card number whose check digit fits", "校验位相符的银行卡号"};
  return {};
}

// Groups of digits that blanks or hyphens part: one number as a whole, one each, or a telephone in three.
Text of_groups(const std::vector<std::string>& groups) {
  std::string whole;
  for (const std::string& group : groups) whole += group;
  Text found = of_digits(whole);
  for (std::size_t i = 0; i < groups.size() && found.empty(); ++i) {
    found = of_digits(groups[i]);
    const bool is_three = i + 2 < groups.size() && groups[i].size() == 3 && groups[i + 1].size() == 4 &&
                          groups[i + 2].size() == 4;
    if (found.empty() && is_three) found = of_digits(groups[i] + groups[i + 1] + groups[i + 2]);
  }
  return found;
}

// Full-width signs as the narrow ones that they stand for: U+FF01 to U+FF5E are EF BC 81 to EF BD 9E.
std::string narrow(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool is_wide = text[i] == '\xEF' && i + 2 < text.size();
    const auto last = is_wide ? static_cast<unsigned char>(text[i + 2]) : 0U;
    if (is_wide && text[i + 1] == '\xBC' && last >= 0x81 && last <= 0xBF) {
      out += static_cast<char>(last - 0x60);
      i += 2;
    } else if (is_wide && text[i + 1] == '\xBD' && last >= 0x80 && last <= 0x9E) {
      out += static_cast<char>(last - 0x20);
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

}  // namespace

Text looks_like_a_person(std::string_view said) {
  const std::string text = narrow(said);
  std::vector<std::string> groups(1);
  std::size_t digits = 0;  // of all groups
  for (std::size_t i = 0; i <= text.size(); ++i) {
    const char c = i < text.size() ? text[i] : '\0';
    const std::string& group = groups.back();
    const bool is_check_sign = (c == 'X' || c == 'x') && digits == 17;  // of a resident identity number
    if (is_digit(c) || is_check_sign) {
      groups.back() += c;
      ++digits;
      continue;
    }
    const char next = i + 1 < text.size() ? text[i + 1] : '\0';
    // A point parts the groups of a number, and more often a number from its decimals.
    const bool parts = c == ' ' || c == '-' || (c == '.' && group.size() >= 3 && group.size() <= 6);
    const bool joins = parts && (is_digit(next) || ((next == 'X' || next == 'x') && digits == 17));
    if (joins && !group.empty()) {  // 6222 0212 3456 7890
      groups.emplace_back();
      continue;
    }
    if (Text found = of_groups(groups); !found.empty()) return found;
    groups.assign(1, {});
    digits = 0;
  }
  for (std::size_t at = text.find('@'); at != std::string::npos; at = text.find('@', at + 1)) {
    const auto part = [](char c) {
      return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' || c == '-' ||
             c == '_';
    };
    std::size_t begin = at;
    while (begin > 0 && part(text[begin - 1])) --begin;
    std::size_t end = at + 1;
    while (end < text.size() && part(text[end])) ++end;
    const std::string_view domain = std::string_view(text).substr(at + 1, end - at - 1);
    if (is_email(std::string_view(text).substr(begin, end - begin)) && !is_reserved_domain(domain))
      return {"an e-mail address", "电子邮箱"};
  }
  return {};
}

}  // namespace tidegate::intake
