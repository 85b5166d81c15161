#include "tidegate/classify/secrets/secret_trees.h"

#include <gtest/gtest.h>

#include <string>

namespace tidegate {
namespace {

// A threshold of -3 points, and one tree: up to 20 characters bring 5 points, more of them -7. A sum below -8
// is hopeless.
std::string small_model() {
  std::string model = "secret-trees 2\n";
  model.push_back(static_cast<char>(kSecretFeatures));
  for (const int byte :
       {-3, -1, -1,  -1, 1, 0,   3,  -8, -1, -1, -1, static_cast<int>(SecretFeature::kLength),
        20, 2,  255, 5,  0, 255, -7, -1})
    model.push_back(static_cast<char>(byte));
  return model;
}

TEST(SecretTrees, AddThePointsOfTheirLeaves) {
  const std::string model = small_model();
  const auto trees = SecretTrees::parse(model);
  ASSERT_TRUE(trees.has_value());
  SecretFeatures features{};
  features[0] = 20;
  EXPECT_EQ(trees->points(features), 2);
  features[0] = 21;
  EXPECT_EQ(trees->points(features), -10);
}

TEST(SecretTrees, OfDamagedBytesAreRefused) {
  const std::string model = small_model();
  for (std::size_t size = 0; size < model.size(); ++size)
    EXPECT_FALSE(SecretTrees::parse(std::string_view{model}.substr(0, size)).has_value()) << size;
  EXPECT_FALSE(SecretTrees::parse(model + "x").has_value());
  const std::size_t node = model.size() - 9;
  std::string other = model;
  other[node] = static_cast<char>(kSecretFeatures);
  EXPECT_FALSE(SecretTrees::parse(other).has_value()) << "a feature that there is not";
  for (const char right : {'\0', '\1', '\3'}) {
    other = model;
    other[node + 2] = right;
    EXPECT_FALSE(SecretTrees::parse(other).has_value()) << "a right child outside the tree, or the left one";
  }
  other = model;
  other[15] = static_cast<char>(kSecretFeatures - 1);
  EXPECT_FALSE(SecretTrees::parse(other).has_value()) << "trained with other features";
}

}  // namespace
}  // namespace tidegate
