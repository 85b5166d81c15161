// Official lists as rows, in the documented format (docs/formats/lists.md).
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/base/date.h"
#include "tidegate/base/result.h"
#include "tidegate/base/text.h"

namespace tidegate::lists {

enum class Unit { kField, kClass, kScale };

struct ListRow {
  std::string list_id;
  std::string row;  // its number, as the file has it
  std::string edition;
  DateInterval in_force;  // half-open; no end: still in force
  std::string zone;
  Text sector;
  Text scenario;
  Unit unit = Unit::kClass;
  Text field;
  std::string kind;   // important core pi spi, or empty
  std::string route;  // assessment scc_or_certification exempt other_regime, or empty
  std::string threshold;
  std::optional<std::int64_t> persons_from;   // inclusive
  std::optional<std::int64_t> persons_below;  // exclusive
  std::string source;
  std::string grade;                  // T S M
  std::vector<std::string> taxonomy;  // type codes that may be the row
  std::string note;
  friend bool operator==(const ListRow&, const ListRow&) = default;
};

// How much of a list is here.
struct ListCoverage {
  std::string list_id;
  Text title;
  std::string kind;  // list law standard guideline reference "positive list"
  std::string published;
  DateInterval in_force;
  std::string zone;
  std::string sectors_official;
  std::string scenarios_official;
  Text official;       // how many items, in the words of its source
  std::string status;  // complete partial none
  Text missing;
  friend bool operator==(const ListCoverage&, const ListCoverage&) = default;
};

using IsType = std::function<bool(std::string_view)>;

// Rows of one list, at least one, row numbers each once.
// name     what to call the file in errors
// is_type  whether a code stands in the taxonomy
// Errors   kMalformed: every problem with its line and column, one a line, 20 at most.
Result<std::vector<ListRow>> parse_list_rows(std::string_view tsv, std::string_view name,
                                             const IsType& is_type);
// The same rows as a file again.
std::string list_rows_text(const std::vector<ListRow>& rows);

// Lines of coverage.tsv; its counts of rows are not read, they are counted. Errors as above.
Result<std::vector<ListCoverage>> parse_list_coverage(std::string_view tsv, std::string_view name);

}  // namespace tidegate::lists
