// All that one scan of a table knows of its columns. Filled by TableScan, read by the column verdict.
// Counters are of the full scan, whatever the file's size; only `sample` is a sample. Nothing here depends on
// how the rows were cut into blocks or shared out among threads.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "tidegate/classify/value_kind.h"
#include "tidegate/terms/table.h"

namespace tidegate {

// How many cells of a column are of a kind. A cell may count for several kinds (15 digits: IMEI, IMSI, card).
struct KindCount {
  std::uint64_t whole_valid = 0;  // the whole cell, every check passed
  std::uint64_t whole_shape_only =
      0;  // the whole cell has the shape, but a check digit, date or table entry is wrong
  std::uint64_t inside_text = 0;  // cells that hold a valid one amid other text
};

// What a non-empty cell is written in. Each cell has exactly one.
enum class Alphabet : std::uint8_t {
  kDigits,     // 0-9 only
  kNumeric,    // digits with + - . , % and spaces
  kLatin,      // A-Z a-z only, one word
  kAlnum,      // ASCII letters and digits only
  kLatinText,  // ASCII with spaces or punctuation
  kCjk,        // Chinese characters only (and · between them)
  kCjkMixed,   // Chinese with anything else
  kOther,      // other scripts, full-width forms
  kCount,
};

// Words that stand near personal data in running text ("身份证", "password"), in groups. Counted in cells of
// any column.
enum class ContextGroup : std::uint8_t {
  kIdentity,
  kContact,
  kAddress,
  kFinance,
  kHealth,
  kBiometric,
  kLocation,
  kSecret,
  kDemographic,
  kEmployment,
  kVehicle,
  kFamily,
  kReligion,
  kCriminal,
  kNetwork,
  kBusiness,
  kIndustry,
  kGeography,
  kGovernment,
  kCount,
};

struct SampleCell {
  std::uint64_t row = 0;     // 0-based data row
  std::string text;          // as it stands, cut to 512 bytes at a character's edge
  std::uint32_t length = 0;  // of the whole cell in bytes
};

// Cells that read as a number: optional sign, digits with or without thousands commas, point; currency sign
// and % stripped. Values in millionths, saturated at +-9.2e12.
struct NumberStats {
  std::uint64_t cells = 0;
  std::uint64_t negative = 0;
  std::uint64_t leading_zero = 0;  // "007": a code, not a number
  std::int64_t min_micro = 0;      // of all cells; 0 when cells is 0
  std::int64_t max_micro = 0;
  std::array<std::uint64_t, 10> decimals{};  // by places after the point; the last counts 9 and more
};

struct ColumnFeatures {
  std::size_t index = 0;
  std::string header;           // as written; "" where none
  std::uint64_t cells = 0;      // rows that have a cell here, empty ones included
  std::uint64_t non_empty = 0;  // after trimming; "NULL", "N/A", "-", "\N" count as empty
  std::array<KindCount, kValueKinds> kinds{};
  std::array<std::uint64_t, static_cast<std::size_t>(Alphabet::kCount)> alphabet{};
  std::array<std::uint64_t, static_cast<std::size_t>(ContextGroup::kCount)>
      context{};              // cells with a word of the group
  std::uint64_t telling = 0;  // cells with a word that tells of health, crime, belief: tells_sensitive()
  std::uint64_t telling_beyond_names = 0;  // those with such a word that is nobody's name: "Iris" is one
  std::array<std::uint64_t, 65> length{};  // by length in bytes; [64] counts 64 and more
  std::uint32_t max_length = 0;            // bytes
  std::uint64_t total_length = 0;          // bytes, over non_empty
  NumberStats numbers;
  // Distinct values: exact up to kExactDistinct, an estimate (about 3 %) beyond. Advice only, never near a
  // threshold of law.
  static constexpr std::uint64_t kExactDistinct = 1024;
  std::uint64_t distinct_estimate = 0;
  bool distinct_is_exact = true;
  // Up to kSample non-empty cells, those whose row number hashes lowest: the same rows in every full column.
  // By row.
  static constexpr std::size_t kSample = 256;
  std::vector<SampleCell> sample;
  // Of neighbours in `sample` that both are numbers: rises, falls, and equal ones. A serial number only
  // rises.
  std::uint32_t sample_rises = 0;
  std::uint32_t sample_falls = 0;
  std::uint32_t sample_equal = 0;
  bool is_serial = false;  // value - row is the same for the whole sample (8 cells or more)
  // 18 digits that end in 000, or 1.10101E+17: a spreadsheet rounded an identity number.
  std::uint64_t truncated_ids = 0;

  const KindCount& of(ValueKind kind) const { return kinds[static_cast<std::size_t>(kind)]; }
  std::uint64_t of(Alphabet a) const { return alphabet[static_cast<std::size_t>(a)]; }
  std::uint64_t of(ContextGroup g) const { return context[static_cast<std::size_t>(g)]; }
};

struct TableFeatures {
  TableInfo info;
  std::uint64_t rows = 0;
  std::vector<ColumnFeatures> columns;
};

}  // namespace tidegate
