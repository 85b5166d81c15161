#include "tidegate/classify/total_row.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

#include "tidegate/classify/ascii.h"
#include "tidegate/classify/cell_inspector.h"

namespace tidegate {
namespace {

using namespace std::string_view_literals;

constexpr std::array kTotalWords{"合计"sv,     "总计"sv,      "小计"sv,      "共计"sv,        "总和"sv,
                                 "合計"sv,     "總計"sv,      "小計"sv,      "total"sv,       "totals"sv,
                                 "subtotal"sv, "sub-total"sv, "sub total"sv, "grand total"sv, "sum"sv};
constexpr std::size_t kLongestWord = 16;  // with a colon behind it

constexpr std::size_t kIdentifierLength = 8;

constexpr auto kBeginsTotal = [] {
  std::array<bool, 256> begins{};
  for (const std::string_view word : kTotalWords) {
    begins[static_cast<unsigned char>(word[0])] = true;
    if (ascii::is_lower(word[0])) begins[static_cast<unsigned char>(ascii::to_upper(word[0]))] = true;
  }
  return begins;
}();

bool says_total(std::string_view cell) {
  if (cell.size() > kLongestWord || !kBeginsTotal[static_cast<unsigned char>(cell[0])]) return false;
  for (const std::string_view colon : {":"sv, "："sv}) {
    if (cell.ends_with(colon)) cell.remove_suffix(colon.size());
  }
  const auto is_same = [](char a, char b) { return ascii::to_lower(a) == b; };
  return std::any_of(kTotalWords.begin(), kTotalWords.end(), [&](std::string_view word) {
    return std::equal(cell.begin(), cell.end(), word.begin(), word.end(), is_same);
  });
}

// As people write it, with signs of money and of thousands.
bool is_number(std::string_view cell) {
  constexpr std::array kMoney{"¥"sv, "￥"sv, "€"sv, "£"sv, "元"sv};
  bool has_digit = false;
  while (!cell.empty()) {
    const auto* const sign = std::find_if(kMoney.begin(), kMoney.end(),
                                          [&](std::string_view money) { return cell.starts_with(money); });
    if (sign != kMoney.end()) {
      cell.remove_prefix(sign->size());
      continue;
    }
    if (ascii::is_digit(cell.front())) {
      has_digit = true;
    } else if ("+-.,%$() "sv.find(cell.front()) == std::string_view::npos) {
      return false;
    }
    cell.remove_prefix(1);
  }
  return has_digit;
}

}  // namespace

bool is_total_row(std::span<const RowBlock::Cell> cells, const std::string& text, const SubjectRoles& roles) {
  std::size_t at = 0;
  while (at < cells.size() && ascii::trimmed(cells[at].in(text)).empty()) ++at;
  if (at == cells.size() || cells.size() < 2) return false;
  const std::string_view word = ascii::trimmed(cells[at].in(text));
  if (!says_total(word)) return false;
  const auto role_of = [&](const RowBlock::Cell& cell) {
    return cell.column < roles.size() ? roles[cell.column] : SubjectRole{};
  };
  // Somebody may be called Sum, and have a short number of staff; nobody is called 合计, and a number beside
  // it is one of rows.
  const bool may_be_name = ascii::is_alpha(word.front());
  if (may_be_name && word.size() == 3 && role_of(cells[at]).name) return false;
  return std::all_of(cells.begin() + static_cast<std::ptrdiff_t>(at) + 1, cells.end(),
                     [&](const RowBlock::Cell& c) {
                       const std::string_view cell = ascii::trimmed(c.in(text));
                       if (cell.empty() || (may_be_null_word(cell) && is_null_word(cell))) return true;
                       if (!is_number(cell)) return false;
                       return role_of(c).rank < 0 || (!may_be_name && cell.size() < kIdentifierLength);
                     });
}

}  // namespace tidegate
