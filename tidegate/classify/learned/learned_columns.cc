#include "tidegate/classify/learned/learned_columns.h"

#include <algorithm>
#include <utility>

#include "tidegate/classify/column_scores.h"

namespace tidegate {

Result<LearnedColumns> LearnedColumns::parse(std::string_view grams, std::string_view trees,
                                             const Taxonomy& taxonomy, const SignalNames& names) {
  auto header_grams = HeaderGrams::parse(grams, taxonomy);
  if (!header_grams) return fail(header_grams.error());
  TreeMeasures measures(taxonomy, names);
  auto column_trees = ColumnTrees::parse(trees, taxonomy, measures.names());
  if (!column_trees) return fail(column_trees.error());
  return LearnedColumns(std::move(*header_grams), std::move(*column_trees), std::move(measures));
}

void LearnedColumns::correct(const TableFeatures& table, std::vector<ColumnScores>& columns) const {
  std::vector<std::vector<std::int32_t>> grams;
  grams.reserve(columns.size());
  for (const ColumnFeatures& column : table.columns) grams.push_back(grams_.permille(column.header));
  const std::vector<std::vector<std::int32_t>> measures = measures_.of(table, columns, grams);
  for (std::size_t c = 0; c < columns.size(); ++c) {
    if (columns[c].is_empty) continue;
    columns[c].steps = trees_.steps(measures[c]);
    for (std::size_t t = 0; t < columns[c].points.size(); ++t)
      columns[c].points[t] += trees_.points(static_cast<TypeIndex>(t), columns[c].steps);
    columns[c].permille = softmax_permille(columns[c].points);
  }
}

LearnedColumns::Share LearnedColumns::share_of(TypeIndex type, const ColumnScores& column) const {
  Share out;
  if (column.steps.empty()) return out;
  out.points = trees_.points(type, column.steps);
  std::int32_t least = out.points;
  for (const MeasureSource source : {MeasureSource::kHeader, MeasureSource::kValues, MeasureSource::kTable}) {
    std::vector<std::uint8_t> hidden = column.steps;
    for (std::size_t m = 0; m < hidden.size(); ++m) {
      if (sources_[m] == source) hidden[m] = ColumnTrees::kMissing;
    }
    const std::int32_t without = trees_.points(type, hidden);
    if (without >= least) continue;
    least = without;
    out.strongest = source;
  }
  return out;
}

}  // namespace tidegate
