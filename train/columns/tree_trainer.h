// Boosts trees on top of the rules' points with XGBoost, and writes them as models/columns/trees.bin.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "tidegate/classify/taxonomy.h"
#include "train/columns/calibration.h"

namespace tidegate::train {

struct TreeRow {
  std::vector<std::pair<std::uint32_t, std::int32_t>> measures;  // those that are not 0
  std::vector<std::int32_t> points;                              // of the rules, one a type
  TypeIndex type = 0;
  std::vector<TypeIndex> types;  // all answers that are right
  float weight = 1;
  std::size_t table = 0, column = 0;
};

struct TreeOptions {
  int rounds = 24;
  int depth = 5;
  double rate = 0.25;
  double columns = 0.3;
  double rows = 0.8;
  double lambda = 4;
  double least_child = 2;
  double gamma = 0.2;
};

class Trees {
 public:
  // names  of the measures.
  static Trees train(const std::vector<TreeRow>& rows, const std::vector<std::string>& names,
                     const Taxonomy& taxonomy, const TreeOptions& options);
  std::string bytes(const Calibration& calibration) const;
  // The largest difference, in points, between these bytes' answers and XGBoost's own for some of the rows.
  std::int32_t largest_difference() const { return largest_difference_; }

 private:
  struct Node {
    bool is_leaf = true;
    std::uint32_t measure = 0;
    std::int32_t limit = 0;
    bool missing_left = false;
    std::int32_t points = 0;
    std::size_t left = 0, right = 0;
  };
  using Tree = std::vector<Node>;  // in the order in which they are written
  const Taxonomy* taxonomy_ = nullptr;
  std::vector<std::string> names_;
  std::vector<std::vector<Tree>> of_type_;
  std::int32_t largest_difference_ = 0;
  friend struct TreeReader;
};

}  // namespace tidegate::train
