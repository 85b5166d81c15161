// Facts stated on the command line, put into the case: "--ciio no" through the packs' questions, "--set
// FACT=VALUE".
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "tidegate/base/result.h"
#include "tidegate/law/pack.h"
#include "tidegate/terms/facts.h"
#include "tidegate/terms/transfer.h"

namespace tidegate {

// Whether packs ask by these flags at all. Errors: kNotFound, as apply_answers.
Result<void> check_flags(const std::vector<std::pair<std::string, std::string>>& flags,
                         const std::vector<law::RulePack>& packs);

// flags   as typed: {"--ciio", "no"}. Each must be the flag of a question of some pack.
// facts   {"exporter.ciio", "no"}; "data.NAME" speaks of every item, "data[2].NAME" of one.
// facts_of  is changed; a later statement replaces an earlier one, but a flag leaves what is known of an
// item; what else contradicts what was known, contradiction() tells. Errors: kNotFound: no such flag
// (`where`; a near one in `what`). kMalformed: no such fact (nearest suggested), a value that the fact's type
// does not have.
Result<void> apply_answers(const std::vector<std::pair<std::string, std::string>>& flags,
                           const std::vector<std::pair<std::string, std::string>>& facts,
                           const std::vector<law::RulePack>& packs, CaseFacts& facts_of);

// The first fact that was known before the command line spoke, and that the command line states otherwise;
// none: it only filled in what was open. What bare files merely suggest (their data leave, nobody was sent
// before) may be stated otherwise.
std::optional<Error> contradiction(const Transfer& before, const CaseFacts& after);

// "yes", "42", "2026-01-01", "beijing_ftz", "unknown" as a value of the fact's type.
Result<FactValue> parse_fact_value(const law::FactDef& fact, std::string_view text);

}  // namespace tidegate
