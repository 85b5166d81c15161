#include "tidegate/classify/text_clock.h"

#include <array>
#include <cstdint>

#include "tidegate/classify/ascii.h"
#include "tidegate/classify/mix.h"
#include "tidegate/classify/time_validators.h"

namespace tidegate {
namespace {

// Eight bytes: digits where there are blanks, and marks.
class Form {
 public:
  explicit constexpr Form(std::string_view form) {
    for (std::size_t i = 0; i < marks_.size(); ++i) {
      const bool is_digit = form[i] == ' ';
      digits_[i] = is_digit ? '\xFF' : '\0';
      marks_[i] = is_digit ? '\0' : form[i];
    }
  }
  // Whether the bytes at p have it.
  bool fits(const char* p) const {
    const std::uint64_t x = mix::load64(p);
    const std::uint64_t digits = mix::load64(digits_.data());
    const std::uint64_t high = digits & 0xF0F0'F0F0'F0F0'F0F0U;
    const std::uint64_t threes = digits & 0x3030'3030'3030'3030U;
    return (x & high) == threes && ((x + (digits & 0x0606'0606'0606'0606U)) & high) == threes &&
           (x & ~digits) == mix::load64(marks_.data());
  }

 private:
  std::array<char, 8> digits_{};
  std::array<char, 8> marks_{};
};
constexpr Form kDayForm{"    -  -"};
constexpr Form kTimeForm{"  :  :  "};

bool are_two_digits(std::string_view text, std::size_t at) {
  return ascii::is_digit(text[at]) && ascii::is_digit(text[at + 1]);
}

// Whether what stands at the end parts the time from all that follows.
bool is_parted(std::string_view text, std::size_t end) {
  if (end == text.size()) return true;
  switch (text[end]) {
    case ' ':
      return end + 1 == text.size() || (!ascii::is_digit(text[end + 1]) && text[end + 1] != '(');
    case ']':
    case '"':
    case ',':
    case '|':
    case '\t':
    case '+':
      return true;
    default:
      return false;
  }
}

}  // namespace

TextClock read_clock(std::string_view text, std::size_t begin, std::size_t from) {
  constexpr std::size_t kDay = 10;  // bytes
  constexpr std::size_t kSecond = 19;
  constexpr std::size_t kMostFraction = 6;
  if (begin != from && (begin != from + 1 || (text[from] != '[' && text[from] != '"'))) return {};
  if (text.size() - begin < kSecond) return {};
  const char* const p = text.data() + begin;
  if (!kDayForm.fits(p) || !are_two_digits(text, begin + 8) || !kTimeForm.fits(p + kDay + 1)) return {};
  const char parts = p[kDay];
  if (parts != ' ' && parts != 'T') return {};
  std::size_t end = begin + kSecond;
  if (end < text.size() && (text[end] == '.' || text[end] == ',')) {
    std::size_t last = end + 1;
    while (last < text.size() && last - end <= kMostFraction && ascii::is_digit(text[last])) ++last;
    if (last > end + 1) end = last;
  }
  if (parts == 'T' && end < text.size() && text[end] == 'Z') ++end;
  if (!is_parted(text, end)) return {};
  // A day that is none may be read as something else.
  if (fits_date(text.substr(begin, kDay)) != Fit::kValid) return {};
  return {parts == ' ' ? begin + kDay : from, end};
}

}  // namespace tidegate
