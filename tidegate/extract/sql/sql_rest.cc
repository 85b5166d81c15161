#include "tidegate/extract/sql/sql_rest.h"

#include <algorithm>
#include <utility>

#include "tidegate/extract/sql/sql_cursor.h"

namespace tidegate {
namespace {

// Lines without text that a block may hold between two with.
constexpr std::uint64_t kMostBlankLines = 4096;

// Signs that end statements, and the word that ends them in scripts of SQL Server.
bool says_nothing(std::string_view line) {
  return line.find_first_not_of(" \t\r\f;/*()-=#") == std::string_view::npos || line == "GO" || line == "go";
}

// The line in which mysqldump and mariadb-dump name themselves: "-- MySQL dump 10.13  Distrib 8.0.36, for
// Linux (x86_64)". Names and versions of programs look like secrets to who does not know them.
bool names_dumper(std::string_view line) {
  if (!line.starts_with("-- MySQL dump ") && !line.starts_with("-- MariaDB dump ")) return false;
  constexpr std::size_t kLongest = 100;
  const bool is_plain = std::all_of(line.begin(), line.end(), [](char c) {
    return (is_sql_word_octet(c) && static_cast<unsigned char>(c) < 0x80) || c == ' ' || c == '-' ||
           c == '.' || c == '+' || c == '~' || c == ',' || c == '(' || c == ')';
  });
  std::size_t digits = 0;
  std::size_t most_digits = 0;
  for (const char c : line) {
    digits = c >= '0' && c <= '9' ? digits + 1 : 0;
    most_digits = std::max(most_digits, digits);
  }
  constexpr std::size_t kLongNumber = 6;
  return is_plain && most_digits < kLongNumber && line.size() <= kLongest &&
         line.find(", for ") != std::string_view::npos && line.ends_with(')');
}

}  // namespace

void SqlRest::keep(std::string_view text, std::uint64_t line) {
  for (;;) {
    const std::size_t end = text.find('\n');
    std::string_view here = text.substr(0, end);
    while (here.ends_with('\r')) here.remove_suffix(1);
    if (!says_nothing(here) && !names_dumper(here)) keep_line(here, line);
    if (end == std::string_view::npos) return;
    text.remove_prefix(end + 1);
    ++line;
  }
}

void SqlRest::keep_line(std::string_view text, std::uint64_t line) {
  bytes_ += text.size() + 1;
  if (!blocks_.empty()) {
    RowBlock& block = blocks_.back();
    const std::uint64_t next = block.first_row + block.rows();
    if (line + 1 == next) {
      block.text.pop_back();
      RowBlock::Cell& cell = block.cells.back();
      if (!text.starts_with(' ')) block.text += ' ';
      block.text.append(text);
      cell.length = static_cast<std::uint32_t>(block.text.size() - cell.begin);
      block.text += '\n';
      return;
    }
    if (block.text.size() < block_bytes_ && line - next <= kMostBlankLines) {
      for (std::uint64_t blank = next; blank < line; ++blank) block.end_row();
      block.add_cell(0, text);
      block.end_row();
      return;
    }
  }
  RowBlock& block = blocks_.emplace_back();
  block.first_row = line;
  block.add_cell(0, text);
  block.end_row();
}

std::vector<RowBlock> SqlRest::take() {
  bytes_ = 0;
  return std::exchange(blocks_, {});
}

}  // namespace tidegate
