// Is this text a schema, and which tables does it declare?
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tidegate/terms/schema_table.h"

namespace tidegate {

// Texts longer than this are never taken for a schema.
inline constexpr std::size_t kLongestSchema = 4U << 20;

// Whether a text that begins so is worth a look. Quick, and never wrong where it says no.
bool may_be_schema(std::string_view begin);

// The tables that a whole text declares, in its order; none: it is no schema. Recognised by what it says:
//   ddl          CREATE TABLE statements, and nothing that puts values into rows (INSERT, REPLACE, UPDATE,
//                MERGE, COPY ... FROM stdin): a dump is data
//   json_schema  an object with "properties" that says "$schema" or "type": "object"; "$defs" each a table
//   avro         "type": "record" with "fields"
//   protobuf     "syntax" or "package", and messages
// Only names, formats and fields are filled in. Cost: linear; nesting is bounded
// at 64. Where there are more than kMostSchemaFields, at least one more of them is told, and the text is to
// be refused.
std::vector<SchemaTable> schema_tables(std::string_view text);

// One a format, for schema_tables and for tests.
std::vector<SchemaTable> ddl_tables(std::string_view text);
std::vector<SchemaTable> json_schema_tables(std::string_view text);  // Avro too
std::vector<SchemaTable> protobuf_tables(std::string_view text);

inline constexpr std::size_t kMostSchemaFields = 10'000;  // of all tables of a text
inline constexpr std::size_t kDeepestSchema = 64;

}  // namespace tidegate
