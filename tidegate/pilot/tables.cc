#include "tidegate/pilot/tables.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "tidegate/base/json_writer.h"

namespace tidegate {
namespace {

using nlohmann::json;

constexpr std::int64_t kMillion = 1'000'000;
constexpr std::size_t kBins = 10;

std::string text_of(const json& object, const char* key) {
  const auto at = object.find(key);
  return at != object.end() && at->is_string() ? at->get<std::string>() : std::string();
}

std::optional<Sensitivity> class_named(const std::string& name) {
  for (const Sensitivity s : {Sensitivity::kNone, Sensitivity::kImportant, Sensitivity::kPersonal,
                              Sensitivity::kSensitive, Sensitivity::kSecret}) {
    if (name == to_string(s)) return s;
  }
  if (name.empty()) return Sensitivity::kNone;
  return std::nullopt;
}

std::optional<LabelledColumn> column_of(const json& row, std::size_t place) {
  if (!row.is_object()) return std::nullopt;
  LabelledColumn column;
  column.name = text_of(row, "name");
  column.type = text_of(row, "type");
  const auto sensitivity = class_named(text_of(row, "sensitivity"));
  const auto index = row.find("index");
  column.index = index != row.end() && index->is_number_unsigned() ? index->get<std::size_t>() : place;
  if (column.type.empty() || !sensitivity) return std::nullopt;
  column.sensitivity = *sensitivity;
  const auto also = row.find("also");
  if (also != row.end() && also->is_array()) {
    for (const json& type : *also) {
      if (type.is_string()) column.also.push_back(type.get<std::string>());
    }
  }
  return column;
}

std::string_view group_of(std::string_view type) { return type.substr(0, type.find('.')); }

// Sums of one bin of the calibration.
struct Bin {
  std::int64_t hits = 0;
  std::int64_t permille = 0;
};

}  // namespace

Result<std::vector<LabelledTable>> parse_labelled_tables(std::string_view jsonl, std::string_view name) {
  std::vector<LabelledTable> out;
  std::size_t number = 0;
  while (!jsonl.empty()) {
    ++number;
    const std::size_t end = jsonl.find('\n');
    const std::string_view line = jsonl.substr(0, end);
    jsonl.remove_prefix(end == std::string_view::npos ? jsonl.size() : end + 1);
    if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
    const auto fault = [&](const char* what) {
      return fail({ErrorCode::kMalformed, what, std::string(name) + ":" + std::to_string(number)});
    };
    const json row = json::parse(line, nullptr, false);
    if (!row.is_object()) return fault("the line is no JSON object");
    LabelledTable table;
    // A schema's line: its fields, each under its table's name.
    const bool is_schema = row.contains("fields");
    table.path = text_of(row, is_schema ? "path" : "table_csv_path");
    const auto columns = row.find(is_schema ? "fields" : "columns");
    if (table.path.empty() || columns == row.end() || !columns->is_array()) {
      return fault("the line has no table_csv_path or no columns (of a schema: path, fields)");
    }
    for (const json& c : *columns) {
      auto column = column_of(c, table.columns.size());
      if (!column) return fault("a column has no type, or a class that there is not");
      if (is_schema) column->name = field_name(text_of(c, "table"), column->name);
      table.columns.push_back(std::move(*column));
    }
    out.push_back(std::move(table));
  }
  return out;
}

std::string field_name(std::string_view table, std::string_view field) {
  std::string name = std::string(table) + "!" + std::string(field);
  for (char& c : name) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return name;
}

std::int64_t TableScore::macro_f1() const {
  std::int64_t sum = 0;
  std::int64_t types = 0;
  for (const auto& [type, counts] : by_type) {
    if (counts.support() == 0) continue;
    sum += counts.f1();
    ++types;
  }
  return types == 0 ? 0 : (sum + types / 2) / types;
}

TableScore score_tables(const std::vector<LabelledTable>& labels,
                        const std::vector<PredictedTable>& predictions,
                        const std::function<Sensitivity(const TypeCode&)>& class_of) {
  std::map<std::string_view, const PredictedTable*> by_path;
  for (const PredictedTable& table : predictions) by_path[table.path] = &table;
  TableScore score;
  std::array<Bin, kBins> bins{};
  std::int64_t stated = 0;    // columns with a p
  std::int64_t distance = 0;  // sum of (p - hit)^2 in millionths
  for (const LabelledTable& table : labels) {
    const auto found = by_path.find(table.path);
    if (found == by_path.end()) score.unread.push_back(table.path);
    for (const LabelledColumn& label : table.columns) {
      PredictedColumn said{label.index, "GEN.TEXT", std::nullopt};
      if (found != by_path.end()) {
        const auto& columns = found->second->columns;
        auto at = std::find_if(columns.rbegin(), columns.rend(), [&](const PredictedColumn& c) {
          return !c.name.empty() && c.name == label.name;
        });
        if (at == columns.rend()) {
          at = std::find_if(columns.rbegin(), columns.rend(),
                            [&](const PredictedColumn& c) { return c.index == label.index; });
        }
        if (at != columns.rend()) said = *at;
      }
      const bool hit = said.type == label.type ||
                       std::find(label.also.begin(), label.also.end(), said.type) != label.also.end();
      ++score.columns;
      score.right += hit ? 1 : 0;
      score.right_family += hit || group_of(said.type) == group_of(label.type) ? 1 : 0;
      if (hit) {
        ++score.by_type[label.type].hits;
      } else {
        ++score.by_type[said.type].extra;
        ++score.by_type[label.type].missed;
        score.errors.push_back(
            {table.path, label.index, label.name, label.type, said.type, said.p_permille.value_or(0)});
      }
      const Sensitivity got = hit ? label.sensitivity : class_of(said.type);
      const bool is_sensitive = label.sensitivity != Sensitivity::kNone;
      if (got != Sensitivity::kNone && is_sensitive) {
        ++score.sensitive.hits;
        score.wrong_class += got != label.sensitivity ? 1 : 0;
      } else if (got != Sensitivity::kNone) {
        ++score.sensitive.extra;
      } else if (is_sensitive) {
        ++score.sensitive.missed;
      }
      if (!said.p_permille) continue;
      const std::int64_t p = *said.p_permille;
      Bin& bin = bins[static_cast<std::size_t>(std::clamp<std::int64_t>(p / 100, 0, kBins - 1))];
      bin.hits += hit ? 1 : 0;
      bin.permille += p;
      const std::int64_t miss = p - (hit ? 1000 : 0);
      distance += miss * miss;
      ++stated;
    }
  }
  std::int64_t gap = 0;
  for (const Bin& bin : bins) gap += std::abs(1000 * bin.hits - bin.permille);
  score.ece = Counts::ratio(gap, 1000 * stated);
  score.brier = Counts::ratio(distance, kMillion * stated);
  return score;
}

std::string to_json(const TableScore& score) {
  constexpr int kDigits = 6;
  JsonWriter out;
  out.begin_object();
  out.key("columns").integer(score.columns);
  out.key("type_accuracy").decimal(score.type_accuracy(), kDigits);
  out.key("family_accuracy").decimal(score.family_accuracy(), kDigits);
  out.key("macro_f1").decimal(score.macro_f1(), kDigits);
  out.key("sensitive_precision").decimal(score.sensitive.precision(), kDigits);
  out.key("sensitive_recall").decimal(score.sensitive.recall(), kDigits);
  out.key("ece").decimal(score.ece, kDigits);
  out.key("brier").decimal(score.brier, kDigits);
  out.key("by_type").begin_object();
  for (const auto& [type, counts] : score.by_type) {
    out.key(type).begin_object();
    out.key("precision").decimal(counts.precision(), kDigits);
    out.key("recall").decimal(counts.recall(), kDigits);
    out.key("f1").decimal(counts.f1(), kDigits);
    out.key("support").integer(counts.support());
    out.end_object();
  }
  out.end_object();
  out.key("errors").begin_array();
  for (const ColumnError& e : score.errors) {
    out.begin_object();
    out.key("table").string(e.path);
    out.key("index").unsigned_integer(e.index);
    out.key("name").string(e.name);
    out.key("expected").string(e.expected);
    out.key("got").string(e.got);
    out.key("p").decimal(e.p_permille, 3);
    out.end_object();
  }
  out.end_array();
  out.key("unread").begin_array();
  for (const std::string& table : score.unread) out.string(table);
  out.end_array();
  out.end_object();
  return out.take();
}

}  // namespace tidegate
