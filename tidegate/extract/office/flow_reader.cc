#include "tidegate/extract/office/flow_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace tidegate {
namespace {

constexpr std::uint32_t kWidestSpan = 16'384;
constexpr std::size_t kMostOpenParagraphs = 64;

}  // namespace

FlowReader::Element FlowReader::element_of(std::string_view name) const {
  struct Named {
    std::string_view name;
    Element element;
  };
  static constexpr std::array kOoxml = std::to_array<Named>({
      {"p", Element::kParagraph},
      {"t", Element::kText},
      {"delText", Element::kText},  // deleted, with changes tracked: still in the file
      {"r", Element::kRun},
      {"tab", Element::kTab},
      {"br", Element::kBreak},
      {"cr", Element::kBreak},
      {"tbl", Element::kTable},
      {"tr", Element::kRow},
      {"tc", Element::kCell},
      {"gridSpan", Element::kSpan},
      {"Fallback", Element::kTwin},  // the same text once more, for older programs
  });
  static constexpr std::array kOpenDocument = std::to_array<Named>({
      {"p", Element::kParagraph},
      {"h", Element::kParagraph},
      {"title", Element::kParagraph},  // of a picture
      {"desc", Element::kParagraph},
      {"s", Element::kSpaces},
      {"tab", Element::kTab},
      {"line-break", Element::kBreak},
      {"table", Element::kTable},
      {"table-row", Element::kRow},
      {"table-cell", Element::kCell},
      {"covered-table-cell", Element::kCell},
  });
  const auto find = [name](const auto& list) {
    const auto at = std::find_if(list.begin(), list.end(), [name](const Named& n) { return n.name == name; });
    return at == list.end() ? Element::kOther : at->element;
  };
  return markup_ == Markup::kOoxml ? find(kOoxml) : find(kOpenDocument);
}

Result<void> FlowReader::start(std::string_view name, const XmlAttributes& attributes) {
  const Element element = element_of(name);
  twins_ += element == Element::kTwin ? 1 : 0;
  if (twins_ > 0) return {};
  const bool is_open = markup_ == Markup::kOpenDocument;
  if (element == Element::kOther && takes_.lines != nullptr) return tell_aside(name, attributes);
  switch (element) {
    case Element::kParagraph:
      if (paragraphs_.size() >= kMostOpenParagraphs) {
        return fail({ErrorCode::kLimit, "paragraphs lie in one another too deep", "", "段落嵌套过深"});
      }
      paragraphs_.emplace_back();
      break;
    case Element::kText:
      is_text_ = true;
      break;
    case Element::kRun:
      ++runs_;
      break;
    case Element::kTab:
      return runs_ > 0 || is_open ? put("\t") : Result<void>();
    case Element::kBreak:
      return put("\n");
    case Element::kSpaces:
      return put(std::string(std::min(attributes.number("c", 1), 1000U), ' '));
    case Element::kTable:
      if (++tables_ == 1 && takes_.table) table_.emplace(takes_.table(++takes_.tables));
      break;
    case Element::kRow:
      if (tables_ == 1) {
        row_.clear();
        column_ = 0;
      }
      break;
    case Element::kCell:
      if (tables_ == 1) {
        cell_.clear();
        span_ = std::clamp(attributes.number(is_open ? "number-columns-repeated" : "gridSpan", 1), 1U,
                           kWidestSpan);
      }
      break;
    case Element::kSpan:
      if (tables_ == 1) span_ = std::clamp(attributes.number("val", 1), 1U, kWidestSpan);
      break;
    case Element::kOther:
    case Element::kTwin:
      break;
  }
  return {};
}

// What is said of a picture to those who cannot see it, and what a field lets its filler choose.
Result<void> FlowReader::tell_aside(std::string_view name, const XmlAttributes& attributes) {
  const bool is_picture = name == "docPr" || name == "cNvPr";
  if (!is_picture && name != "listItem") return {};
  for (const std::string_view said : {"descr", "title", "displayText"}) {
    if (const auto ok = takes_.lines->add(attributes.get(said)); !ok) return ok;
  }
  return {};
}

Result<void> FlowReader::end(std::string_view name) {
  const Element element = element_of(name);
  if (element == Element::kTwin && twins_ > 0) {
    --twins_;
    return {};
  }
  if (twins_ > 0) return {};
  switch (element) {
    case Element::kParagraph:
      return end_paragraph();
    case Element::kText:
      is_text_ = false;
      break;
    case Element::kRun:
      runs_ -= runs_ > 0 ? 1 : 0;
      break;
    case Element::kCell:
      return end_cell();
    case Element::kRow:
      if (tables_ == 1 && table_) return table_->add(row_);
      break;
    case Element::kTable: {
      if (tables_ > 0) --tables_;
      if (tables_ > 0 || !table_) break;
      GridTable whole = std::move(*table_);
      table_.reset();
      return whole.finish();
    }
    default:
      break;
  }
  return {};
}

Result<void> FlowReader::text(std::string_view part) {
  if (twins_ > 0 || (markup_ == Markup::kOoxml && !is_text_)) return {};
  return put(part);
}

Result<void> FlowReader::put(std::string_view part) {
  if (paragraphs_.empty() || twins_ > 0) return {};
  std::string& open = paragraphs_.back();
  open += part;
  if (open.size() + cell_.size() > options_.max_cell_bytes) {
    return fail({ErrorCode::kLimit,
                 fmt::format("a paragraph has more than {} octets", options_.max_cell_bytes), "",
                 fmt::format("一个段落超过 {} 字节的上限", options_.max_cell_bytes)});
  }
  return {};
}

Result<void> FlowReader::end_paragraph() {
  if (paragraphs_.empty()) return {};
  const std::string whole = std::move(paragraphs_.back());
  paragraphs_.pop_back();
  if (tables_ > 0 && table_) cell_ += (cell_.empty() || whole.empty() ? "" : "\n") + whole;
  if (takes_.lines == nullptr || (tables_ > 0 && !takes_.lines_of_tables)) return {};
  for (std::string_view left = whole; !left.empty();) {
    const std::size_t line = std::min(left.find('\n'), left.size());
    if (const auto ok = takes_.lines->add(left.substr(0, line)); !ok) return ok;
    left.remove_prefix(std::min(line + 1, left.size()));
  }
  return {};
}

Result<void> FlowReader::end_cell() {
  if (tables_ != 1 || !table_) return {};
  row_.add(column_, cell_);
  cell_.clear();
  column_ += span_;
  if (column_ <= options_.max_columns + kWidestSpan) return {};
  return fail({ErrorCode::kLimit, fmt::format("a row has more than {} cells", options_.max_columns), "",
               fmt::format("一行的单元格超过 {} 个的上限", options_.max_columns)});
}

}  // namespace tidegate
