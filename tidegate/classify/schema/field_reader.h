// The learned reader of fields without data: a small network over the letters of a field's name and comment,
// of its table and its neighbours, over the declared type and over what the rules make of it. It adds to the
// rules' points. Whole numbers throughout.
#pragma once

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "tidegate/base/result.h"
#include "tidegate/classify/schema/field_clues.h"
#include "tidegate/classify/taxonomy.h"

namespace tidegate {

class FieldReader {
 public:
  static constexpr std::size_t kWidth = 24;   // of a gram's vector
  static constexpr std::size_t kHidden = 64;  // units between
  // What the network is told, in this order: means of the grams of name, comment, table; of the names beside
  // it; of all other fields; declared type; the rules' shares of the types.
  static constexpr std::size_t kMeans = 5;
  static constexpr std::size_t inputs(std::size_t types) { return kMeans * kWidth + kDeclaredClues + types; }
  static constexpr std::int32_t kOne = 4096;  // 1.0 of an input

  // bytes   models/columns/fields.bin, docs/formats/column-models.md; borrowed as long as this lives.
  // Errors  kMalformed: cut short, another size, a type that the taxonomy lacks.
  static Result<FieldReader> parse(std::string_view bytes, const Taxonomy& taxonomy);

  // Where the points of a field came from.
  enum class Source : std::uint8_t { kName, kComment, kTable, kDeclared };

  // What the network is told of each field.
  // shares  the rules' shares of each type, permille; one vector a field.
  using Inputs = std::vector<std::int32_t>;
  std::vector<Inputs> inputs_of(const SchemaTable& table,
                                const std::vector<std::vector<std::int32_t>>& shares) const;
  // Points to add to those of the rules, one a type.
  std::vector<std::int32_t> points(const Inputs& inputs) const;
  // Which source the points of a type would miss most.
  Source strongest(const Inputs& inputs, TypeIndex type) const;

  // The share of verdicts of this softmax share that proved right on schemas that were not learnt from.
  std::int32_t calibrated(std::int32_t permille) const;

  template <typename Image>
  void lay_out(Image& image) {
    image(types_, inputs_, vectors_, vector_step_, to_hidden_, bias_hidden_, direct_, from_hidden_, bias_,
          calibration_);
  }

 private:
  std::vector<std::int64_t> hidden_of(const Inputs& inputs) const;
  std::int64_t output_of(std::size_t type, const Inputs& inputs,
                         const std::vector<std::int64_t>& hidden) const;

  std::size_t types_ = 0, inputs_ = 0;
  std::string_view vectors_;               // kFieldBuckets x kWidth, one signed byte each
  std::int64_t vector_step_ = 0;           // of one unit of a vector, 2^-20 of kOne
  std::vector<std::int16_t> to_hidden_;    // kHidden x inputs, 2^-10
  std::vector<std::int32_t> bias_hidden_;  // 2^-22
  std::vector<std::int16_t> direct_;       // types x inputs, 2^-10
  std::vector<std::int16_t> from_hidden_;  // types x kHidden, 2^-10
  std::vector<std::int32_t> bias_;         // one a type, 2^-22
  std::vector<std::pair<std::int32_t, std::int32_t>> calibration_;
};

}  // namespace tidegate
