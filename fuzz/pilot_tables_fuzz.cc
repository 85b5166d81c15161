// Claim: any bytes are either refused with their place, or read as labelled tables against which a score
// keeps within its bounds; where every table and column stands once, the labels score perfectly against
// themselves.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <set>
#include <string_view>
#include <vector>

#include "tidegate/base/check.h"
#include "tidegate/pilot/tables.h"

namespace {

using namespace tidegate;

// The class that a label gives is the prediction's too where the types agree.
TableScore echo(const std::vector<LabelledTable>& labels) {
  std::vector<PredictedTable> predictions;
  for (const LabelledTable& table : labels) {
    PredictedTable predicted{table.path, {}};
    for (const LabelledColumn& column : table.columns)
      predicted.columns.push_back({column.index, column.type, 1000, ""});
    predictions.push_back(std::move(predicted));
  }
  return score_tables(labels, predictions, [](const TypeCode&) { return Sensitivity::kNone; });
}

bool stands_once(const std::vector<LabelledTable>& labels) {
  std::set<std::string_view> paths;
  for (const LabelledTable& table : labels) {
    std::set<std::size_t> columns;
    if (!paths.insert(table.path).second) return false;
    for (const LabelledColumn& column : table.columns) {
      if (!columns.insert(column.index).second) return false;
    }
  }
  return true;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto labels = parse_labelled_tables({reinterpret_cast<const char*>(data), size}, "f");
  if (!labels) {
    TIDEGATE_CHECK(!labels.error().where.empty() && !labels.error().what.empty());
    return 0;
  }
  const TableScore score = echo(*labels);
  TIDEGATE_CHECK(score.right <= score.right_family && score.right_family <= score.columns);
  TIDEGATE_CHECK(score.columns - score.right == static_cast<std::int64_t>(score.errors.size()));
  TIDEGATE_CHECK(score.unread.empty() && !to_json(score).empty());
  if (stands_once(*labels)) TIDEGATE_CHECK(score.right == score.columns && score.ece == 0);
  const TableScore nothing =
      score_tables(*labels, {}, [](const TypeCode&) { return Sensitivity::kPersonal; });
  TIDEGATE_CHECK(nothing.columns == score.columns && nothing.unread.size() == labels->size());
  return 0;
}
