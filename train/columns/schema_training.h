// The whole course of the reader of fields: its schemas, its proofs on files left out, its bytes.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "tidegate/classify/column_model.h"
#include "train/columns/field_trainer.h"
#include "train/columns/labelled.h"
#include "train/columns/templates.h"

namespace tidegate::train {

// Names of which no table is known.
struct NamedType {
  std::string name;
  TypeIndex type = 0;
  float weight = 1;
};

struct SchemaTrainingInput {
  std::string folder;  // train/columns
  std::vector<TableTemplate> tables;
  std::vector<NamedType> phrases;     // train/columns/headers.tsv
  std::vector<NamedType> vocabulary;  // models/header_vocabulary.tsv
  // Headers of labelled tables: names of fields as strangers choose them.
  std::vector<std::pair<SchemaTable, std::vector<std::vector<TypeIndex>>>> labelled;
};

struct SchemaTrainingOptions {
  FieldOptions fields;
  std::size_t schemas = 12000;
  bool without_labelled = false;
  bool skip_check = false;
};

// model  the rules. Returns the bytes of models/columns/fields.bin.
std::string train_schemas(const SchemaTrainingInput& input, const ColumnModel& model,
                          const SchemaTrainingOptions& options);

}  // namespace tidegate::train
