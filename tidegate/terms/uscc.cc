#include "tidegate/terms/uscc.h"

#include <algorithm>
#include <array>

#include "tidegate/base/utf8.h"

namespace tidegate {
namespace {

constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
// 3^(i-1) mod 31, GB 32100-2015 table 4.
constexpr std::array<std::size_t, 17> kWeights{1,  3,  9,  27, 19, 26, 16, 17, 20,
                                               29, 25, 13, 8,  24, 10, 30, 28};

constexpr std::size_t kLongestTyped = 256;  // octets, of which a full-width code has 54

// NFKC of the forms a code can have, in capitals; '\0' for what is none of them.
char plain(char32_t c) {
  if (c == 0x3000 || c == 0xA0) return ' ';
  if (c >= 0xFF01 && c <= 0xFF5E) c -= 0xFF01 - 0x21;  // full width
  if (c >= U'a' && c <= U'z') c -= U'a' - U'A';
  return c < 0x80 ? static_cast<char>(c) : '\0';
}

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

Result<Uscc> Uscc::parse_typed(std::string_view text) {
  std::string code;
  for (std::string_view rest = text.substr(0, kLongestTyped); !rest.empty();)
    code += plain(next_code_point(rest));
  constexpr std::string_view kBlanks = " \t\r\n";
  code.erase(0, std::min(code.find_first_not_of(kBlanks), code.size()));
  while (!code.empty() && kBlanks.find(code.back()) != std::string_view::npos) code.pop_back();
  return parse(code);
}

}  // namespace tidegate
