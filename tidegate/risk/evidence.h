// The level that a claim on a factor can be held to, by the evidence behind it.
// level = max(claimed level, best level that the grade supports): better evidence never raises a level,
// missing evidence never lowers one.
#pragma once

#include <optional>
#include <string>
#include <vector>

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
  bool forged = false;        // its issuer did not sign it so
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

// A document that the declaration names, as it is stated there; nothing of it is verified.
struct EvidenceDocument {
  enum class Holder { kNotStated, kExporter, kOther };
  std::string kind;  // CredentialKind::code; one that is not known proves nothing and spoils nothing
  Holder holder = Holder::kNotStated;
  bool other_system = false;        // covers a system or a site that is not among those that export
  std::optional<Date> valid_until;  // last day
  bool out_of_time = false;         // as its own bytes say
  bool revoked = false;
  bool forged = false;  // its issuer did not sign it so
};

// Marks a claim by the documents that could prove its factor: when there are some and each of them fails
// (expired, revoked, forged, of the other side, of another system), the claim has what the first of them
// fails by.
void heed_documents(Factor factor, const std::vector<EvidenceDocument>& documents, Date as_of,
                    const RiskWeights& weights, FactorEvidence& evidence);

}  // namespace tidegate
