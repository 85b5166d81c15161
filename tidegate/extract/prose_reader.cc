#include "tidegate/extract/prose_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

namespace tidegate {
namespace {

// Where to cut a stretch of a line: behind the last space of its last 4 KiB, or else between two characters.
std::size_t cut_point(std::string_view text) {
  constexpr std::size_t kLookBack = 4096;
  const std::size_t from = text.size() - std::min(kLookBack, text.size());
  const std::size_t space = text.find_last_of(" \t,;");
  if (space != std::string_view::npos && space >= from && space + 1 < text.size()) return space + 1;
  std::size_t cut = text.size();
  while (cut > 1 && (static_cast<unsigned char>(text[cut - 1]) & 0xC0U) == 0x80U) --cut;
  return cut > 1 && static_cast<unsigned char>(text[cut - 1]) >= 0xC0U ? cut - 1 : text.size();
}

}  // namespace

Result<void> ProseReader::read() {
  // A piece is a part of a block, so that a line of any length passes through bounded memory.
  const std::size_t longest = std::min(options_.max_cell_bytes, options_.block_bytes);
  for (;;) {
    std::string_view text = window_.text();
    const std::size_t last_line_end = text.find_last_of('\n');
    if (last_line_end != std::string_view::npos) {
      if (const auto ok = emit(last_line_end + 1); !ok) return ok;
      text = window_.text();
    }
    if (text.size() >= longest) {
      ++splits_;
      if (const auto ok = emit(cut_point(text.substr(0, longest))); !ok) return ok;
      continue;
    }
    if (window_.is_over()) return text.empty() ? Result<void>() : emit(text.size());
    if (const auto ok = window_.more(); !ok) return ok;
  }
}

// The first `length` octets of the window: whole lines, or a piece of one.
Result<void> ProseReader::emit(std::size_t length) {
  RowBlock block;
  block.first_row = rows_;
  block.text.assign(window_.text().substr(0, length));
  block.row_begin.push_back(0);
  const char* const text = block.text.data();
  for (std::size_t begin = 0; begin < length;) {
    const void* found = std::memchr(text + begin, '\n', length - begin);
    const std::size_t next =
        found == nullptr ? length : static_cast<std::size_t>(static_cast<const char*>(found) - text) + 1;
    std::size_t end = found == nullptr ? length : next - 1;
    while (end > begin && text[end - 1] == '\r') --end;
    if (end > begin) {
      block.cells.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end - begin), 0});
    }
    block.row_begin.push_back(static_cast<std::uint32_t>(block.cells.size()));
    begin = next;
  }
  rows_ += block.rows();
  window_.drop(length);
  return sink_.rows(std::move(block));
}

TableEnd ProseReader::end() const {
  TableEnd end{rows_, 0, {}};
  if (splits_ > 0) {
    end.notes.push_back({fmt::format("long lines were split {} times; a row is then not a line", splits_),
                         fmt::format("过长的行被切分 {} 次，此时行号不再对应原文行号", splits_)});
  }
  return end;
}

}  // namespace tidegate
