// How risky a transfer is: a score with its interval, where it comes from, and what would lower it.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "tidegate/base/date.h"
#include "tidegate/base/text.h"

namespace tidegate {

enum class Lane { kGreen, kBlue, kYellow, kRed };
enum class EvidenceGrade { kNone, kE0, kE1, kE2, kE3, kE4 };

// Order is fixed: products are taken in it. Letters as in docs/risk-model.md.
enum class Factor { kN, kP, kD, kR, kT, kX, kB, kG, kC, kH, kV };
inline constexpr std::size_t kFactorCount = 11;
enum class Harm { kNationalSecurity, kPublicInterest, kIndividualRights };  // NS PU IR
inline constexpr std::size_t kHarmCount = 3;
enum class Event { kLeak, kTamper, kLoss, kMisuse, kRights };
inline constexpr std::size_t kEventCount = 5;

struct FactorClaim {      // as declared
  bool answered = false;  // false: unknown, level ranges over 0..4
  int level = 4;          // 0 best .. 4 worst
  EvidenceGrade grade = EvidenceGrade::kNone;
  Text basis;  // what the level rests on
  friend bool operator==(const FactorClaim&, const FactorClaim&) = default;
};

// A part of the score that has a level.
using RiskPart = std::variant<Factor, Harm>;

// 异议认定 A level that a person settled on a contest. It stands in every scenario in the place of what was
// computed: no evidence is asked for it, but what no person reads in the clear must still be shown (T).
struct SettledLevel {
  RiskPart part;
  int level = 4;  // 0 best .. 4 worst
  Text by;        // "contest 2 of the case, accepted on 2026-11-02"
  friend bool operator==(const SettledLevel&, const SettledLevel&) = default;
};

struct FactorResult {
  Factor factor = Factor::kN;
  int level = 4;  // max(claimed, floor of the evidence)
  int best = 4;   // the level it could be once known; equals `level` when known
  EvidenceGrade grade = EvidenceGrade::kNone;
  std::int64_t share_e6 = 0;  // Shapley share of the score, millionths
  Text says;                  // "R = 4 because no certificate ... ; best supported by evidence: E0"
};

struct ImpactResult {
  Harm harm = Harm::kIndividualRights;
  int level = 0;  // 0..4, with unknown facts at their worst
  int best = 0;   // the level it could be once they are known; equals `level` when known
  Text rule;      // what set it
};

struct LaneChange {  // smallest change that reaches a lower lane
  std::vector<std::pair<Factor, int>> to_levels;
  Lane lane = Lane::kGreen;
  std::int64_t score_e6 = 0;
  Text says;
};

// All scores are millionths, half-even. Same inputs, same integers, on every machine.
struct RiskReport {
  std::string weights_id;  // "v0"
  std::string weights_hash;
  Date weights_from;
  std::int64_t score_e6 = 0;  // with unknown factors at their worst
  std::int64_t low_e6 = 0;    // interval from unknowns
  std::int64_t high_e6 = 0;
  std::int64_t inherent_e6 = 0;  // score with every factor at 0: what no measure removes
  std::array<std::int64_t, kEventCount> likelihood_e6{};  // L_e
  std::array<std::int64_t, kEventCount>
      unmitigated_e6{};               // L_e with every factor at 4: "before measures" of the map
  std::vector<ImpactResult> impacts;  // NS PU IR
  std::vector<FactorResult> factors;  // N P D R T X B G C H V
  std::string worst_scenario;         // id; empty with one scenario
  Lane risk_lane = Lane::kRed;        // from the score alone
  Lane legal_floor = Lane::kGreen;
  Lane lane = Lane::kRed;        // the stricter of the two, gates included
  std::vector<Text> gates;       // stop rules that hold
  std::vector<Text> reasons;     // top three, sentences
  std::vector<Factor> ask_next;  // unknown factors, the widest swing first
  Text next_question;
  std::vector<LaneChange> changes;  // at most three, least effort first
  std::vector<Text> conditions;     // what a permit would require, gravest factor first
  Text confidence;                  // how far the score can be relied on, in words
  std::string destinations_id;      // table that factor D was read from; empty: none was given
  std::string destinations_hash;
  std::vector<Text> notes;  // destination row not approved, documents support at most E1 ...
};

std::string_view letter(Factor f);  // "N"
// By its letter (N P R T X B G C H V) or name (NS PU IR). None: no such part, or D, which comes from the
// table of destinations alone.
std::optional<RiskPart> settled_part(std::string_view name);
std::string_view to_string(Lane lane);        // green blue yellow red
std::string_view to_string(EvidenceGrade g);  // none E0 .. E4

}  // namespace tidegate
