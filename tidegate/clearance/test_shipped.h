// What the repository ships, for tests of this room.
#pragma once

#include <fstream>
#include <iterator>
#include <string>

#include "tidegate/clearance/working_days.h"

namespace tidegate {

inline std::string shipped_file(const std::string& name) {
  std::ifstream in(std::string(TIDEGATE_SOURCE_DIR) + "/" + name, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

inline WorkingDays shipped_calendar() {
  return WorkingDays::parse(shipped_file("calendars/cn.tsv"), "cn.tsv").value();
}

}  // namespace tidegate
