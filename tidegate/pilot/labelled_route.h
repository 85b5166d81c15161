// One line of a file of labelled routing cases: the facts of a flow, and what the law says of it.
// The format is docs/formats/route-cases.md; the pack tests and `tidegate evaluate routes` read it through
// here.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/base/date.h"
#include "tidegate/base/result.h"
#include "tidegate/terms/facts.h"
#include "tidegate/terms/opinion.h"

namespace tidegate {

// The label. Lists are minimum sets.
struct LabelledRoute {
  std::string id;
  std::string law;  // "CN"
  std::string route;
  std::vector<std::string> exemptions;
  std::string authority;  // empty: not labelled
  std::vector<std::string> legal_basis;
  std::optional<int> validity_months;
  std::vector<std::string> obligations;
  std::vector<std::string> gates;
  std::vector<std::string> also_allowed;
  std::optional<CountFlip> nearest_flip;                  // none: no such change, or not labelled
  std::optional<std::vector<std::string>> missing_facts;  // none: the case has no unknown facts
  std::vector<std::int64_t> subjects;                     // of data[0], data[1], ...; 0 where not given
};

struct LabelledCase {
  LabelledRoute label;
  Date as_of;
  CaseFacts facts;  // absent means no; null means unknown
};

// line    one JSON object.
// where   what to call its place in an error: "routes.jsonl:12".
// Errors  kMalformed: not JSON, a field of the wrong kind, a day that does not exist.
Result<LabelledCase> parse_labelled_case(std::string_view line, std::string_view where);

// A whole file, one object a line; empty lines are skipped. `name` stands before the line number in errors.
Result<std::vector<LabelledCase>> parse_labelled_cases(std::string_view text, std::string_view name);

}  // namespace tidegate
