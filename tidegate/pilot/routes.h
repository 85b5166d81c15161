// How well the program routes flows against an expert's labels: what `tidegate evaluate routes` prints.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "tidegate/pilot/labelled_route.h"
#include "tidegate/terms/opinion.h"

namespace tidegate {

// `right` of `of`. Nothing asked counts as nothing missed.
struct Share {
  std::int64_t right = 0;
  std::int64_t of = 0;
  std::int64_t millionths() const;  // 0..1,000,000, rounded half up; 1,000,000 where `of` is 0
};

struct RouteError {
  std::string id;
  std::string field;  // route legal_basis obligations exemptions gates also_allowed flip missing_facts
                      // authority validity_months
  std::string expected;
  std::string got;
  bool false_ease = false;
};

struct RouteScore {
  std::int64_t cases = 0;
  Share routes;
  std::int64_t false_ease = 0;  // milder than the label: exempt where the law asks for more
  Share legal_basis, obligations, exemptions, gates,
      also_allowed;                    // recall over all listed entries of all cases
  std::int64_t legal_basis_extra = 0;  // entries beyond the labels, over all cases
  std::int64_t obligations_extra = 0;
  Share flips;                // exact distance and route, over the cases that label one
  Share undetermined;         // exact route and set of missing facts, over the cases that label missing facts
  Share authority, validity;  // over the cases that label one
  std::map<std::string, Share> by_law;
  std::map<std::string, Share> by_route;                                 // by the label's route
  std::map<std::string, std::map<std::string, std::int64_t>> confusion;  // label's route -> answer -> cases
  std::vector<RouteError> errors;                                        // in the order of the cases
};

// True where `answer` frees a flow that `label` does not: the worst error.
bool is_false_ease(const std::string& label, const std::string& answer);

RouteScore score_routes(const std::vector<std::pair<LabelledRoute, Opinion>>& answers);

// One JSON object, keys as in docs/formats/route-cases.md; ratios 0..1 with six decimals at most.
std::string to_json(const RouteScore& score);

}  // namespace tidegate
