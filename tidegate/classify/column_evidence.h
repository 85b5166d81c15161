// The reasons of a verdict in words, in both languages. Never a value of the table.
#pragma once

#include <string_view>
#include <vector>

#include "tidegate/classify/column_scores.h"
#include "tidegate/terms/data_profile.h"

namespace tidegate {

// What spoke for a type, strongest first; at most kMostEvidence.
inline constexpr std::size_t kMostEvidence = 6;
std::vector<Evidence> evidence_for(TypeIndex type, const ColumnScores& column, const ColumnModel& model);

// Values that have the shape of an identifier and fail its check, most first.
std::vector<NearMiss> near_misses_of(const ColumnFeatures& column);

// Types of identifiers found inside running text, most cells first.
std::vector<InText> in_text_of(const ColumnFeatures& column);

// The type that a value of a kind is found as inside running text; "" for kinds that are nobody's.
std::string_view type_in_text(ValueKind kind);

}  // namespace tidegate
