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
  static const WorkingDays kShipped = WorkingDays::parse(shipped_file("calendars/cn.tsv"), "cn.tsv").value();
  return kShipped;
}

// With a notice of 2027 as a zone would load it: five days of New Year, eight of the Spring Festival.
inline WorkingDays calendar_with_2027() {
  return WorkingDays::parse(shipped_file("calendars/cn.tsv") +
                                "2027\t2027-01-01\t2027-01-05\toff\t元旦\tNew Year\tn27\n"
                                "2027\t2027-02-05\t2027-02-12\toff\t春节\tSpring Festival\tn27\n",
                            "cn.tsv")
      .value();
}

}  // namespace tidegate
