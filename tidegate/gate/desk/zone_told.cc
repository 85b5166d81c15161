#include "tidegate/gate/desk/zone_told.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

namespace tidegate {
namespace {

// What a file says of itself, as one word.
std::string word_of(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                          c == '.' || c == '-' || c == '_' || c == '/';
    out += is_plain ? c : '_';
  }
  return out.empty() ? "-" : out;
}

std::string line_of(const ZoneFile& file) {
  return fmt::format("zone_file name={} of={} id={} from={} sha256={}", word_of(file.name),
                     file.is_own ? "zone" : "program", word_of(file.id), file.from ? file.from->str() : "-",
                     file.sha256);
}

}  // namespace

std::vector<std::string> log_lines(const ZoneTold& told) {
  std::vector<std::string> lines;
  for (const ZoneFile& file : told.files) lines.push_back(line_of(file));
  if (told.is_changed) {
    std::vector<std::string_view> now;
    for (const ZoneFile& file : told.files) {
      if (file.is_own) now.push_back(file.name);
    }
    lines.push_back(fmt::format("zone_changed before=\"{}\" now=\"{}\"", fmt::join(told.before, " "),
                                fmt::join(now, " ")));
    for (const std::string& name : told.before) {
      if (std::find(now.begin(), now.end(), name) != now.end()) continue;
      lines.push_back(fmt::format(
          "zone_gone file={} hint=\"the program's own counts in its place: put the file back into "
          "DATA/zone, unless it was taken away on purpose\"",
          word_of(name)));
    }
  }
  for (const Text& note : told.notes) lines.push_back(fmt::format("zone_note says=\"{}\"", note.en));
  return lines;
}

}  // namespace tidegate
