// What stands in the lines of running text, found once for all who ask: the columns' counts and the persons'.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "tidegate/classify/chance_numbers.h"
#include "tidegate/classify/literals.h"
#include "tidegate/classify/source_names.h"
#include "tidegate/classify/text_values.h"
#include "tidegate/terms/table.h"

namespace tidegate {

// One a thread.
class LineFindings {
 public:
  // literals  outlives the findings.
  explicit LineFindings(const LiteralMatcher& literals, Simd simd = best_simd())
      : literals_(&literals), scanner_(simd) {}

  // block      of rows of one cell at most.
  // has_names  of a program whose texts stand in quotes (source_names.h): its names are no secrets.
  void find(const RowBlock& block, bool has_names = false);

  // Of the trimmed cell of a row of the block: offsets are its own. Valid until the next find().
  std::span<const LiteralHit> hits(std::size_t row) const {
    return {hits_.data() + hit_begin_[row], hit_begin_[row + 1] - hit_begin_[row]};
  }
  std::span<const FoundValue> values(std::size_t row) const {
    return {values_.data() + value_begin_[row], value_begin_[row + 1] - value_begin_[row]};
  }
  // Numbers of the block that look like somebody's by chance alone (chance_numbers.h): they are no values.
  // Of mobile phones, and of cards.
  std::size_t mobiles_by_chance() const { return mobiles_by_chance_; }
  std::size_t by_chance() const { return by_chance_; }
  // Of all blocks since begin().
  const ChanceSums& chance_sums() const { return sums_; }
  // A text begins. keeps_chance: all that looks like somebody's is told, for the text is known to have more
  // than chance makes.
  void begin(bool keeps_chance) {
    keeps_chance_ = keeps_chance;
    sums_ = {};
  }

 private:
  void find_words(const RowBlock& block, bool in_one);
  void leave_out_chance(const RowBlock& block);
  void leave_out_names(std::string_view line);

  const LiteralMatcher* literals_;
  LiteralMatcher::Scratch scratch_;
  TextScanner scanner_;
  std::vector<std::string_view> cells_;  // of the block's rows, trimmed
  std::vector<LiteralHit> hits_;         // row after row
  std::vector<std::uint32_t> hit_begin_;
  std::vector<FoundValue> values_;
  std::vector<std::uint32_t> value_begin_;
  std::vector<LiteralHit> found_hits_;
  std::vector<FoundValue> found_;
  struct Other {
    std::uint32_t row;
    TextPiece number;
  };
  std::vector<Other> others_;
  ChanceNumbers chance_;
  SourceNames names_;
  std::size_t by_chance_ = 0;
  std::size_t mobiles_by_chance_ = 0;
  bool keeps_chance_ = false;
  ChanceSums sums_;
};

}  // namespace tidegate
