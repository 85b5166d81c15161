#include "tidegate/intake/nearest.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace tidegate::intake {
namespace {

constexpr std::size_t kLongest = 64;

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// Optimal string alignment. Both at most kLongest octets.
std::size_t slips(std::string_view a, std::string_view b) {
  std::array<std::array<std::size_t, kLongest + 1>, kLongest + 1> d{};
  for (std::size_t i = 0; i <= a.size(); ++i) d[i][0] = i;
  for (std::size_t j = 0; j <= b.size(); ++j) d[0][j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const bool same = lower(a[i - 1]) == lower(b[j - 1]);
      d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (same ? 0 : 1)});
      if (i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) && lower(a[i - 2]) == lower(b[j - 1])) {
        d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
      }
    }
  }
  return d[a.size()][b.size()];
}

}  // namespace

std::string_view nearest_word(std::string_view word, const std::vector<std::string_view>& candidates) {
  if (word.empty() || word.size() > kLongest) return {};
  const std::size_t allowed = std::min<std::size_t>(3, word.size() / 3);
  std::string_view best;
  std::size_t best_slips = allowed + 1;
  for (const std::string_view candidate : candidates) {
    if (candidate.size() > kLongest) continue;
    const std::size_t n = slips(word, candidate);
    if (n < best_slips) {
      best = candidate;
      best_slips = n;
    }
  }
  if (best.empty() && word.size() >= 4) {  // cut short: "pharma"
    const auto begins = [&](std::string_view c) { return c.substr(0, word.size()) == word; };
    const auto at = std::find_if(candidates.begin(), candidates.end(), begins);
    if (at != candidates.end()) best = *at;
  }
  return best;
}

}  // namespace tidegate::intake
