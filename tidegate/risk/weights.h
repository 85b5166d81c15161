// The numbers of the risk model: a dated data file (models/risk/weights-v0.json), replaced as a whole.
// v0 is a set of expert priors, not official figures. Meaning of every number: docs/risk-model.md.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/base/date.h"
#include "tidegate/base/result.h"
#include "tidegate/base/text.h"
#include "tidegate/terms/data_profile.h"
#include "tidegate/terms/opinion.h"
#include "tidegate/terms/risk_report.h"

namespace tidegate {

inline constexpr int kLevels = 5;  // 0 best .. 4 worst
inline constexpr std::size_t kGradeCount = 6;
inline constexpr std::size_t kLaneCount = 4;

// Kinds of personal information, mildest first. 一般、敏感、高度敏感
enum class PersonKind { kOrdinary, kSensitive, kVerySensitive };
inline constexpr std::size_t kPersonKinds = 3;
inline constexpr std::size_t kPersonColumns = 6;

struct FactorWords {
  Text name;                         // "recipient weakness"
  std::array<Text, kLevels> levels;  // what each level means
  Text question;                     // what to ask when the factor is unknown
  Text condition;                    // what a permit would require
  bool may_change = true;            // false: no measure of the firm moves it (D)
};

struct CredentialKind {
  std::string code;  // "iso27001"
  Text name;
  std::vector<Factor> factors;    // what it can prove; for any other factor it is a claim
  std::optional<int> fresh_days;  // after that many days since it was checked the grade drops a step
  EvidenceGrade best = EvidenceGrade::kE4;  // a filing alone proves no test
};

struct SizeRule {  // that many persons make data important by size
  PersonKind kind = PersonKind::kOrdinary;
  bool ciio_only = false;
  std::uint64_t persons = 0;  // inclusive
};

struct CombinationRule {  // items harmless alone, revealing together
  std::string id;
  Harm harm = Harm::kIndividualRights;
  std::vector<std::vector<TypeCode>> all_of;  // fires when every set has a type that is present
  Text says;
};

struct RiskWeights {
  std::string id;  // "v0"
  Date from;
  Text status;       // "expert priors, not official"
  std::string hash;  // SHA-256 of the file's bytes, hex

  // Thousandths: chance that a factor at level 4 lets an event happen; base chance; harm done by an event at
  // impact 4.
  std::array<std::array<std::uint32_t, kEventCount>, kFactorCount> weight_permille{};
  std::array<std::uint32_t, kEventCount> base_permille{};
  std::array<std::array<std::uint32_t, kEventCount>, kHarmCount> impact_permille{};

  std::array<std::int64_t, kLaneCount> lane_from_e6{};  // first score of each lane, green at 0
  std::array<Lane, 5> floor_by_route{};                 // by RouteClass
  Lane floor_listed_important = Lane::kRed;
  std::array<std::array<int, kGradeCount>, kFactorCount>
      evidence_floor{};     // best level that a grade can support
  int plaintext_floor = 2;  // T is no better while the recipient must read in the clear

  std::array<std::uint64_t, kPersonColumns - 1> person_edges{};  // first number of persons of columns 1..5
  std::array<std::array<int, kPersonColumns>, kPersonKinds> person_rows{};  // IR level
  EvidenceGrade protection_grade = EvidenceGrade::kE3;  // from it on pseudonyms and anonymisation count
  std::vector<TypeCode> very_sensitive_types;           // sorted

  std::vector<SizeRule> size_rules;
  Text size_source;
  std::vector<TypeCode> high_precision_types;  // sorted
  std::vector<std::string> watched_sectors;    // sorted
  std::vector<std::string> service_sectors;    // sorted: a region depends on them
  std::vector<CombinationRule> combinations;

  std::array<FactorWords, kFactorCount> factors;
  std::array<Text, kHarmCount> harms;
  std::array<Text, kGradeCount> grades;
  std::vector<CredentialKind> credentials;  // sorted by code

  // Lane of a score in millionths.
  Lane lane_of(std::int64_t score_e6) const;
};

// Strict: every key known, every number in range, all 11 factors and 3 harms once and in order, lanes and
// rows rising, floors falling with the grade. Errors: kMalformed, kOutOfRange, with a JSON pointer.
Result<RiskWeights> parse_weights(std::string_view json);

}  // namespace tidegate
