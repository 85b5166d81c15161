// What a log serves, by its names in C2SP tlog-tiles: "checkpoint", "tile/0/000", "tile/entries/000.p/12".
#pragma once

#include <string>

#include "tidegate/base/result.h"

namespace tidegate::evidence {

class TileSource {
 public:
  virtual ~TileSource() = default;
  // Errors: kNotFound (there is no such file), kUnavailable, kLimit.
  virtual Result<std::string> read(const std::string& path) = 0;
};

}  // namespace tidegate::evidence
