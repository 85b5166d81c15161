// What the trees look at: all signals of a column, what the rules and the header's letters make of it, the
// forms of its values, and the columns around it. Whole numbers; 0 means nothing to see.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "tidegate/classify/column_features.h"
#include "tidegate/classify/column_scores.h"
#include "tidegate/classify/column_signals.h"
#include "tidegate/classify/taxonomy.h"

namespace tidegate {

// Where a measure comes from: what a user is told, and what training may hide.
enum class MeasureSource : std::uint8_t { kHeader, kValues, kTable };

class TreeMeasures {
 public:
  TreeMeasures(const Taxonomy& taxonomy, const SignalNames& names);
  TreeMeasures() = default;  // for an image to fill

  // Besides the names of signals: score.TYPE the rules' points, 20000 for the best; gram.TYPE and around.TYPE
  // what the letters of this header and of the others say, permille; left.GROUP right.GROUP all.GROUP the
  // neighbours' groups; form.* the values.
  const std::vector<std::string>& names() const { return names_; }
  const std::vector<MeasureSource>& sources() const { return sources_; }

  // One vector a column, in the order of names().
  // columns  as the rules scored them.
  // grams    HeaderGrams::permille of each header.
  std::vector<std::vector<std::int32_t>> of(const TableFeatures& table,
                                            const std::vector<ColumnScores>& columns,
                                            const std::vector<std::vector<std::int32_t>>& grams) const;

  template <typename Image>
  void lay_out(Image& image) {
    image(names_, sources_, signals_, types_, groups_, group_of_);
  }

 private:
  void add(std::string name, MeasureSource source);

  std::vector<std::string> names_;
  std::vector<MeasureSource> sources_;
  std::size_t signals_ = 0, types_ = 0, groups_ = 0;
  std::vector<std::size_t> group_of_;  // of each type
};

// form.*: alphabets at the ends of values, patterns, entropy, steps and spread of numbers; kFormMeasures of
// them.
inline constexpr std::size_t kFormMeasures = 88;
std::string_view form_name(std::size_t measure);
void measure_forms(const ColumnFeatures& column, std::int32_t* out);

}  // namespace tidegate
