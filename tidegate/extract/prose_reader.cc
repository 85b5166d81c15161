#include "tidegate/extract/prose_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <string>
#include <string_view>

#include "tidegate/extract/html_entities.h"

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

char ascii_lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// A part of a mail that is written in another way than it reads.
bool is_encoded_part(std::string_view line) {
  constexpr std::string_view kHeader = "content-transfer-encoding:";
  if (line.size() < kHeader.size() || (line[0] != 'C' && line[0] != 'c')) return false;
  std::string lower(line.substr(0, kHeader.size() + 24));
  for (char& c : lower) c = ascii_lower(c);
  return lower.starts_with(kHeader) &&
         (lower.find("base64") != std::string::npos || lower.find("quoted-printable") != std::string::npos);
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
      encoded_parts_ += is_encoded_part({text + begin, end - begin}) ? 1 : 0;
      block.cells.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end - begin), 0});
    }
    block.row_begin.push_back(static_cast<std::uint32_t>(block.cells.size()));
    begin = next;
  }
  rows_ += block.rows();
  window_.drop(length);
  decode_entities(block);
  return sink_.rows(std::move(block));
}

TableEnd ProseReader::end() const {
  TableEnd end{rows_, 0, {}};
  if (splits_ > 0) {
    end.notes.push_back({fmt::format("long lines were split {} times; a row is then not a line", splits_),
                         fmt::format("过长的行被切分 {} 次，此时行号不再对应原文行号", splits_)});
  }
  if (encoded_parts_ > 0) {
    end.notes.push_back(
        {fmt::format("{} in base64 or quoted-printable: it was not decoded, and nothing in it was found",
                     encoded_parts_ == 1 ? "1 part of a mail is"
                                         : fmt::format("{} parts of mails are", encoded_parts_)),
         fmt::format("邮件中有 {} 个部分以 base64 或 quoted-printable 编码：未作解码，其中的内容未被查找",
                     encoded_parts_)});
  }
  return end;
}

}  // namespace tidegate
