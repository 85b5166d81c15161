// Trains the header-letters model: averaged vectors of hashed n-grams, softmax over types, plain gradient
// descent.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "tidegate/classify/taxonomy.h"

namespace tidegate::train {

struct HeaderExample {
  std::string header;
  std::string phrase;  // what it was made of: examples of one phrase stand on one side of every cut
  TypeIndex type = 0;
  float weight = 1;
};

// Deterministic: one thread, a fixed order. Returns the bytes of models/columns/grams.bin.
std::string train_grams(const std::vector<HeaderExample>& examples, const Taxonomy& taxonomy);

// Which of so many parts a phrase belongs to.
std::size_t part_of(const std::string& phrase, std::size_t parts);

}  // namespace tidegate::train
