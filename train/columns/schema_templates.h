// Schemas as firms declare them: written down in train/columns/schemas/*.tsv, or told by the templates of
// tables; and the invented schemas made of them.
#pragma once

#include <string>
#include <vector>

#include "tidegate/terms/schema_table.h"
#include "train/columns/random.h"
#include "train/columns/templates.h"

namespace tidegate::train {

struct FieldTemplate {
  std::vector<std::string> types;   // the first, then those that count as right too
  std::vector<std::string> names;   // words joined by _
  std::string declared;             // a letter of declared_as, and a length
  std::vector<std::string> zh, en;  // comments
};

struct SchemaTemplate {
  std::string stem;  // of the file
  std::vector<std::string> names, zh, en;
  std::vector<FieldTemplate> fields;
};

// Files of folder, in the order of their names, then the templates of tables. Stops the program at a line
// that it cannot read.
std::vector<SchemaTemplate> read_schemas(const std::string& folder, const std::vector<TableTemplate>& tables,
                                         const std::vector<std::string>& stems_of_files);

struct TrainingSchema {
  SchemaTable table;
  std::vector<std::vector<std::string>> types;  // of each field
};

// general  the template of fields that every system has: some are put among the others.
TrainingSchema make_schema(const SchemaTemplate& from, const SchemaTemplate& general, Random& random);

}  // namespace tidegate::train
