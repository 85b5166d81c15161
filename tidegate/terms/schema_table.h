// A table of which only the plan is known: names, declared types, comments. On its way from extract to
// classify.
#pragma once

#include <string>
#include <vector>

#include "tidegate/base/result.h"

namespace tidegate {

struct SchemaField {
  std::string name;     // as declared; a key path ("vitals[].sbp") where fields lie in one another
  std::string type;     // as declared: "varchar(64)"; "" where none is
  std::string comment;  // "" where there is none
};

struct SchemaTable {
  std::string path;      // of the file that declares it
  std::string format;    // ddl json_schema avro protobuf dictionary
  std::string encoding;  // of that file
  std::string name;      // "hr.employee"; "" where the file names none
  std::string comment;
  std::vector<SchemaField> fields;
};

class SchemaSink {
 public:
  virtual ~SchemaSink() = default;
  virtual Result<void> schema(const SchemaTable& table) = 0;
};

}  // namespace tidegate
