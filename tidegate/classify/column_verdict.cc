#include "tidegate/classify/column_verdict.h"

#include <algorithm>
#include <string_view>

#include "tidegate/classify/column_evidence.h"
#include "tidegate/classify/column_scores.h"
#include "tidegate/classify/personal_headers.h"

namespace tidegate {
namespace {

constexpr std::int32_t kAlsoPermille = 120;  // a runner-up worth a word
constexpr std::size_t kMostAlso = 3;
// A column headed by a person's name or number is about that person, whatever its values look like: never
// sure enough to be left out of the question.
constexpr std::int32_t kMostOfPersonalHeader = 500;

std::vector<bool> personal_headers_of(const TableFeatures& table, const ColumnModel& model) {
  std::vector<std::string_view> headers;
  headers.reserve(table.columns.size());
  for (const ColumnFeatures& column : table.columns) headers.push_back(column.header);
  return personal_headers(headers, model.vocabulary(), model.lexicons());
}

std::vector<TypeIndex> ranked(const std::vector<std::int32_t>& points) {
  std::vector<TypeIndex> order(points.size());
  for (std::size_t t = 0; t < order.size(); ++t) order[t] = static_cast<TypeIndex>(t);
  std::stable_sort(order.begin(), order.end(),
                   [&](TypeIndex a, TypeIndex b) { return points[a] > points[b]; });
  return order;
}

}  // namespace

std::vector<ColumnProfile> judge_columns(const TableFeatures& table, const ColumnModel& model, Date as_of) {
  const std::vector<ColumnScores> scores = score_columns(table, model);
  const std::vector<bool> is_personal = personal_headers_of(table, model);
  std::vector<ColumnProfile> out;
  out.reserve(table.columns.size());
  for (std::size_t c = 0; c < table.columns.size(); ++c) {
    const ColumnFeatures& features = table.columns[c];
    const std::vector<TypeIndex> order = ranked(scores[c].points);
    const TypeInfo& verdict = model.taxonomy().at(order[0]);
    ColumnProfile profile;
    profile.index = features.index;
    if (!is_personal[c]) profile.name = features.header;
    profile.type = verdict.code;
    profile.sensitivity = model.taxonomy().sensitivity_on(verdict.code, as_of);
    profile.p_permille = model.rules().calibrated(scores[c].permille[order[0]]);
    if (is_personal[c]) profile.p_permille = std::min(profile.p_permille, kMostOfPersonalHeader);
    for (std::size_t i = 1; i < order.size() && profile.also.size() < kMostAlso; ++i) {
      if (scores[c].permille[order[i]] >= kAlsoPermille)
        profile.also.push_back(model.taxonomy().at(order[i]).code);
    }
    profile.cells = features.cells;
    profile.non_empty = features.non_empty;
    profile.distinct = features.distinct_estimate;  // until persons are counted: fill_distinct
    profile.evidence = evidence_for(order[0], scores[c], model);
    profile.near_misses = near_misses_of(features);
    profile.in_text = in_text_of(features);
    profile.important_hint = verdict.important_hint;
    out.push_back(std::move(profile));
  }
  return out;
}

}  // namespace tidegate
