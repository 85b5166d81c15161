#include "tidegate/extract/office/workbook.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <set>

#include "tidegate/extract/expansion_budget.h"
#include "tidegate/extract/office/grid_table.h"
#include "tidegate/extract/office/number_text.h"
#include "tidegate/extract/office/relations.h"
#include "tidegate/extract/office/shared_strings.h"
#include "tidegate/extract/office/sheet_asides.h"
#include "tidegate/extract/office/side_parts.h"
#include "tidegate/extract/office/xml_reader.h"

namespace tidegate {
namespace {

constexpr std::uint32_t kMostColumns = 16'384;  // of a sheet
constexpr std::uint32_t kMostRows = 1'048'576;
constexpr std::size_t kMostSheets = 10'000;
constexpr std::size_t kMostStyles = 100'000;

struct Sheet {
  std::string name;
  std::string relation;
  bool is_hidden = false;
};

class BookReader final : public XmlHandler {
 public:
  explicit BookReader(std::string path) : path_(std::move(path)) {}
  std::vector<Sheet> sheets;
  bool is_1904 = false;

  Result<void> start(std::string_view name, const XmlAttributes& attributes) override {
    if (name == "workbookPr") {
      const std::string_view value = attributes.get("date1904");
      is_1904 = value == "1" || value == "true";
    }
    if (name == "sheet") {
      if (sheets.size() >= kMostSheets) {
        return fail({ErrorCode::kLimit, fmt::format("it has more than {} sheets; split it", kMostSheets),
                     path_, fmt::format("工作表超过 {} 个的上限；请拆分", kMostSheets)});
      }
      const std::string_view state = attributes.get("state");
      sheets.push_back({std::string(attributes.get("name")), std::string(attributes.get("id")),
                        state == "hidden" || state == "veryHidden"});
    }
    return {};
  }
  Result<void> end(std::string_view) override { return {}; }
  Result<void> text(std::string_view) override { return {}; }

 private:
  std::string path_;  // for `where`
};

// Which styles show numbers as dates.
class StyleReader final : public XmlHandler {
 public:
  std::vector<NumberFormat> formats;  // by number of the cell's style

  Result<void> start(std::string_view name, const XmlAttributes& attributes) override {
    if (name == "numFmt" && named_.size() < kMostStyles) {
      named_[attributes.number("numFmtId", 0)] = number_format_of(attributes.get("formatCode"));
    }
    if (name == "cellXfs") is_in_cells_ = true;
    if (name == "xf" && is_in_cells_ && formats.size() < kMostStyles) {
      const std::uint32_t id = attributes.number("numFmtId", 0);
      const auto named = named_.find(id);
      formats.push_back(named != named_.end() ? named->second : built_in_number_format(id));
    }
    return {};
  }
  Result<void> end(std::string_view name) override {
    if (name == "cellXfs") is_in_cells_ = false;
    return {};
  }
  Result<void> text(std::string_view) override { return {}; }

 private:
  std::map<std::uint32_t, NumberFormat> named_;
  bool is_in_cells_ = false;
};

struct Book {
  bool is_1904 = false;
  SharedStrings strings;
  std::vector<NumberFormat> formats;
};

// "AB12" -> column 27; 0xFFFFFFFF where it names none.
std::uint32_t column_of(std::string_view reference) {
  std::uint32_t column = 0;
  std::size_t letters = 0;
  while (letters < reference.size() && letters < 4) {
    const char c = reference[letters];
    const bool is_letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    if (!is_letter) break;
    column = column * 26 + static_cast<std::uint32_t>((c & 0x1F));
    ++letters;
  }
  return column - 1;
}

class SheetReader final : public XmlHandler {
 public:
  SheetReader(const Book& book, GridTable& table, std::string path, SheetAsides& asides,
              ExpansionBudget& budget, const ExtractOptions& options)
      : book_(book),
        table_(table),
        path_(std::move(path)),
        asides_(asides),
        budget_(budget),
        options_(options) {}

  std::uint64_t merged = 0;
  std::uint64_t hidden_rows = 0;
  std::uint64_t hidden_columns = 0;

  Result<void> start(std::string_view name, const XmlAttributes& attributes) override {
    if (name == "row") return begin_row(attributes);
    if (name == "c" && is_in_row_) return begin_cell(attributes);
    if (name == "v" || name == "t") is_text_ = is_in_cell_ && !is_phonetic_;
    if (name == "rPh") is_phonetic_ = true;
    if (name == "mergeCell") ++merged;
    if (!is_in_row_) return start_aside(name, attributes);
    return {};
  }

  Result<void> end(std::string_view name) override {
    is_text_ = false;
    if (!is_in_row_) return asides_.end(name);
    if (name == "rPh") is_phonetic_ = false;
    if (name == "c" && is_in_cell_) return end_cell();
    if (name != "row" || !is_in_row_) return {};
    is_in_row_ = false;
    next_ = number_ + 1;
    if (row_.cells().empty()) return {};
    row_.sort();
    // Rows that are not written are blank.
    if (number_ > told_) {
      if (const auto ok = table_.add_blank(number_ - told_); !ok) return ok;
    }
    told_ = next_;
    return table_.add(row_);
  }

  Result<void> text(std::string_view part) override {
    if (!is_in_row_) asides_.text(part);
    if (!is_text_) return {};
    value_ += part;
    if (value_.size() <= options_.max_cell_bytes && row_.bytes() <= options_.max_row_bytes) return {};
    return fail({ErrorCode::kLimit, "a cell or row is too long", where(), "单元格或行过长"});
  }

 private:
  static bool is_true(std::string_view value) { return value == "1" || value == "true"; }
  std::string where() const { return fmt::format("{}:row {}", path_, number_ + 1); }

  tl::unexpected<Error> fault(const char* en, const char* zh) const {
    return fail({ErrorCode::kMalformed, en, where(), zh});
  }

  Result<void> start_aside(std::string_view name, const XmlAttributes& attributes) {
    if (name == "col" && is_true(attributes.get("hidden"))) {
      const std::uint32_t last = std::min(attributes.number("max", 1), kMostColumns);
      hidden_columns += last - std::min(last, attributes.number("min", 1)) + 1;
    }
    return asides_.start(name, attributes);
  }

  Result<void> begin_row(const XmlAttributes& attributes) {
    const std::uint32_t said = attributes.number("r", 0);
    number_ = said == 0 ? next_ : said - 1;
    if (number_ < next_) return fault("rows stand out of their order", "行号顺序错乱");
    if (number_ >= kMostRows) return fault("a row lies outside the sheet", "行号超出工作表范围");
    is_in_row_ = true;
    hidden_rows += is_true(attributes.get("hidden")) ? 1 : 0;
    row_.clear();
    column_ = 0;
    return {};
  }

  Result<void> begin_cell(const XmlAttributes& attributes) {
    const std::string_view reference = attributes.get("r");
    if (!reference.empty()) column_ = column_of(reference);
    if (column_ >= kMostColumns) return fault("a cell lies outside the sheet", "单元格超出工作表范围");
    type_ = attributes.get("t");
    style_ = attributes.number("s", 0);
    value_.clear();
    is_in_cell_ = true;
    return {};
  }

  Result<void> end_cell() {
    is_in_cell_ = false;
    const std::uint32_t column = column_++;
    if (type_ == "s") {
      const auto shared = book_.strings.at(value_);
      if (!shared)
        return fault("a cell names a text that the workbook does not hold", "单元格引用了不存在的文本");
      // One text may stand in a million cells.
      if (const auto ok = budget_.spend(shared->size(), path_); !ok) return ok;
      row_.add(column, *shared);
    } else if (type_ == "str" || type_ == "inlineStr") {
      row_.add(column, unescaped(value_));
    } else if (type_ == "b") {
      row_.add(column, value_ == "1" || value_ == "true" ? "TRUE" : value_.empty() ? "" : "FALSE");
    } else if (type_ == "d") {
      std::replace(value_.begin(), value_.end(), 'T', ' ');
      row_.add(column, value_);
    } else if (type_ == "e") {
      row_.add(column, value_);
    } else {
      const NumberFormat format = style_ < book_.formats.size() ? book_.formats[style_] : NumberFormat{};
      row_.add(column, number_text(value_, format, book_.is_1904));
    }
    return {};
  }

  const Book& book_;
  GridTable& table_;
  std::string path_;
  SheetAsides& asides_;
  ExpansionBudget& budget_;
  const ExtractOptions& options_;
  GridRow row_;
  std::uint64_t next_ = 0;    // row that comes next when none is named
  std::uint64_t told_ = 0;    // rows handed on so far
  std::uint64_t number_ = 0;  // 0-based
  std::uint32_t column_ = 0;
  std::string type_;
  std::uint32_t style_ = 0;
  std::string value_;
  bool is_in_row_ = false;
  bool is_in_cell_ = false;
  bool is_text_ = false;
  bool is_phonetic_ = false;
};

class Workbook {
 public:
  Workbook(const OfficePackage& package, TableSink& sink, ExpansionBudget& budget,
           const ExtractOptions& options)
      : package_(package), sink_(sink), budget_(budget), options_(options), asides_(package.path()) {}

  Result<void> read(const std::string& part) {
    BookReader book(package_.path_of(part));
    if (const auto ok = read_part(part, book); !ok) return ok;
    book_.is_1904 = book.is_1904;
    const auto relations = relations_of(package_, part);
    if (!relations) return fail(relations.error());
    if (const std::string styles = target_of(package_, *relations, "styles"); !styles.empty()) {
      StyleReader reader;
      if (const auto ok = read_part(styles, reader); !ok) return ok;
      book_.formats = std::move(reader.formats);
    }
    if (const std::string strings = target_of(package_, *relations, "sharedStrings"); !strings.empty()) {
      if (const auto ok = book_.strings.read(package_, strings, options_); !ok) return ok;
    }
    std::map<std::string_view, const Relation*> by_id;
    for (const Relation& relation : *relations) by_id.emplace(relation.id, &relation);
    std::set<std::string_view> told;  // parts
    for (const Sheet& sheet : book.sheets) {
      const auto relation = by_id.find(sheet.relation);
      if (relation == by_id.end() || !package_.has(relation->second->target)) {
        return fault(sheet, "a sheet of it is missing", "缺少其中的一个工作表");
      }
      if (relation->second->kind != "worksheet") continue;  // a chart alone, of other sheets' cells
      if (!told.insert(relation->second->target).second) {
        return fault(sheet, "two sheets of it are one part; open it in its program and save it again",
                     "其中两个工作表指向同一部件；请用原程序打开后重新保存");
      }
      if (const auto ok = read_sheet(sheet, relation->second->target); !ok) return ok;
    }
    return read_sides();
  }

 private:
  Result<void> read_part(const std::string& name, XmlHandler& handler) {
    const auto source = package_.part(name);
    return read_xml(*source, package_.path_of(name), handler);
  }

  TableInfo info(std::string_view inner) const {
    TableInfo info;
    info.path = package_.path_of(inner);
    info.format = "xlsx";
    info.encoding = "utf-8";
    return info;
  }

  tl::unexpected<Error> fault(const Sheet& sheet, const char* en, const char* zh) const {
    return fail({ErrorCode::kMalformed, en, package_.path_of(sheet.name), zh});
  }

  Result<void> read_sheet(const Sheet& sheet, const std::string& part) {
    GridTable table(info(sheet.name), sink_, options_);
    SheetReader reader(book_, table, package_.path_of(sheet.name), asides_, budget_, options_);
    if (const auto ok = asides_.add_name(sheet.name); !ok) return ok;
    if (const auto ok = read_part(part, reader); !ok) return ok;
    return table.finish(notes_of(sheet, reader));
  }

  static std::vector<Text> notes_of(const Sheet& sheet, const SheetReader& reader) {
    std::vector<Text> notes;
    if (sheet.is_hidden)
      notes.push_back({"the sheet is hidden, and is read too", "该工作表被隐藏，仍已读取"});
    if (reader.hidden_rows + reader.hidden_columns > 0) {
      notes.push_back(
          {fmt::format("{} rows and {} columns are hidden, and are read too", reader.hidden_rows,
                       reader.hidden_columns),
           fmt::format("有 {} 行、{} 列被隐藏，仍已读取", reader.hidden_rows, reader.hidden_columns)});
    }
    if (reader.merged > 0) {
      notes.push_back(
          {fmt::format("{} areas of cells are merged: the value counts for the first row", reader.merged),
           fmt::format("有 {} 处合并单元格：取值仅计入首行", reader.merged)});
    }
    return notes;
  }

  Result<void> read_sides() {
    LineTable lines(info("text"), sink_, options_);
    if (const auto ok = asides_.tell(lines); !ok) return ok;
    if (const auto ok = read_side_parts(package_, lines, budget_, options_); !ok) return ok;
    return lines.finish();
  }

  const OfficePackage& package_;
  TableSink& sink_;
  ExpansionBudget& budget_;
  const ExtractOptions& options_;
  Book book_;
  SheetAsides asides_;
};

}  // namespace

Result<void> read_workbook(const OfficePackage& package, const std::string& part, TableSink& sink,
                           ExpansionBudget& budget, const ExtractOptions& options) {
  return Workbook(package, sink, budget, options).read(part);
}

}  // namespace tidegate
