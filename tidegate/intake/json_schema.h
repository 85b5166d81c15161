// The format's table in two published forms: a JSON Schema (2020-12) and the tables of
// docs/formats/transfer.md.
#pragma once

#include <string>

namespace tidegate::intake {

// api/transfer.schema.json, byte for byte. Whatever it admits in JSON, read_transfer reads, but for what no
// schema can say: check characters, calendar days, statements that contradict one another.
std::string transfer_json_schema();

// Markdown: one table for each mapping of the format, and the words of every closed list.
std::string transfer_key_tables();

}  // namespace tidegate::intake
