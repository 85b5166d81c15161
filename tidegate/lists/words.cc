#include "tidegate/lists/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

namespace tidegate::lists {
namespace {

std::vector<std::string> parts_of(std::string_view text, char separator) {
  std::vector<std::string> parts;
  for (;;) {
    const std::size_t end = text.find(separator);
    parts.emplace_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

// Lines that are no comments, each with `columns` parts.
Result<void> each_line(std::string_view tsv, std::string_view file, std::size_t columns,
                       const std::function<void(const std::vector<std::string>&)>& take) {
  for (std::size_t line = 1; !tsv.empty(); ++line) {
    const std::size_t end = tsv.find('\n');
    const std::string_view text = tsv.substr(0, end);
    tsv.remove_prefix(end == std::string_view::npos ? tsv.size() : end + 1);
    if (text.empty() || text.front() == '#') continue;
    const std::vector<std::string> parts = parts_of(text, '\t');
    if (parts.size() != columns) {
      return fail({ErrorCode::kMalformed, fmt::format("has {} parts, not {}", parts.size(), columns),
                   fmt::format("{}:{}", file, line),
                   fmt::format("有 {} 列，应为 {} 列", parts.size(), columns)});
    }
    take(parts);
  }
  return {};
}

}  // namespace

std::vector<std::string> at_commas(std::string_view text) {
  std::vector<std::string> parts = parts_of(text, ',');
  parts.erase(std::remove(parts.begin(), parts.end(), ""), parts.end());
  return parts;
}

Result<ListWords> ListWords::parse(std::string_view concepts, std::string_view sectors,
                                   std::string_view zones) {
  ListWords words;
  const auto read = each_line(concepts, "concepts.tsv", 2, [&](const std::vector<std::string>& parts) {
    const auto meaning = static_cast<std::uint32_t>(words.concepts_.size());
    std::vector<Folded>& all = words.concepts_.emplace_back();
    for (const std::string& part : parts) {
      for (const std::string& word : at_commas(part)) {
        all.push_back(fold(word));
        words.concept_book_.add(all.back(), meaning);
      }
    }
  });
  if (!read) return fail(read.error());
  const auto read_sectors = each_line(sectors, "sectors.tsv", 5, [&](const std::vector<std::string>& parts) {
    const auto meaning = static_cast<std::uint32_t>(words.sectors_.size());
    words.sectors_.push_back({parts[0], at_commas(parts[1]), at_commas(parts[4])});
    for (const std::size_t column : {std::size_t{2}, std::size_t{3}}) {
      for (const std::string& word : at_commas(parts[column])) words.sector_book_.add(fold(word), meaning);
    }
  });
  if (!read_sectors) return fail(read_sectors.error());
  const auto read_zones = each_line(zones, "zones.tsv", 2, [&](const std::vector<std::string>& parts) {
    words.zones_.emplace_back(parts[0], at_commas(parts[1]));
  });
  if (!read_zones) return fail(read_zones.error());
  return words;
}

Within ListWords::is_within(std::string_view zone, std::string_view place) const {
  if (zone == "CN") return Within::kYes;
  bool is_known_place = false;
  bool is_known_zone = false;
  for (const auto& [name, places] : zones_) {
    const bool holds = std::find(places.begin(), places.end(), place) != places.end();
    if (holds && name == zone) return Within::kYes;
    is_known_place = is_known_place || holds;
    is_known_zone = is_known_zone || name == zone;
  }
  if (is_known_place) return Within::kNo;
  // Another place than the known ones may still be in a zone that has no word of its own.
  return is_known_zone && !place.empty() ? Within::kNo : Within::kUnknown;
}

}  // namespace tidegate::lists
