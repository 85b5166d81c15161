// Sentences of a risk report, in both languages, from its numbers and the words of the weights file.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "tidegate/risk/evidence.h"
#include "tidegate/risk/lane_change.h"
#include "tidegate/risk/weights.h"
#include "tidegate/terms/risk_report.h"

namespace tidegate {

Text lane_name(Lane lane);  // "yellow", "黄色"

// "R (recipient weakness) = 3, though 1 is claimed: ...".
// graded  what counts; `plaintext` says that the level was raised because the recipient reads the data in the
// clear.
Text factor_sentence(Factor factor, const FactorClaim& claim, const GradedFactor& graded, bool plaintext,
                     const RiskWeights& weights);
// What persons settled, beside what was computed.
Text settled_sentence(int level, const Text& by, int computed, const Text& says);
// D, which no claim sets.
Text destination_sentence(int level, const Text& why, const RiskWeights& weights);

// "R 4 -> 0 (evidence of at least E3): score 0.241293, lane blue".
Text change_sentence(const LevelChange& change, const FactorLevels& from, Lane lane,
                     const RiskWeights& weights);

// What to ask first, and how far the answer moves the score.
Text question_sentence(Factor factor, std::int64_t low_e6, std::int64_t high_e6, const RiskWeights& weights);

// What the data itself leaves open: the impacts that doubt alone raises. lane  once they are at their best.
Text open_impacts(const std::vector<ImpactResult>& impacts, Lane lane, const RiskWeights& weights);

// "at the wheel: ..." for a case in which no factor weighs anything.
Text nothing_weighs(const std::vector<ImpactResult>& impacts, const RiskWeights& weights);

// How far the score can be relied on.
// unknown    factors without an answer.
// weakest    lowest grade among the factors that weigh most.
Text confidence_sentence(std::int64_t low_e6, std::int64_t high_e6, std::size_t unknown,
                         EvidenceGrade weakest, const RiskWeights& weights);

}  // namespace tidegate
