#include "tidegate/extract/office/open_sheets.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <set>

#include "tidegate/extract/office/grid_table.h"
#include "tidegate/extract/office/number_text.h"
#include "tidegate/extract/office/sheet_asides.h"
#include "tidegate/extract/office/xml_reader.h"

namespace tidegate {
namespace {

constexpr std::size_t kMostHiddenStyles = 10'000;

// "PT08H30M00S" -> "08:30:00"; what is none comes back as it is.
std::string time_text(std::string_view duration) {
  std::uint64_t parts[3] = {0, 0, 0};
  std::string_view left = duration;
  if (!left.starts_with("PT")) return std::string(duration);
  left.remove_prefix(2);
  for (std::size_t i = 0; i < 3; ++i) {
    const std::size_t at = left.find("HMS"[i]);
    if (at == std::string_view::npos) continue;
    std::from_chars(left.data(), left.data() + at, parts[i]);
    left.remove_prefix(at + 1);
  }
  return fmt::format("{:02}:{:02}:{:02}", parts[0], parts[1], parts[2]);
}

class SheetsReader final : public XmlHandler {
 public:
  SheetsReader(const OfficePackage& package, TableSink& sink, ExpansionBudget& budget,
               const ExtractOptions& options)
      : package_(package), sink_(sink), budget_(budget), options_(options), asides_(package.path()) {}

  const SheetAsides& asides() const { return asides_; }

  Result<void> start(std::string_view name, const XmlAttributes& attributes) override {
    if (name == "style") style_ = attributes.get("name");
    if (name == "table-properties" && attributes.get("display") == "false" &&
        hidden_styles_.size() < kMostHiddenStyles)
      hidden_styles_.insert(style_);
    if (name == "table") return begin_table(attributes);
    // What a cell may be chosen from: cell-content-is-in-list("a";"b").
    if (name == "content-validation") {
      std::string listed(attributes.get("condition"));
      if (listed.find("is-in-list(\"") == std::string::npos) return {};
      std::replace(listed.begin(), listed.end(), ';', '\n');
      std::erase(listed, '"');
      return asides_.add(std::string_view(listed).substr(listed.find('(') + 1));
    }
    // Of a picture; a field of a text is called so as well.
    const bool is_said = !is_text_ && (name == "title" || name == "desc");
    if (name == "annotation" || is_said) aside_.clear();
    is_aside_ = is_aside_ || is_said;
    if (tables_ != 1) return {};
    if (name == "table-row") {
      row_.clear();
      column_ = 0;
      row_repeats_ = std::max(attributes.number("number-rows-repeated", 1), 1U);
    } else if (name == "table-cell" || name == "covered-table-cell") {
      begin_cell(attributes);
    } else if (name == "annotation") {
      ++annotations_;
    } else if (is_in_cell_ && annotations_ == 0) {
      if (name == "p" && paragraphs_++ > 0) value_ += '\n';
      is_text_ = is_text_ || name == "p";
      if (name == "s") value_.append(std::min(attributes.number("c", 1), 1000U), ' ');
      if (name == "tab") value_ += '\t';
      if (name == "line-break") value_ += '\n';
    }
    return {};
  }

  Result<void> end(std::string_view name) override {
    if (name == "table") return end_table();
    if (is_aside_ && (name == "title" || name == "desc")) {
      is_aside_ = false;
      return asides_.add(aside_);
    }
    if (tables_ != 1) return {};
    if (name == "p" && annotations_ > 0) aside_ += '\n';
    if (name == "annotation") {
      annotations_ -= annotations_ > 0 ? 1 : 0;
      return asides_.add(aside_);
    }
    if (name == "p" && annotations_ == 0) is_text_ = false;
    if (name == "table-cell" || name == "covered-table-cell") return end_cell();
    if (name == "table-row") return end_row();
    return {};
  }

  Result<void> text(std::string_view part) override {
    if (annotations_ > 0 || is_aside_) {
      aside_ += part;
      return aside_.size() <= options_.max_cell_bytes
                 ? Result<void>()
                 : fail({ErrorCode::kLimit, "a comment is too long", path_, "批注过长"});
    }
    if (!is_text_) return {};
    value_ += part;
    return value_.size() <= options_.max_cell_bytes
               ? Result<void>()
               : fail({ErrorCode::kLimit, "a cell is too long", path_, "单元格过长"});
  }

 private:
  Result<void> begin_table(const XmlAttributes& attributes) {
    if (++tables_ != 1) return {};
    path_ = package_.path_of(attributes.get("name"));
    if (const auto ok = asides_.add_name(attributes.get("name")); !ok) return ok;
    TableInfo info;
    info.path = path_;
    info.format = "ods";
    info.encoding = "utf-8";
    table_.emplace(std::move(info), sink_, options_);
    is_hidden_ = hidden_styles_.count(std::string(attributes.get("style-name"))) > 0;
    blank_ = merged_ = 0;
    return {};
  }

  Result<void> end_table() {
    if (tables_ > 0) --tables_;
    if (tables_ > 0 || !table_) return {};
    std::vector<Text> notes;
    if (is_hidden_) notes.push_back({"the sheet is hidden, and is read too", "该工作表被隐藏，仍已读取"});
    if (merged_ > 0) {
      notes.push_back(
          {fmt::format("{} areas of cells are merged: the value counts for the first row", merged_),
           fmt::format("有 {} 处合并单元格：取值仅计入首行", merged_)});
    }
    GridTable whole = std::move(*table_);
    table_.reset();
    return whole.finish(std::move(notes));
  }

  void begin_cell(const XmlAttributes& attributes) {
    is_in_cell_ = true;
    value_.clear();
    paragraphs_ = 0;
    repeats_ = std::max(attributes.number("number-columns-repeated", 1), 1U);
    merged_ += attributes.get("number-columns-spanned").empty() ? 0 : 1;
    type_ = attributes.get("value-type");
    stated_ = type_ == "date"      ? attributes.get("date-value")
              : type_ == "time"    ? attributes.get("time-value")
              : type_ == "boolean" ? attributes.get("boolean-value")
              : type_ == "string"  ? attributes.get("string-value")
                                   : attributes.get("value");
  }

  // The cell's value as a CSV of it would have it.
  std::string cell_text() const {
    if (stated_.empty() || type_ == "string") return value_.empty() ? stated_ : value_;
    if (type_ == "time") return time_text(stated_);
    if (type_ == "boolean") return stated_ == "true" ? "TRUE" : "FALSE";
    if (type_ == "date") {
      std::string text = stated_.substr(0, stated_.find('.'));
      std::replace(text.begin(), text.end(), 'T', ' ');
      return text;
    }
    // A code with zeros in front, kept as a number that is shown with them.
    const bool is_code = value_.starts_with('0') && value_.size() > stated_.size() &&
                         value_.find_first_not_of("0123456789") == std::string::npos;
    return is_code ? value_ : number_text(stated_, {}, false);
  }

  Result<void> end_cell() {
    if (!is_in_cell_) return {};
    is_in_cell_ = false;
    is_text_ = false;
    const std::string text = cell_text();
    if (text.empty()) {
      // Blank cells go on to the sheet's edge, and past any that there is.
      column_ = std::min(column_ + std::min(repeats_, options_.max_columns), options_.max_columns);
      return {};
    }
    if (const auto ok = budget_.spend(std::uint64_t{repeats_ - 1} * text.size(), path_); !ok) return ok;
    for (std::uint32_t i = 0; i < repeats_; ++i) {
      if (column_ >= options_.max_columns || row_.bytes() > options_.max_row_bytes) {
        return fail({ErrorCode::kLimit, "a row is too long", path_, "一行过长"});
      }
      row_.add(column_++, text);
    }
    return {};
  }

  Result<void> end_row() {
    if (!table_) return {};
    if (row_.cells().empty()) {
      blank_ += row_repeats_;
      return {};
    }
    if (blank_ > 0) {
      if (const auto ok = table_->add_blank(blank_); !ok) return ok;
      blank_ = 0;
    }
    if (const auto ok = budget_.spend(std::uint64_t{row_repeats_ - 1} * row_.bytes(), path_); !ok) return ok;
    for (std::uint32_t i = 0; i < row_repeats_; ++i) {
      if (const auto ok = table_->add(row_); !ok) return ok;
    }
    row_.clear();
    return {};
  }

  const OfficePackage& package_;
  TableSink& sink_;
  ExpansionBudget& budget_;
  const ExtractOptions& options_;
  std::set<std::string, std::less<>> hidden_styles_;
  std::string style_;
  std::string path_;
  std::size_t tables_ = 0;  // that are open
  std::optional<GridTable> table_;
  bool is_hidden_ = false;
  std::uint64_t merged_ = 0;
  std::uint64_t blank_ = 0;  // rows since the last that holds anything
  GridRow row_;
  std::uint32_t row_repeats_ = 1;
  std::uint32_t column_ = 0;
  bool is_in_cell_ = false;
  bool is_text_ = false;
  std::size_t annotations_ = 0;  // that are open
  std::size_t paragraphs_ = 0;
  std::uint32_t repeats_ = 1;
  std::string type_;
  std::string stated_;
  std::string value_;
  SheetAsides asides_;
  std::string aside_;  // of a comment or a picture
  bool is_aside_ = false;
};

}  // namespace

Result<void> read_open_sheets(const OfficePackage& package, TableSink& sink, ExpansionBudget& budget,
                              const ExtractOptions& options) {
  SheetsReader reader(package, sink, budget, options);
  const auto source = package.part("content.xml");
  if (const auto ok = read_xml(*source, package.path_of("content.xml"), reader); !ok) return ok;
  TableInfo info;
  info.path = package.path_of("text");
  info.format = "ods";
  info.encoding = "utf-8";
  LineTable lines(std::move(info), sink, options);
  if (const auto ok = reader.asides().tell(lines); !ok) return ok;
  return lines.finish();
}

}  // namespace tidegate
