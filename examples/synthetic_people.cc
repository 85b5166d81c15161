#include "examples/synthetic_people.h"

#include <fmt/format.h>

#include <array>

#include "tidegate/base/date.h"
#include "tidegate/terms/resident_id.h"

namespace tidegate::examples {
namespace {

constexpr std::array<std::string_view, 24> kFamilyNames{"王", "李", "张", "刘", "陈", "杨", "赵",   "黄",
                                                        "周", "吴", "徐", "孙", "胡", "朱", "高",   "林",
                                                        "何", "郭", "马", "罗", "梁", "宋", "欧阳", "上官"};
constexpr std::array<std::string_view, 32> kGivenNames{
    "若", "涵", "子", "轩", "雨", "桐", "浩", "然", "思", "远", "佳", "怡", "明", "哲", "欣", "悦",
    "博", "文", "静", "雅", "俊", "杰", "晓", "峰", "婷", "玉", "建", "国", "丽", "华", "一", "诺"};

// The digit that makes a payment card number end a sum of ten.
char luhn_digit(std::string_view digits) {
  int sum = 0;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    int d = digits[digits.size() - 1 - i] - '0';
    if (i % 2 == 0) d = d > 4 ? 2 * d - 9 : 2 * d;
    sum += d;
  }
  return static_cast<char>('0' + (10 - sum % 10) % 10);
}

}  // namespace

// SplitMix64, whose steps pass the usual tests of randomness and need no state.
std::uint64_t mixed(std::uint64_t seed, std::uint64_t n, std::uint64_t field) {
  std::uint64_t z = seed * 0x9E3779B97F4A7C15ULL + n * 0xD1B54A32D192ED03ULL + field * 0x8CB92BA72F3D8DD7ULL;
  z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9ULL;
  z = (z ^ (z >> 27U)) * 0x94D049BB133111EBULL;
  return z ^ (z >> 31U);
}

std::size_t pick(std::uint64_t seed, std::uint64_t n, std::uint64_t field, std::size_t below) {
  return static_cast<std::size_t>(mixed(seed, n, field) % below);
}

std::string Person::name() const {
  std::string out(kFamilyNames[pick(seed, number, 1, kFamilyNames.size())]);
  out += kGivenNames[pick(seed, number, 2, kGivenNames.size())];
  if (pick(seed, number, 3, 5) > 0) out += kGivenNames[pick(seed, number, 4, kGivenNames.size())];
  return out;
}

std::string Person::resident_id() const {
  // 1962-01-01 and 15,000 days on; every number has a day and a serial of its own.
  const Date birth = Date::from_days(-2922 + static_cast<std::int32_t>(number % 15'000));
  const auto serial = 1 + (number / 15'000) * 2 + (sex() == "男" ? 0 : 1);
  std::string id =
      fmt::format("110100{:04}{:02}{:02}{:03}", birth.year(), birth.month(), birth.day(), serial);
  id += resident_id_check_character(id);
  return id;
}

std::string Person::mobile() const { return fmt::format("19900{:06}", (number * 7919 + seed) % 1'000'000); }

std::string Person::card() const {
  std::string digits = fmt::format("620000{:012}", number * 104'729 + seed);
  digits += luhn_digit(digits);
  return digits;
}

std::string Person::mail(std::string_view host) const { return fmt::format("user{:06}@{}", number, host); }

std::string_view Person::sex() const { return pick(seed, number, 5, 2) == 0 ? "男" : "女"; }

std::string day(std::uint64_t seed, std::uint64_t n, std::uint64_t field, std::int32_t first,
                std::size_t span) {
  return Date::from_days(first + static_cast<std::int32_t>(pick(seed, n, field, span))).str();
}

}  // namespace tidegate::examples
