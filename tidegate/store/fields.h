// What is kept of each noun: Fields<T>::each names every field once, and both directions of the codec walk
// it. A test counts the fields of every noun, so that none can be forgotten.
//
// How to add a field: give it a default in its struct and name it here. A field at its default is not
// written, so old records stay readable and keep their bytes.
#pragma once

#include <array>
#include <string_view>

#include "tidegate/terms/assessment.h"

namespace tidegate::store {

// template <> struct Fields<T> { static void each(auto& io, auto& v); };  v is a T or a const T
//   io("name", v.name)          any field
//   io.level("name", v.name)    a level 0..4
//   io.permille("name", v.name) 0..1000
//   io.not_kept(v.name)         neither written nor read
template <typename T>
struct Fields;

// Names of an enumeration's values, in their order. Never renamed or reordered.
template <typename E>
struct Names;

template <typename T>
concept Described = requires {
  &Fields<T>::is_described;
};

template <>
struct Names<Absent> {
  static constexpr std::array<std::string_view, 2> kAll{"unknown", "no"};
};
template <>
struct Names<DataSource::Kind> {
  static constexpr std::array<std::string_view, 3> kAll{"files", "schema", "counts"};
};
template <>
struct Names<EvidenceGrade> {
  static constexpr std::array<std::string_view, 6> kAll{"none", "E0", "E1", "E2", "E3", "E4"};
};
template <>
struct Names<Lane> {
  static constexpr std::array<std::string_view, 4> kAll{"green", "blue", "yellow", "red"};
};
template <>
struct Names<Factor> {
  static constexpr std::array<std::string_view, kFactorCount> kAll{"N", "P", "D", "R", "T", "X",
                                                                   "B", "G", "C", "H", "V"};
};
template <>
struct Names<Harm> {
  static constexpr std::array<std::string_view, kHarmCount> kAll{"NS", "PU", "IR"};
};
template <>
struct Names<Sensitivity> {
  static constexpr std::array<std::string_view, 5> kAll{"none", "important", "pi", "spi", "secret"};
};
template <>
struct Names<ListGrade> {
  static constexpr std::array<std::string_view, 6> kAll{"context", "type",  "wording",
                                                        "synonym", "exact", "scale"};
};
template <>
struct Names<ReviewVerdict> {
  static constexpr std::array<std::string_view, 3> kAll{"open", "dismissed", "confirmed"};
};
template <>
struct Names<RouteClass> {
  static constexpr std::array<std::string_view, 5> kAll{"free", "conditions", "procedure", "undetermined",
                                                        "stop"};
};
template <>
struct Names<ProvisionStatus> {
  static constexpr std::array<std::string_view, 3> kAll{"settled", "practice", "doubtful"};
};
template <>
struct Names<ProofKind> {
  static constexpr std::array<std::string_view, 10> kAll{
      "rule", "all", "any", "not", "fact", "compare", "member", "counter", "definition", "exception"};
};
template <>
struct Names<Truth> {
  static constexpr std::array<std::string_view, 3> kAll{"false", "unknown", "true"};
};
template <>
struct Names<Severity> {
  static constexpr std::array<std::string_view, 3> kAll{"blocks", "returned", "warns"};
};
template <>
struct Names<CheckState> {
  static constexpr std::array<std::string_view, 3> kAll{"fails", "passes", "not_checkable"};
};

template <>
struct Fields<Text> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) {
    io("en", v.en);
    io("zh", v.zh);
  }
};
template <>
struct Fields<DateInterval> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) {
    io("from", v.from);
    io("to", v.to);
  }
};

}  // namespace tidegate::store
