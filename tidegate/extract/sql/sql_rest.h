// What a dump holds beside its rows, kept as lines of running text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "tidegate/terms/table.h"

namespace tidegate {

class SqlRest {
 public:
  explicit SqlRest(std::size_t block_bytes) : block_bytes_(block_bytes) {}

  // Keeps a stretch of the dump that begins on the line `line`, counted from 0. Stretches come in the dump's
  // order. A stretch on the line of the last is put behind it.
  void keep(std::string_view text, std::uint64_t line);

  std::size_t size_bytes() const { return bytes_; }
  bool is_empty() const { return blocks_.empty(); }

  // What was kept since: a row a line of the dump, by its number; a block begins where more than a few lines
  // lie between. Forgets it.
  std::vector<RowBlock> take();

 private:
  void keep_line(std::string_view text, std::uint64_t line);

  std::size_t block_bytes_;
  std::size_t bytes_ = 0;
  std::vector<RowBlock> blocks_;
};

}  // namespace tidegate
