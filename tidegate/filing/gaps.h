// The formal gaps of a filing, found in the papers themselves: rules V06, V07, V13, V15, V16, V19 and V22 of
// the pre-check, which without papers can only repeat what was declared.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/base/date.h"
#include "tidegate/filing/paper.h"
#include "tidegate/filing/template.h"
#include "tidegate/terms/finding.h"
#include "tidegate/terms/opinion.h"
#include "tidegate/terms/transfer.h"

namespace tidegate::filing {

struct GapContext {
  const Transfer& transfer;  // with its answers alone: what is no answer is empty
  const FilingTemplate& plan;
  std::string route;  // SA SC PC NL EX EXT
  // SHA-256, hex, of each paragraph of the national standard contract without its blanks, in order; empty:
  // the text is not at hand, and rule V22 says so.
  std::vector<std::string> contract_paragraphs = {};
  // A filing of the same firm or of an affiliate, and what the law said of this one: rule V27. None: not
  // checkable.
  const Transfer* previous = nullptr;
  const std::vector<Opinion>* opinions = nullptr;
  // Day on which this one was taken in, or would be; none: as it states it.
  std::optional<Date> filed_on = {};
};

// prechecked  every rule at least once, in order, as intake::precheck gives them. Returns them in order with
// what the papers say: a rule that was not checkable, or rested on the declaration alone, passes or fails by
// the papers; what failed before still fails. Messages name papers and items, never what a person's data is.
std::vector<Finding> check_papers(std::vector<Finding> prechecked, const std::vector<Paper>& papers,
                                  const GapContext& context);

// Blanks, full-width blanks and line ends taken out: how texts are compared.
std::string without_blanks(std::string_view text);

}  // namespace tidegate::filing
