// Trains the reader of fields without data (classify/schema/field_reader.h).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "tidegate/classify/schema/field_clues.h"
#include "tidegate/classify/taxonomy.h"
#include "train/columns/calibration.h"

namespace tidegate::train {

// A schema, or names of which no table is known.
struct FieldTable {
  std::vector<FieldClues> clues;
  // What the rules give each type, and their shares, permille: one vector a field. Names without a table are
  // learnt without the rules, which know most of them by heart: both empty.
  std::vector<std::vector<std::int32_t>> points, shares;
  std::vector<std::vector<TypeIndex>> types;  // any of them is right; empty: not learnt from
  float weight = 1;
};

struct FieldOptions {
  int epochs = 12;
  float rate = 0.004F;
  float vector_rate = 0.15F;
  float decay = 5e-4F;
  double hidden_rules = 0.25;  // of examples, without the rules
  double dropped = 0.7;        // of names and comments, three in ten of the grams
  double idle = 0.25;          // of hidden units: none is leant on alone
};

// One thread, fixed seeds: the same tables give the same bytes.
std::string train_fields(const std::vector<const FieldTable*>& tables, const Taxonomy& taxonomy,
                         const FieldOptions& options, const Calibration& calibration);

}  // namespace tidegate::train
