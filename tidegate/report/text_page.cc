#include "tidegate/report/text_page.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "tidegate/base/utf8.h"
#include "tidegate/report/display_width.h"

namespace tidegate::report {
namespace {

constexpr int kGap = 2;  // columns between the columns of a table

Span spaces(int columns) {
  return {std::string(static_cast<std::size_t>(std::max(columns, 0)), ' '), Tone::kPlain};
}

struct Glyph {
  char32_t c;
  int columns;
  Tone tone;
};

std::vector<Glyph> glyphs_of(const Line& line) {
  std::vector<Glyph> glyphs;
  for (const Span& span : line) {
    for (std::string_view rest = span.text; !rest.empty();) {
      const char32_t c = printable(next_code_point(rest));
      if (c != 0) glyphs.push_back({c, columns_of(c), span.tone});
    }
  }
  return glyphs;
}

Line line_of(const std::vector<Glyph>& glyphs, std::size_t begin, std::size_t end) {
  Line line;
  for (std::size_t i = begin; i < end; ++i) {
    if (line.empty() || line.back().tone != glyphs[i].tone) line.push_back({"", glyphs[i].tone});
    append_utf8(line.back().text, glyphs[i].c);
  }
  return line;
}

bool opens(char32_t c) {
  return std::u32string_view(U"（《「『【〈“‘([{").find(c) != std::u32string_view::npos;
}
bool closes(char32_t c) {
  return std::u32string_view(U"，。、；：！？）》」』】〉”’％…·)]},.;:!?%").find(c) !=
         std::u32string_view::npos;
}

bool may_break(const Glyph& before, const Glyph& after) {
  if (after.columns == 0) return false;
  if (before.c == ' ' || after.c == ' ' || before.c == '/' || before.c == '|') return true;
  return (before.columns == 2 || after.columns == 2) && !opens(before.c) && !closes(after.c);
}

std::string_view sgr(Tone tone) {
  switch (tone) {
    case Tone::kPlain:
      return "";
    case Tone::kStrong:
      return "\x1b[1m";
    case Tone::kFaint:
      return "\x1b[2m";
    case Tone::kGood:
      return "\x1b[1;32m";
    case Tone::kMild:
      return "\x1b[1;36m";
    case Tone::kCaution:
      return "\x1b[1;33m";
    case Tone::kAsk:
      return "\x1b[1;35m";
    case Tone::kStop:
      return "\x1b[1;31m";
  }
  return "";
}

// The marks that the tellings use, and what stands for them where only ASCII may be used: the same width
// each.
char32_t ascii_of(char32_t c) {
  constexpr std::u32string_view kMarks = U"·→…█░│●■✓✗─━┊▏≥≤—–▲◆";
  constexpr std::u32string_view kPlain = U"->~#.|o#+x-=:.><--^*";
  static_assert(kMarks.size() == kPlain.size());
  const std::size_t at = kMarks.find(c);
  return at == std::u32string_view::npos ? c : kPlain[at];
}

// Narrows columns, those that yield first and the widest of them, until all fit into `room`.
void fit(std::vector<int>& widths, const std::vector<TextColumn>& columns, int room) {
  constexpr int kLeastYielding = 16;
  constexpr int kLeast = 2;
  const auto over = [&] {
    return std::accumulate(widths.begin(), widths.end(), 0) + kGap * static_cast<int>(widths.size() - 1) -
           room;
  };
  const auto narrow_widest = [&](int least, bool only_yielding) {
    std::size_t widest = widths.size();
    for (std::size_t i = 0; i < widths.size(); ++i) {
      if (only_yielding && !columns[i].yields) continue;
      if (widths[i] > least && (widest == widths.size() || widths[i] > widths[widest])) widest = i;
    }
    if (widest == widths.size()) return false;
    --widths[widest];
    return true;
  };
  while (over() > 0 && narrow_widest(kLeastYielding, true)) {
  }
  while (over() > 0 && narrow_widest(kLeast, false)) {
  }
}

}  // namespace

Line plain(std::string_view text) { return {{std::string(text), Tone::kPlain}}; }

int width_of(const Line& line) {
  return std::accumulate(line.begin(), line.end(), 0,
                         [](int sum, const Span& span) { return sum + display_width(span.text); });
}

std::vector<Line> wrap(const Line& line, int width) { return wrap(line, width, width); }

std::vector<Line> wrap(const Line& line, int width, int rest_width) {
  const std::vector<Glyph> glyphs = glyphs_of(line);
  std::vector<Line> lines;
  const auto finish = [&](std::size_t begin, std::size_t end) {
    while (end > begin && glyphs[end - 1].c == ' ') --end;
    lines.push_back(line_of(glyphs, begin, end));
  };
  std::size_t begin = 0;
  std::size_t cut = 0;  // where the line may end; == begin: nowhere yet
  int columns = 0;
  for (std::size_t i = 0; i < glyphs.size(); ++i) {
    if (i > begin && may_break(glyphs[i - 1], glyphs[i])) cut = i;
    columns += glyphs[i].columns;
    if (columns <= width || (glyphs[i].c == ' ' && columns == width + 1)) continue;
    if (cut == begin) cut = i;
    finish(begin, cut);
    begin = cut;
    while (begin < glyphs.size() && glyphs[begin].c == ' ') ++begin;
    cut = begin;
    i = begin - 1;  // count the new line again from its start
    columns = 0;
    width = rest_width;
  }
  if (begin < glyphs.size() || lines.empty()) finish(begin, glyphs.size());
  return lines;
}

TextPage::TextPage(const PageOptions& options) : options_(options) {
  options_.width = std::max(options.width, 40);
}

int TextPage::room() const { return options_.width - gutter_; }

void TextPage::blank() {
  if (!out_.empty()) out_.push_back('\n');
}

void TextPage::line(const Line& line, int hang) {
  bool first = true;
  for (Line& next : wrap(line, room(), room() - hang)) {
    if (!first) next.insert(next.begin(), spaces(hang));
    first = false;
    put(next);
  }
}

void TextPage::table(const std::vector<TextColumn>& columns, const std::vector<std::vector<Line>>& rows) {
  std::vector<TextColumn> shown;
  std::vector<std::size_t> at;  // columns of `rows` that hold something
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const bool holds = std::any_of(rows.begin(), rows.end(),
                                   [&](const auto& row) { return row.size() > 1 && width_of(row[i]) > 0; });
    if (!holds) continue;
    shown.push_back(columns[i]);
    at.push_back(i);
  }
  std::vector<std::vector<Line>> all;
  const bool headed =
      std::any_of(shown.begin(), shown.end(), [](const TextColumn& c) { return !c.head.empty(); });
  if (headed) {
    std::vector<Line>& heads = all.emplace_back();
    for (const TextColumn& column : shown) heads.push_back({{column.head, Tone::kFaint}});
  }
  for (const auto& row : rows) {
    std::vector<Line>& cells = all.emplace_back();
    if (row.size() == 1) {
      cells.push_back(row.front());
    } else {
      for (const std::size_t i : at) cells.push_back(row[i]);
    }
  }
  std::vector<int> widths(shown.size(), 0);
  for (const auto& row : all) {
    for (std::size_t i = 0; row.size() == shown.size() && i < shown.size(); ++i) {
      widths[i] = std::max(widths[i], width_of(row[i]));
    }
  }
  fit(widths, shown, room());
  for (const auto& row : all) {
    if (row.size() != shown.size()) {
      line(row.front(), 2);
    } else {
      put_row(shown, widths, row);
    }
  }
}

// Cells side by side, as many lines as the tallest needs; no spaces at the end of a line.
void TextPage::put_row(const std::vector<TextColumn>& columns, const std::vector<int>& widths,
                       const std::vector<Line>& row) {
  std::vector<std::vector<Line>> cells;
  std::size_t height = 1;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    cells.push_back(wrap(row[i], std::max(widths[i], 2)));
    height = std::max(height, cells.back().size());
  }
  for (std::size_t h = 0; h < height; ++h) {
    Line text;
    int owed = 0;  // spaces before the next text
    for (std::size_t i = 0; i < columns.size(); ++i) {
      const Line cell = h < cells[i].size() ? cells[i][h] : Line{};
      const int rest = std::max(widths[i] - width_of(cell), 0);
      if (columns[i].right) owed += rest;
      if (width_of(cell) > 0) {
        text.push_back(spaces(std::exchange(owed, 0)));
        text.insert(text.end(), cell.begin(), cell.end());
      }
      owed += (columns[i].right ? 0 : rest) + kGap;
    }
    put(text);
  }
}

// One line of a section, with the label in the gutter when it is the first. A label too wide for the gutter
// stands alone.
void TextPage::put(const Line& content) {
  Line line;
  const std::string label = std::exchange(label_, {});
  const int width = display_width(label);
  if (gutter_ > 0 && width > 0) line.push_back({label, Tone::kStrong});
  if (width >= gutter_ && !line.empty()) emit(std::exchange(line, {}));
  line.push_back(spaces(gutter_ - (line.empty() ? 0 : width)));
  line.insert(line.end(), content.begin(), content.end());
  emit(line);
}

void TextPage::emit(const Line& line) {
  std::string text;
  for (const Span& span : line) {
    const bool toned = options_.color && span.tone != Tone::kPlain && !span.text.empty();
    if (toned) text += sgr(span.tone);
    for (std::string_view rest = span.text; !rest.empty();) {
      const char32_t c = printable(next_code_point(rest));
      if (c != 0) append_utf8(text, options_.unicode ? c : ascii_of(c));
    }
    if (toned) text += "\x1b[0m";
  }
  while (!text.empty() && text.back() == ' ') text.pop_back();
  out_ += text;
  out_.push_back('\n');
}

std::string TextPage::take() { return std::exchange(out_, {}); }

}  // namespace tidegate::report
