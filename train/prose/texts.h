// Labelled texts that the prose tagger learns from.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "tidegate/base/result.h"
#include "tidegate/classify/prose/prose_model.h"

namespace tidegate::train {

struct Mark {
  std::size_t begin;  // bytes, half-open
  std::size_t end;
  ProseType type;  // kNone: nothing is known about what stands here
};

struct Text {
  std::string text;
  std::vector<Mark> marks;
  std::uint32_t unknown = 0;  // bit t: spans of type t are not labelled in this text
  float weight = 1;
  std::string id;
};

// One corpus of $TIDEGATE_DATA/data/corpus, its labels brought to the house's.
// path     "hand_zh/formal.jsonl"
// keep     called with the number of a text; false leaves it out.
Result<std::vector<Text>> read_corpus(const std::string& root, const std::string& path, float weight);

}  // namespace tidegate::train
