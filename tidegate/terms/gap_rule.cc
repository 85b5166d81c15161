#include "tidegate/terms/gap_rule.h"

#include <fmt/format.h>

#include <string_view>

namespace tidegate {

std::string name_of_gap_rule(int rule) { return fmt::format("V{:02}", rule); }

Severity severity_of_gap_rule(int rule) {
  constexpr std::string_view kLetters = "BBBBBRRRRRRRRRRRWWWWWWWWWBWWWB";
  static_assert(kLetters.size() == kGapRules);
  const char letter = kLetters[static_cast<std::size_t>(rule - 1)];
  return letter == 'B' ? Severity::kBlocks : letter == 'R' ? Severity::kReturned : Severity::kWarns;
}

int number_of_gap_rule(const Finding& found) { return std::stoi(found.rule.substr(1)); }

}  // namespace tidegate
