#include "train/columns/templates.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <sstream>

#include "tidegate/classify/table_scan.h"
#include "train/columns/values.h"

namespace tidegate::train {
namespace {

[[noreturn]] void stop(const std::string& file, std::size_t line, const char* what) {
  std::fprintf(stderr, "%s:%zu: %s\n", file.c_str(), line, what);
  std::exit(1);
}

void read_file_into(const std::string& path, std::size_t file, std::vector<TableTemplate>& out) {
  std::stringstream lines(read_whole(path));
  std::string line;
  for (std::size_t number = 1; std::getline(lines, line); ++number) {
    if (line.empty() || line[0] == '#') continue;
    const auto fields = split_words(line, '\t');
    if (fields[0] == "table") {
      if (fields.size() < 3) stop(path, number, "a table wants a name and file names");
      TableTemplate table;
      table.name = fields[1];
      table.file = file;
      table.stems = split_words(fields[2], '|');
      if (fields.size() > 3) {
        table.has_zh = fields[3] != "en";
        table.has_en = fields[3] != "zh";
      }
      out.push_back(std::move(table));
      continue;
    }
    if (fields.size() < 4 || out.empty())
      stop(path, number, "a column wants a type, values and headers in both languages");
    ColumnTemplate column;
    column.is_core = fields[0][0] == '!';
    column.type = fields[0].substr(column.is_core ? 1 : 0);
    column.values = fields[1];
    column.zh = split_words(fields[2], '|');
    column.en = split_words(fields[3], '|');
    if (column.zh.empty() && column.en.empty()) stop(path, number, "no header");
    if (column.zh.empty()) column.zh = column.en;
    if (column.en.empty()) column.en = column.zh;
    out.back().columns.push_back(std::move(column));
  }
}

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 128; });
}

// What systems put around a column's name.
std::string decorated(std::string header, HeaderStyle::Kind kind, Random& r) {
  using enum HeaderStyle::Kind;
  if (!r.chance(0.06)) return header;
  if (kind == kChinese) {
    static const std::vector<std::string> kAfter{"*", "（必填）", "1", " ", "：", "_1", "(旧)"};
    return header + r.one_of(kAfter);
  }
  static const std::vector<std::string> kBefore{"f_",   "c_",    "F_",    "t.",     "Z_",
                                                "col_", "attr_", "data.", "record."};
  static const std::vector<std::string> kAfter{"_1", "2", "_v", "__c", "_x", "_new", "_raw"};
  return r.chance(0.5) ? r.one_of(kBefore) + header : header + r.one_of(kAfter);
}

std::string opaque(std::size_t place, std::size_t form) {
  static const char* const kForms[] = {"c%zu",  "f_%02zu",      "col%zu", "field_%zu", "V%zu",
                                       "列%zu", "Unnamed: %zu", "x%02zu", "attr%zu",   "字段%zu"};
  char buffer[32];
  std::snprintf(buffer, sizeof buffer, kForms[form % 10], place + 1);
  return buffer;
}

}  // namespace

std::vector<TableTemplate> read_templates(const std::string& folder) {
  std::vector<std::string> paths;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() == ".tsv") paths.push_back(entry.path().string());
  }
  std::sort(paths.begin(), paths.end());
  std::vector<TableTemplate> out;
  for (std::size_t file = 0; file < paths.size(); ++file) read_file_into(paths[file], file, out);
  return out;
}

TrainingTable make_table(const TableTemplate& from, const WordLists& words, const MoreHeaders& more,
                         const LiteralMatcher& literals, Random& r) {
  const bool zh = from.has_zh && (!from.has_en || r.chance(0.62));
  const auto rows = static_cast<std::size_t>(r.whole(24, 130));
  const ValueContext context{r, words, zh, rows};
  // Columns: those that must be there, most of the others, in about their order.
  std::vector<const ColumnTemplate*> chosen;
  const double kept = 0.55 + 0.45 * r.unit();
  for (const ColumnTemplate& c : from.columns) {
    if (c.is_core || r.chance(kept)) chosen.push_back(&c);
  }
  if (chosen.empty()) chosen.push_back(&from.columns[0]);
  if (r.chance(0.25)) r.shuffle(chosen);
  while (chosen.size() > 18)
    chosen.erase(chosen.begin() + static_cast<std::ptrdiff_t>(r.below(chosen.size())));

  const HeaderStyle::Kind style = any_style(zh, r);
  const bool zh_phrases =
      style == HeaderStyle::kChinese || style == HeaderStyle::kInitials || style == HeaderStyle::kPinyin;
  const double hidden = r.unit();  // all headers missing, opaque, or some of them
  const bool none = hidden < 0.11;
  const bool opaques = !none && hidden < 0.22;
  const double dropped = hidden > 0.6 ? 0.0 : 0.25;
  const std::size_t opaque_form = r.below(10);

  TrainingTable out;
  TableInfo info;
  info.path =
      none && r.chance(0.5) ? "export.csv" : r.one_of(from.stems) + (r.chance(0.5) ? "" : "_2026") + ".csv";
  info.format = "csv";
  info.encoding = "utf-8";
  info.delimiter = ",";
  if (!none) info.header_row = 0;
  for (std::size_t i = 0; i < chosen.size(); ++i) {
    const ColumnTemplate& c = *chosen[i];
    const auto others = more.find(c.type);
    const bool strange = others != more.end() && r.chance(0.15);
    const auto& phrases = strange      ? (zh_phrases ? others->second.first : others->second.second)
                          : zh_phrases ? c.zh
                                       : c.en;
    // The first ways of saying it are the commonest.
    const std::size_t which =
        static_cast<std::size_t>(r.unit() * (strange ? 1 : r.unit()) * static_cast<double>(phrases.size()));
    const std::string& phrase = phrases[which];
    std::string header;
    bool known = false;
    if (none) {
      header = "";
    } else if (opaques || r.chance(dropped)) {
      header = opaque(i, opaque_form);
    } else {
      known = true;
      const HeaderStyle::Kind kind = zh_phrases && is_ascii(phrase) ? HeaderStyle::kSnake : style;
      header = decorated(styled(phrase, kind, r), kind, r);
    }
    info.columns.push_back(header);
    out.columns.push_back({
        c.type,
        known ? phrase : "",
    });
  }
  if (!none && !opaques && r.chance(0.08)) {
    out.is_shuffled = true;
    r.shuffle(info.columns);
    for (TrainingColumn& c : out.columns) c.phrase = "";
  }

  std::vector<Values> values;
  std::vector<double> empties;
  for (const ColumnTemplate* c : chosen) {
    values.push_back(values_of(c->values, context));
    const double u = r.unit();
    empties.push_back(u < 0.6 ? 0.0 : u < 0.9 ? r.unit() * 0.15 : r.unit() * 0.9);
  }
  static const std::vector<std::string> kEmpty{"", "", "", "NULL", "-", "N/A", "\\N", "无", "/"};
  const std::string empty = r.one_of(kEmpty);
  const double dirt = r.chance(0.15) ? 0.04 : 0.0;
  const bool repeats = r.chance(0.2);  // rows of the same few persons or things
  RowBlock block;
  block.row_begin.push_back(0);
  std::vector<std::vector<std::string>> past;
  for (std::size_t row = 0; row < rows; ++row) {
    std::vector<std::string> cells;
    const std::vector<std::string>* again =
        repeats && past.size() > 8 && r.chance(0.6) ? &r.one_of(past) : nullptr;
    for (std::size_t c = 0; c < chosen.size(); ++c) {
      std::string cell = r.chance(empties[c]) ? empty : values[c](row);
      if (again != nullptr && c % 3 != 2) cell = (*again)[c];
      if (r.chance(dirt)) cell = r.chance(0.5) ? " " + cell : r.chance(0.5) ? "test" : "?";
      cells.push_back(std::move(cell));
    }
    for (std::size_t c = 0; c < cells.size(); ++c) {
      block.cells.push_back({static_cast<std::uint32_t>(block.text.size()),
                             static_cast<std::uint32_t>(cells[c].size()), static_cast<std::uint32_t>(c)});
      block.text += cells[c] + ',';
    }
    block.row_begin.push_back(static_cast<std::uint32_t>(block.cells.size()));
    past.push_back(std::move(cells));
  }
  TableScan scan(info, literals);
  if (!scan.add(block)) std::abort();
  out.features = scan.finish();
  return out;
}

}  // namespace tidegate::train
