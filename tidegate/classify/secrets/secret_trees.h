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
  // bytes   models/secrets/trees.bin, borrowed as long as this lives: the line "secret-trees 1", the number
  // of features
  //         (1 byte), the threshold's points (4), the number of trees (2), the nodes of each (1), then all
  //         nodes, 3 bytes each: a feature, the most that goes left (to the next node) and how far ahead the
  //         right child stands; or 255 and the points of a leaf. Little endian.
  // Errors  kMalformed: cut short, of other features, or a tree that leads outside itself.
  static Result<SecretTrees> parse(std::string_view bytes);
  // The model that is built in.
  static const SecretTrees& built_in();

  // Log-odds that the piece is a secret, in 1024ths of a nat, from the threshold: a secret when not negative.
  // Of what the first trees find hopeless, their sum alone.
  std::int32_t points(const SecretFeatures& features) const;

 private:
  bool is_sound() const;

  std::int32_t base_ = 0;
  std::vector<std::size_t> roots_;  // in nodes_; the last is its end
  std::string_view nodes_;
};

}  // namespace tidegate
