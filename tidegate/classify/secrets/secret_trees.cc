#include "tidegate/classify/secrets/secret_trees.h"

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

constexpr std::string_view kHead = "secret-trees 1\n";
constexpr std::size_t kNodeBytes = 3;
constexpr std::uint8_t kLeaf = 255;
// Most pieces are far from a secret after a few trees; the rest is not asked about these.
constexpr std::size_t kFirstTrees = 24;
constexpr std::int32_t kHopeless = -4 * 1024;

struct Node {
  std::uint8_t feature;
  std::uint8_t most;
  std::uint8_t right;
};

Node node_at(std::string_view nodes, std::size_t at) {
  const auto* const p = reinterpret_cast<const unsigned char*>(nodes.data()) + at * kNodeBytes;
  return {p[0], p[1], p[2]};
}

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
  SecretTrees out;
  out.base_ = static_cast<std::int32_t>(integer(bytes.substr(kHead.size() + 1, 4)));
  constexpr std::int32_t kMostBase = 1 << 20;
  const std::size_t trees = integer(bytes.substr(kHead.size() + 5, 2));
  if (out.base_ < -kMostBase || out.base_ > kMostBase || bytes.size() < kFixed + trees) return damaged;
  out.roots_.push_back(0);
  for (const char count : bytes.substr(kFixed, trees))
    out.roots_.push_back(out.roots_.back() + static_cast<unsigned char>(count));
  out.nodes_ = bytes.substr(kFixed + trees);
  if (out.nodes_.size() != out.roots_.back() * kNodeBytes || !out.is_sound()) return damaged;
  return out;
}

// Every way down a tree stays in the tree and ends.
bool SecretTrees::is_sound() const {
  for (std::size_t t = 0; t + 1 < roots_.size(); ++t) {
    if (roots_[t] == roots_[t + 1]) return false;
    for (std::size_t at = roots_[t]; at < roots_[t + 1]; ++at) {
      const Node node = node_at(nodes_, at);
      if (node.feature == kLeaf) continue;
      if (node.feature >= kSecretFeatures || node.right < 2 || at + node.right >= roots_[t + 1]) return false;
    }
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

std::int32_t SecretTrees::points(const SecretFeatures& features) const {
  std::int32_t sum = base_;
  for (std::size_t t = 0; t + 1 < roots_.size(); ++t) {
    if (t == kFirstTrees && sum < kHopeless) return sum;
    std::size_t at = roots_[t];
    Node node = node_at(nodes_, at);
    while (node.feature != kLeaf) {
      at += features[node.feature] <= node.most ? 1U : node.right;
      node = node_at(nodes_, at);
    }
    sum += static_cast<std::int16_t>(static_cast<std::uint16_t>(node.most | node.right << 8));
  }
  return sum;
}

}  // namespace tidegate
