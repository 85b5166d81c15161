// How well columns are told apart against labels: what `tidegate evaluate tables` prints.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/base/result.h"
#include "tidegate/pilot/counts.h"
#include "tidegate/terms/data_profile.h"

namespace tidegate {

struct LabelledColumn {
  std::size_t index = 0;
  std::string name;
  TypeCode type;
  std::vector<TypeCode> also;  // other answers that count as right
  Sensitivity sensitivity = Sensitivity::kNone;
};

struct LabelledTable {
  std::string path;  // relative to the file of labels
  std::vector<LabelledColumn> columns;
};

// jsonl   one table a line: {table_csv_path, columns: [{index, name, type, sensitivity, also?}]}, or one
// schema:
//         {path, fields: [{table, name, type, sensitivity, also?}]}; other keys are left alone. A column
//         without index has its place's, one without sensitivity is "none".
// name    what to call it in errors.
// Errors  kMalformed with the line.
Result<std::vector<LabelledTable>> parse_labelled_tables(std::string_view jsonl, std::string_view name);

// How a field of a schema is called among all of its file: small letters, for labels and predictions alike.
std::string field_name(std::string_view table, std::string_view field);

struct PredictedColumn {
  std::size_t index = 0;
  TypeCode type;
  std::optional<std::int32_t> p_permille;  // none: left out of the calibration
  std::string name = {};                   // where given, the column is found by it, and by index only else
};

struct PredictedTable {
  std::string path;  // as the label has it
  std::vector<PredictedColumn> columns;
};

struct ColumnError {
  std::string path;
  std::size_t index = 0;
  std::string name;
  TypeCode expected;
  TypeCode got;
  std::int32_t p_permille = 0;
};

struct TableScore {
  std::int64_t columns = 0;
  std::int64_t right = 0;         // type as labelled, or among `also`
  std::int64_t right_family = 0;  // at least the group ("ID" of "ID.NAME")
  std::map<TypeCode, Counts> by_type;
  Counts sensitive;                 // any class but none, against any class but none
  std::int64_t wrong_class = 0;     // among sensitive.hits: another class than the label's
  std::int64_t ece = 0;             // millionths: ten bins of p, stated share against true share
  std::int64_t brier = 0;           // millionths
  std::vector<ColumnError> errors;  // in the order of the labels
  std::vector<std::string> unread;  // tables without a prediction

  std::int64_t type_accuracy() const { return Counts::ratio(right, columns); }
  std::int64_t family_accuracy() const { return Counts::ratio(right_family, columns); }
  std::int64_t macro_f1() const;  // mean over the types that the labels hold
};

// class_of  the class of a predicted type, to compare with the label's. A column without prediction counts as
//           GEN.TEXT without p.
TableScore score_tables(const std::vector<LabelledTable>& labels,
                        const std::vector<PredictedTable>& predictions,
                        const std::function<Sensitivity(const TypeCode&)>& class_of);

// One JSON object: columns, type_accuracy, family_accuracy, macro_f1, sensitive_precision, sensitive_recall,
// ece, brier, by_type {TYPE: {precision, recall, f1, support}}, errors [{table, index, name, expected, got,
// p}], unread [table]; ratios 0..1.
std::string to_json(const TableScore& score);

}  // namespace tidegate
