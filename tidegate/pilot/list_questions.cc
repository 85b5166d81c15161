#include "tidegate/pilot/list_questions.h"

#include <fmt/format.h>

#include <map>

#include "tidegate/base/json_writer.h"

namespace tidegate {
ListScore score_lists(const std::vector<LabelledTable>& labels, const std::vector<AskedTable>& asked) {
  std::map<std::string_view, const AskedTable*> by_path;
  for (const AskedTable& table : asked) by_path[table.path] = &table;
  ListScore score;
  for (const LabelledTable& table : labels) {
    const auto at = by_path.find(table.path);
    bool has_important = false;
    bool asks_for_nothing = false;
    for (const LabelledColumn& column : table.columns) {
      const bool is_asked = at != by_path.end() && at->second->columns.count(column.index) > 0;
      const auto place = static_cast<std::size_t>(column.sensitivity);
      ++score.columns.at(place);
      score.asked.at(place) += is_asked ? 1 : 0;
      asks_for_nothing = asks_for_nothing || (is_asked && column.sensitivity == Sensitivity::kNone);
      if (column.sensitivity != Sensitivity::kImportant) continue;
      has_important = true;
      ++(is_asked ? score.important.hits : score.important.missed);
      if (!is_asked) score.missed.push_back(fmt::format("{}:{} {}", table.path, column.index, column.name));
    }
    score.quiet_tables += has_important ? 0 : 1;
    score.quiet_tables_asked += !has_important && asks_for_nothing ? 1 : 0;
  }
  return score;
}

std::string to_json(const ListScore& score) {
  JsonWriter out(2);
  out.begin_object().key("important").begin_object();
  out.key("recall")
      .decimal(score.important.recall(), 6)
      .key("support")
      .integer(score.important.support())
      .end_object();
  out.key("by_class").begin_object();
  for (std::size_t i = 0; i < score.columns.size(); ++i) {
    out.key(to_string(static_cast<Sensitivity>(i))).begin_object();
    out.key("asked").integer(score.asked[i]).key("columns").integer(score.columns[i]).end_object();
  }
  out.end_object().key("quiet_tables").integer(score.quiet_tables);
  out.key("quiet_tables_asked").integer(score.quiet_tables_asked).key("missed").begin_array();
  for (const std::string& missed : score.missed) out.string(missed);
  out.end_array().end_object();
  return out.take();
}

}  // namespace tidegate
