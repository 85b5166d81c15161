// Running text and the tables in it, of DOCX, PPTX and OpenDocument: paragraphs, and tables of paragraphs.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/extract/office/grid_table.h"
#include "tidegate/extract/office/xml_reader.h"

namespace tidegate {

// A sink takes one table after the other, so that a part is read twice: once for its lines, once for its
// tables.
class FlowReader final : public XmlHandler {
 public:
  enum class Markup { kOoxml, kOpenDocument };
  struct Takes {
    LineTable* lines = nullptr;  // borrowed; nullptr: lines are left out
    bool lines_of_tables = false;
    std::function<GridTable(std::size_t number)> table{};  // number: 1 for the first; empty: left out
    std::size_t tables = 0;                                // told so far; read on
  };
  // takes  outlives this.
  FlowReader(Markup markup, Takes& takes, const ExtractOptions& options)
      : markup_(markup), takes_(takes), options_(options) {}

  Result<void> start(std::string_view name, const XmlAttributes& attributes) override;
  Result<void> end(std::string_view name) override;
  Result<void> text(std::string_view part) override;

 private:
  enum class Element {
    kOther,
    kParagraph,
    kText,
    kRun,
    kTab,
    kBreak,
    kSpaces,
    kTable,
    kRow,
    kCell,
    kSpan,
    kTwin
  };
  Element element_of(std::string_view name) const;
  Result<void> put(std::string_view part);
  Result<void> tell_aside(std::string_view name, const XmlAttributes& attributes);
  Result<void> end_paragraph();
  Result<void> end_cell();

  Markup markup_;
  Takes& takes_;
  const ExtractOptions& options_;
  std::vector<std::string> paragraphs_;  // that are open: a text box stands inside one
  std::size_t tables_ = 0;               // that are open
  std::size_t twins_ = 0;
  std::size_t runs_ = 0;
  bool is_text_ = false;
  std::optional<GridTable> table_;
  GridRow row_;
  std::string cell_;
  std::uint32_t column_ = 0;
  std::uint32_t span_ = 1;
};

}  // namespace tidegate
