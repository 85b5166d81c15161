// A terminal page: wrapped lines and tables that keep to a width, counted in columns (East Asian characters
// take two). All text from outside goes through `printable`, so it can neither colour nor move anything.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tidegate::report {

struct PageOptions {
  int width = 100;      // columns; at least 40 are used
  bool color = false;   // SGR colours; the caller has looked at NO_COLOR and the terminal
  bool unicode = true;  // false: bars, arrows and marks as ASCII of the same width
};

enum class Tone { kPlain, kStrong, kFaint, kGood, kMild, kCaution, kAsk, kStop };

struct Span {
  std::string text;
  Tone tone = Tone::kPlain;
};
using Line = std::vector<Span>;

Line plain(std::string_view text);
int width_of(const Line& line);
// Lines of at most `width` columns (2 or more). Breaks at spaces and between East Asian characters, never
// before closing or after opening punctuation; a word that is too long is cut.
std::vector<Line> wrap(const Line& line, int width);
std::vector<Line> wrap(const Line& line, int width, int rest_width);  // the second line and later: rest_width

struct TextColumn {
  std::string head;     // all empty: no header row
  bool right = false;   // aligned right
  bool yields = false;  // gives way first where the page is too narrow
};

class TextPage {
 public:
  explicit TextPage(const PageOptions& options);

  // Content of the sections that follow is indented by `gutter` columns, and their labels stand in it.
  void set_gutter(int gutter) { gutter_ = gutter; }
  void section(std::string_view label) { label_ = label; }  // the label stands beside the next line
  void line(const Line& line,
            int hang = 0);  // wrapped; the second line and later are indented by `hang` more
  // A row of one cell spans the page (of a table with more columns); a column without content is left out.
  void table(const std::vector<TextColumn>& columns, const std::vector<std::vector<Line>>& rows);
  void blank();
  int room() const;  // columns beside the gutter
  std::string take();

 private:
  void put_row(const std::vector<TextColumn>& columns, const std::vector<int>& widths,
               const std::vector<Line>& row);
  void put(const Line& line);
  void emit(const Line& line);

  PageOptions options_;
  int gutter_ = 0;
  std::string label_;
  std::string out_;
};

}  // namespace tidegate::report
