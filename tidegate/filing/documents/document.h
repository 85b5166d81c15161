// A document before it has a format: headings, paragraphs and tables in reading order.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "tidegate/base/date.h"

namespace tidegate::filing {

// Rows of cells; every row has as many as the header. widths: shares of the page's width; empty: alike.
struct Grid {
  std::vector<std::string> header;
  std::vector<std::vector<std::string>> rows;
  std::vector<int> widths;
  bool first_column_is_label = false;  // as a form: no header, the label on the left
};

struct Block {
  enum class Kind { kHeading, kParagraph, kNote, kGrid, kPageBreak, kSignature };
  Kind kind = Kind::kParagraph;
  int level = 0;     // kHeading: 1 to 3
  std::string text;  // line ends part paragraphs
  Grid grid;         // kGrid
};

struct Document {
  std::string title;
  std::string subtitle;    // under the title; may be empty
  bool has_cover = false;  // the title stands on a page of its own, with `cover` below
  std::vector<std::pair<std::string, std::string>> cover;  // label, value
  std::string language;                                    // "zh-CN", "en-GB"
  std::string creator;
  Date day;  // its own date; no clock is read
  std::vector<Block> blocks;
};

// How it looks: of the template. Lengths in hundredths of a millimetre, sizes in half points.
struct DocumentStyle {
  std::int64_t page_width = 21000;
  std::int64_t page_height = 29700;
  std::int64_t margin_top = 2540;
  std::int64_t margin_side = 3180;
  std::int64_t body_size = 28;
  std::int64_t title_size = 44;
  std::int64_t table_size = 21;
  std::int64_t line_pitch_half_points = 52;
  std::string body_font = "仿宋";
  std::string title_font = "方正小标宋简体";
  std::string heading1_font = "黑体";
  std::string heading2_font = "楷体";
  std::string latin_font = "Times New Roman";
  std::string substitute_serif = "Noto Serif CJK SC";  // named beside fonts that are not free
  std::string substitute_sans = "Noto Sans CJK SC";
};

// The same with fonts that anybody may embed, for printing.
DocumentStyle with_free_fonts(DocumentStyle style);

}  // namespace tidegate::filing
