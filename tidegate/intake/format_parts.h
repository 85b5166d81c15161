// The parts of the format's table, one source file each; only format.cc puts them together.
#pragma once

#include <array>
#include <utility>

#include "tidegate/intake/format.h"

namespace tidegate::intake {

// Shared leaves.
inline constexpr std::int64_t kMostPersons = 10'000'000'000;
inline constexpr Shape kBoolShape{.kind = Kind::kBool};
inline constexpr Shape kDateShape{.kind = Kind::kDate};
inline constexpr Shape kCountryShape{.kind = Kind::kCountry};
inline constexpr Shape kSymbolShape{.kind = Kind::kSymbol};
inline constexpr Shape kEmailShape{.kind = Kind::kEmail};
inline constexpr Shape kUsccShape{.kind = Kind::kUscc};
inline constexpr Shape kPersonsShape{.kind = Kind::kCount, .most = kMostPersons};
inline constexpr Shape kSmallCountShape{.kind = Kind::kCount, .most = 1'000'000'000};
inline constexpr Shape kText60{.kind = Kind::kText, .most = 60};
inline constexpr Shape kPhoneShape{.kind = Kind::kText, .most = 60, .narrows = true};
inline constexpr Shape kPageShape{.kind = Kind::kText, .most = 60, .narrows = true};
inline constexpr Shape kText120{.kind = Kind::kText, .most = 120};
inline constexpr Shape kText200{.kind = Kind::kText, .most = 200};
inline constexpr Shape kText300{.kind = Kind::kText, .most = 300};
inline constexpr Shape kTextLong{.kind = Kind::kText, .most = 20'000};
inline constexpr Shape kBilingualShape{.kind = Kind::kBilingual, .most = 20'000};

constexpr Shape object_of(std::span<const Field> fields) { return {.kind = Kind::kObject, .fields = fields}; }
constexpr Shape list_of(const Shape& each, std::int64_t most = 1'000) {
  return {.kind = Kind::kList, .each = &each, .most = most};
}
// Both lists in one.
template <std::size_t A, std::size_t B>
constexpr std::array<Field, A + B> both(const std::array<Field, A>& a, const std::array<Field, B>& b) {
  return [&]<std::size_t... I, std::size_t... J>(std::index_sequence<I...>, std::index_sequence<J...>) {
    return std::array<Field, A + B>{a[I]..., b[J]...};
  }
  (std::make_index_sequence<A>{}, std::make_index_sequence<B>{});
}
constexpr Shape word_of(std::span<const Word> words) { return {.kind = Kind::kWord, .words = words}; }

// Words that stand at more than one place.
extern const Shape kSectorShape;
extern const Shape kLawfulBasisShape;

extern const Shape kProcessorShape;
extern const Shape kFilingShape;
extern const Shape kLegalDocumentsShape;
extern const Shape kAttachmentsShape;
extern const Shape kEvidenceShape;
extern const Shape kExporterShape;
extern const Shape kRecipientFactsShape;
extern const Shape kPurposeShape;
extern const Shape kFlowFactsShape;
extern const Shape kCumulativeShape;
extern const Shape kEarlierYearsShape;
extern const Shape kItemsShape;
extern const Shape kAllItemsShape;
extern const Shape kRecipientsShape;
extern const Shape kLinksShape;
extern const Shape kDomesticListShape;
extern const Shape kOverseasListShape;
extern const Shape kOnwardListShape;
extern const Shape kScenarioShape;
extern const Shape kDataShape;
extern const Shape kRiskShape;

}  // namespace tidegate::intake
