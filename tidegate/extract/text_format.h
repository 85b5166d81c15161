// Is this text a table, JSON or prose? Told from its shape; the name's ending is a hint.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "tidegate/extract/csv_dialect.h"
#include "tidegate/extract/extract.h"
#include "tidegate/extract/json_table_reader.h"

namespace tidegate {

struct TextFormat {
  enum class Kind { kCsv, kJson, kProse };
  Kind kind = Kind::kProse;
  std::string name;                        // as TableInfo::format has it
  JsonLayout layout = JsonLayout::kWhole;  // of JSON
  CsvShape shape;                          // of CSV
  bool is_source = false;                  // the text of a program, by its name
};

// sample    the first octets of the text, in UTF-8.
// is_whole  nothing follows it.
// file      the name of the file that holds the text, without the ending of its compression.
TextFormat detect_text_format(std::string_view sample, bool is_whole, std::string_view file,
                              const ExtractOptions& options);

// How the records of a text stand in it; none: it is not JSON.
std::optional<JsonLayout> detect_json(std::string_view sample, bool is_whole);

}  // namespace tidegate
