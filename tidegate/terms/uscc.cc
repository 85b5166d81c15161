#include "tidegate/terms/uscc.h"

#include <array>

namespace tidegate {
namespace {

constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
// 3^(i-1) mod 31, GB 32100-2015 table 4.
constexpr std::array<std::size_t, 17> kWeights{1,  3,  9,  27, 19, 26, 16, 17, 20,
                                               29, 25, 13, 8,  24, 10, 30, 28};

}  // namespace

char Uscc::check_character(std::string_view first17) {
  std::size_t sum = 0;
  for (std::size_t i = 0; i < kWeights.size(); ++i) {
    const std::size_t value = i < first17.size() ? kAlphabet.find(first17[i]) : std::string_view::npos;
    if (value == std::string_view::npos) return '\0';
    sum += value * kWeights[i];
  }
  return kAlphabet[(31 - sum % 31) % 31];
}

Result<Uscc> Uscc::parse(std::string_view text) {
  if (text.size() != 18) {
    return fail({ErrorCode::kMalformed,
                 "a unified social credit code has 18 characters",
                 {},
                 "统一社会信用代码应为 18 位"});
  }
  if (text.find_first_not_of(kAlphabet) != std::string_view::npos ||
      text.substr(2, 6).find_first_not_of("0123456789") != std::string_view::npos) {
    return fail({ErrorCode::kMalformed,
                 "a unified social credit code holds digits and capitals without I, O, S, V, Z; its 3rd to "
                 "8th are digits",
                 {},
                 "统一社会信用代码由数字和大写字母（不含 I、O、S、V、Z）组成，第 3 至 8 位为数字"});
  }
  if (text[17] != check_character(text.substr(0, 17))) {
    return fail({ErrorCode::kMalformed,
                 "the check character of the unified social credit code does not fit (GB 32100)",
                 {},
                 "统一社会信用代码校验码不符（GB 32100）"});
  }
  return Uscc(text);
}

}  // namespace tidegate
