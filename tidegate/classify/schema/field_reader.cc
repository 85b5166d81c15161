#include "tidegate/classify/schema/field_reader.h"

#include <algorithm>
#include <array>

#include "tidegate/classify/learned/model_bytes.h"

namespace tidegate {
namespace {

constexpr int kWeightBits = 10;         // a weight of 1.0 is 2^10
constexpr int kProductBits = 22;        // an input times a weight
constexpr std::int64_t kPoints = 1500;  // of one nat, at the temperature of the shares
constexpr std::int32_t kMostPoints = 30'000;

using Sum = std::array<std::int64_t, FieldReader::kWidth>;

}  // namespace

Result<FieldReader> FieldReader::parse(std::string_view bytes, const Taxonomy& taxonomy) {
  ModelBytes reader(bytes);
  FieldReader out;
  const auto types = reader.types("field-reader 1", taxonomy);
  bool is_sound = types.size() == taxonomy.types().size();
  for (std::size_t t = 0; t < types.size(); ++t) is_sound = is_sound && types[t] == t;
  if (is_sound) {
    out.types_ = types.size();
    out.inputs_ = inputs(out.types_);
    const auto knots = reader.integer<std::uint32_t>();
    for (std::uint32_t i = 0; i < knots && reader.is_sound(); ++i) {
      const auto stated = reader.integer<std::int32_t>();
      out.calibration_.emplace_back(stated, reader.integer<std::int32_t>());
    }
    const auto fill = [&](auto& numbers, std::size_t count) {
      using Number = typename std::remove_reference_t<decltype(numbers)>::value_type;
      numbers.reserve(count);
      for (std::size_t i = 0; i < count && reader.is_sound(); ++i)
        numbers.push_back(reader.integer<Number>());
    };
    out.vector_step_ = reader.integer<std::int64_t>();
    fill(out.bias_hidden_, kHidden);
    fill(out.to_hidden_, kHidden * out.inputs_);
    fill(out.bias_, out.types_);
    fill(out.direct_, out.types_ * out.inputs_);
    fill(out.from_hidden_, out.types_ * kHidden);
    out.vectors_ = reader.bytes(std::size_t{kFieldBuckets} * kWidth);
    is_sound = reader.is_whole() && out.vector_step_ >= 0 && out.vector_step_ < std::int64_t{1} << 30;
    for (std::size_t k = 1; k < out.calibration_.size(); ++k)
      is_sound = is_sound && out.calibration_[k - 1].first < out.calibration_[k].first;
  }
  if (!is_sound)
    return fail({ErrorCode::kMalformed, "the model of fields is damaged", "models/columns/fields.bin"});
  return out;
}

std::vector<FieldReader::Inputs> FieldReader::inputs_of(
    const SchemaTable& table, const std::vector<std::vector<std::int32_t>>& shares) const {
  const std::vector<FieldClues> clues = clues_of(table);
  const auto mean_of = [&](const std::vector<std::uint32_t>& grams) {
    Sum sum{};
    if (grams.empty()) return sum;
    for (const std::uint32_t g : grams) {
      const char* vector = vectors_.data() + std::size_t{g} * kWidth;
      for (std::size_t k = 0; k < kWidth; ++k) sum[k] += static_cast<signed char>(vector[k]);
    }
    for (std::int64_t& s : sum) s = s * vector_step_ / static_cast<std::int64_t>(grams.size()) / (1 << 20);
    return sum;
  };
  std::vector<Sum> names;
  std::vector<Sum> comments;
  Sum all{};
  for (const FieldClues& field : clues) {
    names.push_back(mean_of(field.name));
    comments.push_back(mean_of(field.comment));
    for (std::size_t k = 0; k < kWidth; ++k) all[k] += names.back()[k] + comments.back()[k];
  }
  std::vector<Inputs> out;
  out.reserve(clues.size());
  const auto count = static_cast<std::int64_t>(clues.size());
  for (std::size_t i = 0; i < clues.size(); ++i) {
    Inputs in(inputs_, 0);
    const Sum around = mean_of(clues[i].around);
    for (std::size_t k = 0; k < kWidth; ++k) {
      const std::int64_t beside =
          (i > 0 ? names[i - 1][k] : 0) + (i + 1 < clues.size() ? names[i + 1][k] : 0);
      const std::int64_t others = count < 2 ? 0 : (all[k] - names[i][k] - comments[i][k]) / (count - 1);
      const std::array<std::int64_t, kMeans> means{names[i][k], comments[i][k], around[k], beside / 2,
                                                   others};
      for (std::size_t m = 0; m < kMeans; ++m) in[m * kWidth + k] = static_cast<std::int32_t>(means[m]);
    }
    for (std::size_t d = 0; d < kDeclaredClues; ++d)
      in[kMeans * kWidth + d] = clues[i].declared[d] ? kOne : 0;
    for (std::size_t t = 0; t < types_; ++t)
      in[kMeans * kWidth + kDeclaredClues + t] = shares[i][t] * kOne / 1000;
    out.push_back(std::move(in));
  }
  return out;
}

std::vector<std::int64_t> FieldReader::hidden_of(const Inputs& inputs) const {
  std::vector<std::int64_t> hidden(kHidden);
  for (std::size_t h = 0; h < kHidden; ++h) {
    std::int64_t sum = bias_hidden_[h];
    const std::int16_t* weights = to_hidden_.data() + h * inputs_;
    for (std::size_t i = 0; i < inputs_; ++i) sum += std::int64_t{weights[i]} * inputs[i];
    hidden[h] = std::max<std::int64_t>(0, sum) >> kWeightBits;
  }
  return hidden;
}

std::int64_t FieldReader::output_of(std::size_t type, const Inputs& inputs,
                                    const std::vector<std::int64_t>& hidden) const {
  std::int64_t sum = bias_[type];
  const std::int16_t* direct = direct_.data() + type * inputs_;
  for (std::size_t i = 0; i < inputs_; ++i) sum += std::int64_t{direct[i]} * inputs[i];
  const std::int16_t* weights = from_hidden_.data() + type * kHidden;
  for (std::size_t h = 0; h < kHidden; ++h) sum += weights[h] * hidden[h];
  return sum * kPoints / (std::int64_t{1} << kProductBits);
}

std::vector<std::int32_t> FieldReader::points(const Inputs& inputs) const {
  const std::vector<std::int64_t> hidden = hidden_of(inputs);
  std::vector<std::int32_t> out(types_);
  for (std::size_t t = 0; t < types_; ++t)
    out[t] = static_cast<std::int32_t>(
        std::clamp<std::int64_t>(output_of(t, inputs, hidden), -kMostPoints, kMostPoints));
  return out;
}

FieldReader::Source FieldReader::strongest(const Inputs& inputs, TypeIndex type) const {
  constexpr std::size_t kDeclaredAt = kMeans * kWidth;
  const std::array<std::pair<std::size_t, std::size_t>, 4> kPlaces{
      {{0, kWidth},
       {kWidth, 2 * kWidth},
       {2 * kWidth, kDeclaredAt},
       {kDeclaredAt, kDeclaredAt + kDeclaredClues}}};
  std::size_t out = 0;
  std::int64_t least = 0;
  for (std::size_t s = 0; s < kPlaces.size(); ++s) {
    Inputs hidden = inputs;
    std::fill(hidden.begin() + static_cast<std::ptrdiff_t>(kPlaces[s].first),
              hidden.begin() + static_cast<std::ptrdiff_t>(kPlaces[s].second), 0);
    const std::int64_t without = output_of(type, hidden, hidden_of(hidden));
    if (s > 0 && without >= least) continue;
    least = without;
    out = s;
  }
  return static_cast<Source>(out);
}

std::int32_t FieldReader::calibrated(std::int32_t permille) const {
  const auto above = std::find_if(calibration_.begin(), calibration_.end(),
                                  [&](const auto& knot) { return knot.first >= permille; });
  if (above == calibration_.end()) return calibration_.empty() ? permille : calibration_.back().second;
  if (above == calibration_.begin()) return above->second;
  const auto below = above - 1;
  return below->second +
         (above->second - below->second) * (permille - below->first) / (above->first - below->first);
}

}  // namespace tidegate
