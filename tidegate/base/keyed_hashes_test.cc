#include "tidegate/base/keyed_hashes.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

namespace tidegate {
namespace {

// Texts of every length, in any company: the hash that each has alone.
TEST(KeyedHashes, AreThoseOfEachTextAlone) {
  std::mt19937_64 random(3);
  SubjectKeySecret secret;
  for (auto& byte : secret.bytes) byte = static_cast<std::uint8_t>(random());
  std::vector<std::string> texts;
  for (std::size_t n = 0; n < 800; ++n) {
    std::string text(n < 100 ? n : random() % 90, '\0');
    for (char& c : text) c = static_cast<char>(random());
    texts.push_back(std::move(text));
  }
  for (const bool use_vectors : {true, false}) {
    for (const std::size_t step : {std::size_t{1}, std::size_t{7}, std::size_t{800}}) {
      KeyedHashes hashes(secret, use_vectors);
      std::vector<std::uint64_t> out(texts.size());
      for (std::size_t i = 0; i < texts.size(); ++i) {
        hashes.add(texts[i], &out[i]);
        if (i % step == 0) hashes.finish();
      }
      hashes.finish();
      for (std::size_t i = 0; i < texts.size(); ++i) ASSERT_EQ(out[i], keyed_hash(secret, texts[i])) << i;
    }
  }
}

}  // namespace
}  // namespace tidegate
