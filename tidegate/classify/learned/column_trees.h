// Boosted trees over a column's measures: what they add to each type's points. Trained by train/columns;
// walked here in whole numbers, so that every machine gives the same answer.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tidegate/base/result.h"
#include "tidegate/classify/taxonomy.h"

namespace tidegate {

class ColumnTrees {
 public:
  // bytes     models/columns/trees.bin, docs/formats/column-models.md; borrowed as long as this lives.
  // measures  names of the measures, in the order in which they will be given. One that the file names and
  // this list
  //           lacks counts as missing.
  // Errors    kMalformed: cut short, or a tree that leads outside itself.
  static Result<ColumnTrees> parse(std::string_view bytes, const Taxonomy& taxonomy,
                                   const std::vector<std::string>& measures);

  // Measures sorted into the steps that the trees know, once a column.
  std::vector<std::uint8_t> steps(std::span<const std::int32_t> measures) const;
  // Thousandths of a nat of log-odds (before the temperature) that the trees add to a type.
  std::int32_t points(TypeIndex type, std::span<const std::uint8_t> steps) const;
  static constexpr std::uint8_t kMissing = 255;  // a step: the measure was 0 or is not known

  // Where the trees' measures stand in the list that parse was given; beyond its end: nowhere.
  const std::vector<std::size_t>& places() const { return place_; }

  // The share of verdicts of this softmax share that proved right on tables whose templates were not learnt
  // from.
  std::int32_t calibrated(std::int32_t permille) const;

  template <typename Image>
  void lay_out(Image& image) {
    image(place_, limit_begin_, limits_, roots_, of_type_, nodes_, calibration_);
  }

 private:
  static constexpr std::uint16_t kLeaf = 0x7FFF;
  static constexpr std::uint16_t kMissingGoesLeft = 0x8000;
  bool is_sound() const;

  std::vector<std::size_t> place_;          // of each measure of the file in the caller's list; npos: none
  std::vector<std::uint32_t> limit_begin_;  // into limits_, one a measure and the end
  std::vector<std::int32_t> limits_;        // ascending
  std::vector<std::uint32_t> roots_;        // in nodes_, type by type
  std::vector<std::pair<std::uint32_t, std::uint32_t>> of_type_;  // [begin, end) in roots_
  std::string_view nodes_;  // four bytes each: measure, step, right; a leaf: kLeaf, points
  std::vector<std::pair<std::int32_t, std::int32_t>> calibration_;
};

}  // namespace tidegate
