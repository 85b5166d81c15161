#include "tidegate/classify/learned/column_trees.h"

#include <algorithm>
#include <unordered_map>

#include "tidegate/classify/learned/model_bytes.h"

namespace tidegate {
namespace {

constexpr std::size_t kNodeBytes = 4;
constexpr std::size_t kNone = ~std::size_t{0};

struct Node {
  std::uint16_t measure;
  std::uint8_t step;
  std::uint8_t right;
};

Node node_at(std::string_view nodes, std::size_t at) {
  const auto* p = reinterpret_cast<const unsigned char*>(nodes.data()) + at * kNodeBytes;
  return {static_cast<std::uint16_t>(p[0] | p[1] << 8), p[2], p[3]};
}

}  // namespace

Result<ColumnTrees> ColumnTrees::parse(std::string_view bytes, const Taxonomy& taxonomy,
                                       const std::vector<std::string>& measures) {
  ModelBytes reader(bytes);
  ColumnTrees out;
  const auto types = reader.types("column-trees 1", taxonomy);
  std::unordered_map<std::string_view, std::size_t> place;
  for (std::size_t i = 0; i < measures.size(); ++i) place.emplace(measures[i], i);
  for (const std::string_view name : reader.names()) {
    const auto at = place.find(name);
    out.place_.push_back(at == place.end() ? kNone : at->second);
  }
  out.limit_begin_.push_back(0);
  for (std::size_t m = 0; m < out.place_.size(); ++m) {
    const auto count = reader.integer<std::uint8_t>();
    for (std::uint8_t i = 0; i < count; ++i) out.limits_.push_back(reader.integer<std::int32_t>());
    out.limit_begin_.push_back(static_cast<std::uint32_t>(out.limits_.size()));
  }
  const auto knots = reader.integer<std::uint32_t>();
  for (std::uint32_t i = 0; i < knots && reader.is_sound(); ++i) {
    const auto stated = reader.integer<std::int32_t>();
    out.calibration_.emplace_back(stated, reader.integer<std::int32_t>());
  }
  out.of_type_.assign(taxonomy.types().size(), {0, 0});
  std::uint32_t next_root = 0;
  for (const TypeIndex type : types) {
    const auto trees = reader.integer<std::uint32_t>();
    const auto begin = static_cast<std::uint32_t>(out.roots_.size());
    for (std::uint32_t t = 0; t < trees && reader.is_sound(); ++t) {
      out.roots_.push_back(next_root);
      next_root += reader.integer<std::uint8_t>();
    }
    out.of_type_[type] = {begin, static_cast<std::uint32_t>(out.roots_.size())};
  }
  out.roots_.push_back(next_root);
  out.nodes_ = reader.bytes(next_root * kNodeBytes);
  if (!reader.is_whole() || !out.is_sound())
    return fail({ErrorCode::kMalformed, "the model of columns is damaged", "models/columns/trees.bin"});
  return out;
}

// Every way down a tree stays in the tree and ends.
bool ColumnTrees::is_sound() const {
  for (std::size_t t = 0; t + 1 < roots_.size(); ++t) {
    for (std::size_t at = roots_[t]; at < roots_[t + 1]; ++at) {
      const Node node = node_at(nodes_, at);
      const auto measure = static_cast<std::uint16_t>(node.measure & ~kMissingGoesLeft);
      if (measure == kLeaf) continue;
      if (measure >= place_.size() || node.right < 2 || at + node.right >= roots_[t + 1]) return false;
    }
  }
  return true;
}

std::vector<std::uint8_t> ColumnTrees::steps(std::span<const std::int32_t> measures) const {
  std::vector<std::uint8_t> out(place_.size(), kMissing);
  for (std::size_t m = 0; m < place_.size(); ++m) {
    if (place_[m] == kNone) continue;
    const std::int32_t value = measures[place_[m]];
    if (value == 0) continue;
    const auto begin = limits_.begin() + limit_begin_[m];
    const auto end = limits_.begin() + limit_begin_[m + 1];
    out[m] = static_cast<std::uint8_t>(std::upper_bound(begin, end, value) - begin);
  }
  return out;
}

std::int32_t ColumnTrees::points(TypeIndex type, std::span<const std::uint8_t> steps) const {
  std::int32_t sum = 0;
  for (std::uint32_t t = of_type_[type].first; t < of_type_[type].second; ++t) {
    std::size_t at = roots_[t];
    for (;;) {
      const Node node = node_at(nodes_, at);
      const auto measure = static_cast<std::uint16_t>(node.measure & ~kMissingGoesLeft);
      if (measure == kLeaf) {
        sum += static_cast<std::int16_t>(node.step | node.right << 8);
        break;
      }
      const std::uint8_t step = steps[measure];
      const bool left = step == kMissing ? (node.measure & kMissingGoesLeft) != 0 : step <= node.step;
      at += left ? 1U : node.right;
    }
  }
  return sum;
}

std::int32_t ColumnTrees::calibrated(std::int32_t permille) const {
  const auto above = std::find_if(calibration_.begin(), calibration_.end(),
                                  [&](const auto& knot) { return knot.first >= permille; });
  if (above == calibration_.end()) return calibration_.empty() ? permille : calibration_.back().second;
  if (above == calibration_.begin()) return above->second;
  const auto below = above - 1;
  return below->second +
         (above->second - below->second) * (permille - below->first) / (above->first - below->first);
}

}  // namespace tidegate
