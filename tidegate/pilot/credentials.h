// Credentials that somebody labelled, and how far the grades agree. What matters is false ease: a grade
// higher than the label. Format: docs/formats/credential-cases.md.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tidegate/base/result.h"
#include "tidegate/terms/assurance.h"

namespace tidegate {

struct LabelledCredential {
  std::string id;
  std::int64_t at_ms = 0;
  std::string trust;       // file of the signed trust list, beside the cases
  std::string trust_key;   // file of its public key
  std::string credential;  // as it lies
  std::string beside;      // contents that lie beside a CMS; empty: none do
  std::vector<std::string> statuses;
  std::string holder;
  std::vector<std::string> systems;
  std::vector<std::string> sites;
  std::vector<std::string> processes;
  std::optional<int> least_level;
  // What the firm shows beside it, by the same lists.
  struct Other {
    std::string credential;
    std::string beside;
  };
  std::vector<Other> others;
  EvidenceGrade grade = EvidenceGrade::kE0;  // expected
  std::string reason;                        // expected, the first; empty: none
};

// One a line. Errors: kMalformed, kOutOfRange with line and JSON pointer: an id twice, a file that is not
// beside it.
Result<std::vector<LabelledCredential>> parse_labelled_credentials(std::string_view bytes,
                                                                   std::string_view where);

struct CredentialError {
  std::string id;
  std::string expected;  // "E1 other_system"
  std::string got;
  bool false_ease = false;
};

struct CredentialScore {
  std::int64_t cases = 0;
  std::int64_t right = 0;  // grade and reason
  std::int64_t false_ease = 0;
  std::map<std::string, std::pair<std::int64_t, std::int64_t>> by_reason;  // label ("none"): right, of
  std::vector<CredentialError> errors;
};
CredentialScore score_credentials(
    const std::vector<std::pair<LabelledCredential, CredentialAssurance>>& answers);
std::string to_json(const CredentialScore& score);

}  // namespace tidegate
