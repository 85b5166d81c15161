// Secrets in any text lie in order inside it, a finder that remembers lines finds what one that does not
// finds, and what the filter is asked about lies inside the text too; a damaged model is refused or read
// without harm. The first four bytes damage the model.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/base/check.h"
#include "tidegate/classify/secrets/secret_finder.h"
#include "tidegate/classify/secrets/secret_trees.h"

namespace {

using namespace tidegate;

// Two trees: one of three nodes, one of a single leaf. A sum below -1024 is hopeless.
std::string small_model() {
  std::string model = "secret-trees 2\n";
  model.push_back(static_cast<char>(kSecretFeatures));
  model += {0, 0, 0, 0, 2, 0, 3, 1, 0, -4, -1, -1};
  model +=
      {0, 20, 2, static_cast<char>(255), 1, 0, static_cast<char>(255), 2, 0, static_cast<char>(255), 3, 0};
  return model;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 4 || size > 65'536) return 0;
  std::string model = small_model();
  model[data[0] % model.size()] ^= static_cast<char>(data[1]);
  model.resize(model.size() - data[2] % 4U);
  const auto trees = SecretTrees::parse(model);
  const std::string_view text(reinterpret_cast<const char*>(data) + 4, size - 4);
  static const LiteralMatcher literals;
  std::vector<LiteralHit> hits;
  literals.find_plainly(text, hits);
  SecretFinder finder;
  std::vector<FoundSecret> found;
  finder.find(text, hits, found);
  std::size_t from = 0;
  for (const FoundSecret& secret : found) {
    TIDEGATE_CHECK(secret.begin >= from && secret.begin < secret.end && secret.end <= text.size());
    from = secret.end;
  }
  std::vector<FoundSecret> remembered;
  finder.find(text, hits, remembered);
  finder.find(text, hits, remembered);
  SecretFinder(false).find(text, hits, found);
  const auto is_same = [](const FoundSecret& a, const FoundSecret& b) {
    return a.begin == b.begin && a.end == b.end && a.kind == b.kind;
  };
  TIDEGATE_CHECK(std::equal(found.begin(), found.end(), remembered.begin(), remembered.end(), is_same));
  std::vector<SecretCandidate> candidates;
  finder.find_candidates(text, hits, {}, candidates);
  for (const SecretCandidate& candidate : candidates) {
    TIDEGATE_CHECK(candidate.item.begin < candidate.item.end && candidate.item.end <= text.size());
    if (trees) TIDEGATE_CHECK(trees->points(candidate.features) < 1 << 22);
  }
  return 0;
}
