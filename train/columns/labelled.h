// Labelled tables of the shared corpus, read as the program reads them.
#pragma once

#include <string>
#include <vector>

#include "tidegate/classify/column_features.h"
#include "tidegate/classify/literals.h"

namespace tidegate::train {

struct LabelledFeatures {
  std::string path;
  TableFeatures features;
  std::vector<std::vector<std::string>>
      types;  // one a column: the label, then those that count as right too; empty: none
};

// file  a tables.jsonl. Tables that cannot be read are left out.
std::vector<LabelledFeatures> read_labelled(const std::string& file, const LiteralMatcher& literals);

}  // namespace tidegate::train
