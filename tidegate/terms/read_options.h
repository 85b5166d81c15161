// How files are to be read where recognition is not wanted.
#pragma once

#include <cstdint>
#include <string>

namespace tidegate {

struct ReadOptions {
  std::string delimiter;  // one character of ASCII; empty: recognised
  std::string encoding;   // utf-8 utf-16le utf-16be gb18030; empty: recognised
  std::uint64_t sample_rows =
      0;  // of each table of a database, drawn at random; 0: every row. Files are read whole
  friend bool operator==(const ReadOptions&, const ReadOptions&) = default;
};

}  // namespace tidegate
