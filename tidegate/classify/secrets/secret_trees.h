// The learned half of the search for secrets: boosted trees over secret_features.h, in whole numbers, so that
// every machine gives the same answer. Trained by train/secrets; card in models/secrets/README.md.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "tidegate/base/result.h"
#include "tidegate/classify/secrets/secret_features.h"

namespace tidegate {

class SecretTrees {
 public:
  // bytes   models/secrets/trees.bin: the line "secret-trees 2", the number of features (1 byte), the
  //         threshold's points (4), the number of trees (2), the nodes of each (1); for every eight trees the
  //         least sum that may still become a secret (4); then all nodes, 3 bytes each: a feature, the most
  //         that goes left (to the next node) and how far ahead the right child stands; or 255 and the points
  //         of a leaf. Little endian.
  // Errors  kMalformed: cut short, of other features, or a tree that leads outside itself or deeper than six
  //         steps.
  static Result<SecretTrees> parse(std::string_view bytes);
  // The model that is built in.
  static const SecretTrees& built_in();

  // Log-odds that the piece is a secret, in 1024ths of a nat, from the threshold: a secret when not negative.
  // Of what the first trees find hopeless, their sum alone: negative.
  std::int32_t points(const SecretFeatures& features) const;
  // Whether points() is negative for all features from `least` to `most`, as far as a bound tells: true is
  // certain, false is not.
  bool are_hopeless(const SecretFeatures& least, const SecretFeatures& most) const;

 private:
  // A leaf leads to itself, so that every way down has the same number of steps.
  struct Node {
    std::uint8_t feature;
    std::uint8_t most;
    std::uint8_t left;  // how far ahead the child stands that at most `most` goes to
    std::uint8_t more;  // and how much farther the other one
  };
  bool add_tree(std::string_view nodes);
  std::int32_t sum_of(const SecretFeatures& features, std::size_t group) const;
  std::int32_t most_below(std::uint32_t node, const SecretFeatures& least, const SecretFeatures& most) const;

  std::int32_t base_ = 0;
  std::vector<std::int32_t> least_;  // after each eight trees
  std::vector<std::uint32_t> roots_;
  std::vector<Node> nodes_;
  std::vector<std::int16_t> points_;  // of each node
};

}  // namespace tidegate
