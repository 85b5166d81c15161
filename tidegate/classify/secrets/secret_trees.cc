#include "tidegate/classify/secrets/secret_trees.h"

#include <algorithm>
#include <array>
#include <utility>

#include "tidegate/base/check.h"

extern "C" const char tidegate_secret_trees_begin[], tidegate_secret_trees_end[];
asm(".section .rodata\n"
    "tidegate_secret_trees_begin:\n"
    ".incbin \"" TIDEGATE_SECRET_TREES
    "\"\n"
    "tidegate_secret_trees_end:\n"
    ".byte 0\n"
    ".text\n");

namespace tidegate {
namespace {

constexpr std::string_view kHead = "secret-trees 2\n";
constexpr std::size_t kNodeBytes = 3;
constexpr std::uint8_t kLeaf = 255;
constexpr std::size_t kSteps = 6;  // down a tree
constexpr std::size_t kGroup = 8;  // trees that are asked together
constexpr std::int32_t kMostPoints = 1 << 20;

std::uint32_t integer(std::string_view bytes) {
  std::uint32_t value = 0;
  for (std::size_t i = bytes.size(); i > 0; --i)
    value = value << 8 | static_cast<unsigned char>(bytes[i - 1]);
  return value;
}

}  // namespace

Result<SecretTrees> SecretTrees::parse(std::string_view bytes) {
  const auto damaged =
      fail({ErrorCode::kMalformed, "the model of secrets is damaged", "models/secrets/trees.bin"});
  constexpr std::size_t kFixed = kHead.size() + 1 + 4 + 2;
  if (bytes.size() < kFixed || bytes.substr(0, kHead.size()) != kHead ||
      integer(bytes.substr(kHead.size(), 1)) != kSecretFeatures)
    return damaged;
  const auto read_points = [&](std::size_t at) {
    return static_cast<std::int32_t>(integer(bytes.substr(at, 4)));
  };
  const auto is_sane = [](std::int32_t points) { return points >= -kMostPoints && points <= kMostPoints; };
  SecretTrees out;
  out.base_ = read_points(kHead.size() + 1);
  const std::size_t trees = integer(bytes.substr(kHead.size() + 5, 2));
  const std::size_t groups = (trees + kGroup - 1) / kGroup;
  if (!is_sane(out.base_) || bytes.size() < kFixed + trees + groups * 4) return damaged;
  for (std::size_t i = 0; i < groups; ++i) {
    out.least_.push_back(read_points(kFixed + trees + i * 4));
    if (!is_sane(out.least_.back())) return damaged;
  }
  std::string_view nodes = bytes.substr(kFixed + trees + groups * 4);
  for (const char count : bytes.substr(kFixed, trees)) {
    const std::size_t size = static_cast<unsigned char>(count) * kNodeBytes;
    if (size == 0 || size > nodes.size() || !out.add_tree(nodes.substr(0, size))) return damaged;
    nodes.remove_prefix(size);
  }
  if (!nodes.empty()) return damaged;
  // The last group is filled up with trees of nothing.
  while (out.roots_.size() % kGroup != 0) out.add_tree(std::string_view{"\xFF\0\0", kNodeBytes});
  return out;
}

// False when a way down leaves the tree or does not end.
bool SecretTrees::add_tree(std::string_view nodes) {
  const std::size_t count = nodes.size() / kNodeBytes;
  roots_.push_back(static_cast<std::uint32_t>(nodes_.size()));
  std::vector<std::size_t> steps(count);  // from the root; children stand behind their parents
  for (std::size_t at = 0; at < count; ++at) {
    const auto* const p = reinterpret_cast<const unsigned char*>(nodes.data()) + at * kNodeBytes;
    if (p[0] == kLeaf) {
      nodes_.push_back({0, 255, 0, 0});
      points_.push_back(static_cast<std::int16_t>(static_cast<std::uint16_t>(p[1] | p[2] << 8)));
      continue;
    }
    if (p[0] >= kSecretFeatures || p[2] < 2 || at + p[2] >= count || steps[at] == kSteps) return false;
    nodes_.push_back({p[0], p[1], 1, static_cast<std::uint8_t>(p[2] - 1)});
    points_.push_back(0);
    for (const std::size_t child : {at + 1, at + p[2]}) steps[child] = std::max(steps[child], steps[at] + 1);
  }
  return true;
}

const SecretTrees& SecretTrees::built_in() {
  static const SecretTrees trees = [] {
    auto parsed = parse({tidegate_secret_trees_begin,
                         static_cast<std::size_t>(tidegate_secret_trees_end - tidegate_secret_trees_begin)});
    TIDEGATE_CHECK(parsed.has_value());
    return *parsed;
  }();
  return trees;
}

// Side by side and without a branch, so that the processor need not wait for one tree before it goes on with
// the next.
std::int32_t SecretTrees::sum_of(const SecretFeatures& features, std::size_t group) const {
  const Node* const nodes = nodes_.data();
  const std::uint32_t* const roots = roots_.data() + group * kGroup;
  return [&]<std::size_t... t>(std::index_sequence<t...>) {
    std::array<std::uint32_t, kGroup> at{roots[t]...};
    const auto step = [&](std::uint32_t& place) {
      const Node node = nodes[place];
      const auto is_more = static_cast<std::uint32_t>(features[node.feature] > node.most);
      place += node.left + (node.more & (0U - is_more));
    };
    for (std::size_t i = 0; i < kSteps; ++i) (step(at[t]), ...);
    return (std::int32_t{points_[at[t]]} + ...);
  }
  (std::make_index_sequence<kGroup>{});
}

std::int32_t SecretTrees::points(const SecretFeatures& features) const {
  std::int32_t sum = base_;
  for (std::size_t group = 0; group < least_.size(); ++group) {
    sum += sum_of(features, group);
    if (sum < least_[group]) return std::min(sum, -1);
  }
  return sum;
}

// Of the leaves below a node that some features in between lead to, the most points.
std::int32_t SecretTrees::most_below(std::uint32_t node, const SecretFeatures& least,
                                     const SecretFeatures& most) const {
  const Node& at = nodes_[node];
  if (at.left == 0) return points_[node];
  const std::uint32_t left = node + at.left;
  if (most[at.feature] <= at.most) return most_below(left, least, most);
  const std::int32_t more = most_below(left + at.more, least, most);
  return least[at.feature] > at.most ? more : std::max(more, most_below(left, least, most));
}

bool SecretTrees::are_hopeless(const SecretFeatures& least, const SecretFeatures& most) const {
  std::int32_t sum = base_;
  for (std::size_t group = 0; group < least_.size(); ++group) {
    for (std::size_t tree = group * kGroup; tree < (group + 1) * kGroup; ++tree)
      sum += most_below(roots_[tree], least, most);
    if (sum < least_[group]) return true;
  }
  return sum < 0;
}

}  // namespace tidegate
