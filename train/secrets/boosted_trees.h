// Gradient-boosted trees for a yes or no over small whole numbers: Newton steps of the logistic loss, exact
// splits over 256 values. One thread, no randomness: the same samples give the same trees.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace tidegate::train {

struct Sample {
  std::vector<std::uint8_t> features;
  bool is_positive;
  float weight;
};

struct Node {
  int feature = -1;  // -1: a leaf
  int most = 0;      // at most this goes left
  int left = 0;      // the right child follows
  double points = 0;
};

struct Forest {
  double base = 0;
  std::vector<std::vector<Node>> trees;
  double score(const std::vector<std::uint8_t>& features) const;
};

struct Settings {
  int trees = 110;
  int depth = 6;
  double rate = 0.15;
  double lambda = 2.0;
  double least_weight = 4.0;  // of a child, in Hessian
  double least_doubt = 1e-3;  // p (1 - p) from which a sample is looked at
};

Forest grow(const std::vector<const Sample*>& samples, const Settings& settings);

}  // namespace tidegate::train
