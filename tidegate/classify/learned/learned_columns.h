// The learned half of the column verdict: corrects the points that the rules gave, and says what moved it.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "tidegate/base/result.h"
#include "tidegate/classify/column_features.h"
#include "tidegate/classify/learned/column_trees.h"
#include "tidegate/classify/learned/header_grams.h"
#include "tidegate/classify/learned/tree_measures.h"

namespace tidegate {

class LearnedColumns {
 public:
  // Errors  kMalformed, with the file. Both borrowed as long as this lives.
  static Result<LearnedColumns> parse(std::string_view grams, std::string_view trees,
                                      const Taxonomy& taxonomy, const SignalNames& names);
  LearnedColumns() = default;  // for an image to fill

  // Adds to the points of each column what the trees say, makes the shares anew and keeps what they saw.
  // columns  as the rules scored them. An empty column is left to the rules: no tree was taught without
  // values.
  void correct(const TableFeatures& table, std::vector<ColumnScores>& columns) const;

  // How many points the trees gave a type, and how many of them would be missing had they not seen a source.
  struct Share {
    std::int32_t points = 0;
    MeasureSource strongest = MeasureSource::kValues;
  };
  Share share_of(TypeIndex type, const ColumnScores& column) const;

  std::int32_t calibrated(std::int32_t permille) const { return trees_.calibrated(permille); }

  template <typename Image>
  void lay_out(Image& image) {
    image(grams_, trees_, measures_, sources_);
  }

 private:
  LearnedColumns(HeaderGrams grams, ColumnTrees trees, TreeMeasures measures)
      : grams_(std::move(grams)), trees_(std::move(trees)), measures_(std::move(measures)) {
    for (const std::size_t place : trees_.places())
      sources_.push_back(place < measures_.sources().size() ? measures_.sources()[place]
                                                            : MeasureSource::kValues);
  }

  HeaderGrams grams_;
  ColumnTrees trees_;
  TreeMeasures measures_;
  std::vector<MeasureSource> sources_;  // of the trees' measures
};

}  // namespace tidegate
