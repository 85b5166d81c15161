// How files are to be read where recognition is not wanted.
#pragma once

#include <string>

namespace tidegate {

struct ReadOptions {
  std::string delimiter;  // one character of ASCII; empty: recognised
  std::string encoding;   // utf-8 utf-16le utf-16be gb18030; empty: recognised
  friend bool operator==(const ReadOptions&, const ReadOptions&) = default;
};

}  // namespace tidegate
