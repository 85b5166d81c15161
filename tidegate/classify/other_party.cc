#include "tidegate/classify/other_party.h"

#include <array>
#include <string>

#include "tidegate/classify/ascii.h"

namespace tidegate {
namespace {

struct PartyWord {
  std::string_view word;
  std::uint8_t party;
};
// Found anywhere in a header.
constexpr std::array kChinese{
    PartyWord{"紧急联系", 1}, PartyWord{"紧急联络", 1}, PartyWord{"緊急連絡", 1}, PartyWord{"应急联系", 1},
    PartyWord{"监护人", 2},   PartyWord{"家长", 2},     PartyWord{"保護者", 2},   PartyWord{"父亲", 3},
    PartyWord{"母亲", 4},     PartyWord{"配偶", 5},     PartyWord{"丈夫", 5},     PartyWord{"妻子", 5},
    PartyWord{"担保人", 6},   PartyWord{"保证人", 6},   PartyWord{"推荐人", 7},   PartyWord{"介绍人", 7},
    PartyWord{"受益人", 8},   PartyWord{"证明人", 9},   PartyWord{"家属", 10},    PartyWord{"亲属", 10},
};
// Found as words, their letters small and one blank between them.
constexpr std::array kEnglish{
    PartyWord{"emergency contact", 1},
    PartyWord{"emergency name", 1},
    PartyWord{"emergency phone", 1},
    PartyWord{"emergency mobile", 1},
    PartyWord{"emergency tel", 1},
    PartyWord{"emergency telephone", 1},
    PartyWord{"emergency email", 1},
    PartyWord{"emergency number", 1},
    PartyWord{"ice contact", 1},
    PartyWord{"next of kin", 1},
    PartyWord{"guardian", 2},
    PartyWord{"father", 3},
    PartyWord{"mother", 4},
    PartyWord{"spouse", 5},
    PartyWord{"husband", 5},
    PartyWord{"wife", 5},
    PartyWord{"guarantor", 6},
    PartyWord{"referrer", 7},
    PartyWord{"referee", 7},
    PartyWord{"beneficiary", 8},
    PartyWord{"relative", 10},
    PartyWord{"jjlxr", 1},
    PartyWord{"jhr", 2},
};

// " emergency contact name ": of "emergencyContactName", "EMERGENCY_CONTACT_NAME",
// "emergency.contact[].name".
std::string words_of(std::string_view header) {
  std::string words = " ";
  bool was_small = false;
  for (const char c : header) {
    const bool is_letter = ascii::is_alpha(c);
    const bool is_capital = c >= 'A' && c <= 'Z';
    if ((!is_letter || (is_capital && was_small)) && words.back() != ' ') words += ' ';
    if (is_letter) words += ascii::to_lower(c);
    was_small = is_letter && !is_capital;
  }
  if (words.back() != ' ') words += ' ';
  return words;
}

}  // namespace

std::uint8_t other_party(std::string_view header) {
  for (const PartyWord& known : kChinese) {
    if (header.find(known.word) != std::string_view::npos) return known.party;
  }
  const std::string words = words_of(header);
  for (const PartyWord& known : kEnglish) {
    const std::size_t at = words.find(known.word);
    if (at == std::string::npos || words[at - 1] != ' ') continue;
    const char behind = words[at + known.word.size()];
    if (behind == ' ' || (behind == 's' && words[at + known.word.size() + 1] == ' ')) return known.party;
  }
  return 0;
}

}  // namespace tidegate
