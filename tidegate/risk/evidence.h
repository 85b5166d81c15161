// The level that a claim on a factor can be held to, by the evidence behind it.
// level = max(claimed level, best level that the grade supports): better evidence never raises a level,
// missing evidence never lowers one.
#pragma once

#include <optional>
#include <string>

#include "tidegate/base/date.h"
#include "tidegate/risk/weights.h"
#include "tidegate/terms/risk_report.h"

namespace tidegate {

// A claim and what is known of the document behind it.
struct FactorEvidence {
  FactorClaim claim;               // level 0..4
  std::string credential;          // CredentialKind::code; empty: no credential is named
  std::optional<Date> checked_on;  // last time somebody looked it up at its issuer
  DateInterval valid;              // printed on it
  bool revoked = false;
  bool other_entity = false;  // belongs to somebody else
  bool other_system = false;  // covers another system
  bool other_site = false;    // covers another place
};

struct GradedFactor {
  int level = 4;                               // what counts; an unanswered factor counts as 4
  int best = 4;                                // what it could be once known; equals `level` when answered
  EvidenceGrade grade = EvidenceGrade::kNone;  // reached
  Text why_not_higher;                         // why the grade is lower than claimed; empty: it is not
};

// cap    best grade that a document can have while nobody checks credentials by machine.
// as_of  day of the assessment.
GradedFactor grade_factor(Factor factor, const FactorEvidence& evidence, EvidenceGrade cap, Date as_of,
                          const RiskWeights& weights);

}  // namespace tidegate
