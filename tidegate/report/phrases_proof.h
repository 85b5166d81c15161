// A proof in words: titles of rules, what they bring, and the numbers that they compare.
#pragma once

#include <string>
#include <string_view>

#include "tidegate/base/text.h"
#include "tidegate/terms/assessment.h"

namespace tidegate::report {

// Of a rule that a proof shows: its title; empty: the pack gave none.
Text rule_words(const Opinion& opinion, const ProofNode& node);
// What a rule that fired brings, "route=exempt duty=pia", its Chinese in the pack's words.
Text outcome_words(const Opinion& opinion, std::string_view outcome);
// A comparison with its numbers put in, "100 < 100,000"; empty: it has none that are known.
std::string compared_numbers(const Opinion& opinion, const ProofNode& node);

}  // namespace tidegate::report
