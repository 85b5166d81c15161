// What the files hold, without a value of anybody: types, counts, distinct persons.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tidegate/base/text.h"
#include "tidegate/terms/list_findings.h"

namespace tidegate {

// Class of a type under Chinese law on a day, strictest last.
enum class Sensitivity { kNone, kImportant, kPersonal, kSensitive, kSecret };
std::string_view to_string(Sensitivity s);  // none important pi spi secret

// A kind of data: row of the taxonomy (models/taxonomy.json).
using TypeCode = std::string;  // "ID.CN_RESIDENT"

struct Evidence {
  std::string rule;           // "checksum.gb11643", "header.zh", "values.unique"
  std::int32_t permille = 0;  // strength, 0..1000
  Text says;                  // never holds a value
};

// Values that nearly are of a type: "17 of 18 characters fit, check digit wrong", shape kept, value not.
struct NearMiss {
  TypeCode type;
  std::uint64_t cells = 0;
  Text why;
};

struct InText {  // types found inside free text of a column
  TypeCode type;
  std::uint64_t cells = 0;
};

struct ColumnProfile {
  std::size_t index = 0;
  std::string name;                              // header, as written; a JSON key path; "" without header
  TypeCode type;                                 // verdict
  Sensitivity sensitivity = Sensitivity::kNone;  // of the type, on the profile's date
  std::int32_t p_permille = 0;                   // calibrated probability of the verdict
  std::vector<TypeCode> also;                    // runner-up types with weight
  std::uint64_t cells = 0;
  std::uint64_t non_empty = 0;
  std::uint64_t distinct =
      0;  // exact distinct normalised identifiers when the column identifies persons, else 0
  std::vector<Evidence> evidence;  // strongest first
  std::vector<NearMiss> near_misses;
  std::vector<InText> in_text;
  int important_hint = 0;  // 0..3, a hint for review, never a finding of law
  // Beside somebody's identifier nothing sensitive can stand here: what its values prove to be, or its whole
  // header, is known as harmless, and no value tells of health, crime or belief.
  bool is_harmless = false;
};

struct FileProfile {
  std::string path;    // as given by the user
  std::string sha256;  // of the bytes as they lie on disk
  std::uint64_t size_bytes = 0;
  std::string format;                       // csv tsv json jsonl text log; "csv.gz", "a.zip!b.csv"
  std::string encoding;                     // utf-8 utf-16le utf-16be gb18030
  std::string delimiter;                    // csv: one character
  std::optional<std::uint64_t> header_row;  // 0-based; none: no header
  std::uint64_t rows = 0;
  std::uint64_t ragged_rows = 0;
  std::vector<ColumnProfile> columns;
  std::uint64_t persons = 0;            // exact distinct persons in this file
  std::uint64_t persons_sensitive = 0;  // those with a sensitive value in a row of theirs, or under 14
  std::uint64_t persons_under14 = 0;
  std::uint64_t rows_without_identifier =
      0;  // rows about persons who cannot be told apart: counted as one person each
  std::uint64_t rows_without_age = 0;  // rows about persons that tell no age that can be read
  std::vector<Text> notes;             // "12 ids end in 000: truncated by a spreadsheet?"
};

// Persons over all files, united across identifiers.
struct PersonCounts {
  std::uint64_t persons = 0;
  std::uint64_t with_sensitive = 0;  // a sensitive value in a row of theirs, or under 14
  std::uint64_t ordinary_only = 0;
  std::uint64_t under14 = 0;  // that are known: where rows_without_age is not 0, there may be more
  std::uint64_t rows_without_identifier = 0;
  std::uint64_t rows_without_age = 0;
};

// Persons of one data source of a declaration, united over its files.
struct SourceCounts {
  std::size_t source = 0;          // row of Transfer::data
  std::vector<std::size_t> files;  // rows of DataProfile::files
  PersonCounts persons;
};

struct DataProfile {
  std::string as_of;               // the day whose classes were used, YYYY-MM-DD
  std::vector<FileProfile> files;  // in the order given
  PersonCounts totals;
  std::string taxonomy_hash;
  std::string engine;                 // "tidegate classify 1": changes when verdicts may change
  std::vector<SourceCounts> sources;  // in the order of the sources; those without files are left out
  std::vector<Text> notes;            // where the files hold more than was declared
  std::vector<std::pair<TypeCode, Text>>
      type_names;  // of every type named above, sorted by code; for readers
  ListFindings lists;
};

}  // namespace tidegate
