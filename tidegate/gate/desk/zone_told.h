// What is told of a zone's own data where a desk opens: its files, and what changed since it last did.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tidegate/base/date.h"
#include "tidegate/base/text.h"

namespace tidegate {

// A file that the desk works by.
struct ZoneFile {
  std::string name;    // "desk.json", "packs/cn.json"
  std::string sha256;  // of its bytes, hex
  std::string id;      // that it states, or its years: "cn-2026-11", "2022-2027"; empty: none
  std::optional<Date> from;
  bool is_own = false;  // false: the program's
};

struct ZoneTold {
  std::vector<ZoneFile> files;      // in the order of docs/formats/zone.md; of packs the zone's own alone
  std::vector<Text> notes;          // what stops nothing and should be known
  std::vector<std::string> before;  // names of the zone's own when the desk last opened under others
  bool is_changed = false;          // since then: a name, or what stands in it
};

// For the log of whoever runs the desk, "event key=value" each.
std::vector<std::string> log_lines(const ZoneTold& told);

}  // namespace tidegate
