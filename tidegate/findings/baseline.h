// What a project knows of and why: a file beside its sources, one JSON object a line, sorted by path, type
// and place. Format: docs/formats/baseline.md.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/base/date.h"
#include "tidegate/base/result.h"
#include "tidegate/terms/scan_finding.h"

namespace tidegate::findings {

inline constexpr std::size_t kLargestBaseline = std::size_t{64} << 20;  // octets
inline constexpr std::size_t kMostEntries = 200'000;
inline constexpr std::size_t kLongestText = 2'000;  // octets

struct BaselineEntry {
  std::string id;  // of the finding
  std::string path;
  TypeCode type;
  std::string place;   // "column mobile", "line 12" when it was entered; for readers
  std::string reason;  // why it may stay
  std::string by;      // who says so; may be empty
  Date on;
  std::string until;  // first day on which it counts no more; empty: without end
  friend bool operator==(const BaselineEntry&, const BaselineEntry&) = default;
};

// text  lines of entries, empty ones left out. name: what to call it in errors.
// Errors: kMalformed, kOutOfRange, kLimit with the line; an id twice is kMalformed.
Result<std::vector<BaselineEntry>> parse_baseline(std::string_view text, std::string_view name);
// The file of these entries, sorted.
std::string baseline_text(std::vector<BaselineEntry> entries);

// The entry of a finding, said on a day.
BaselineEntry entry_of(const ScanFinding& finding, const DataProfile& profile);

struct BaselineUse {
  std::size_t known = 0;             // findings that it hides
  std::size_t expired = 0;           // findings that came back, since their day is over
  std::vector<BaselineEntry> stale;  // entries under `roots` that match no finding
};

// Sets the state of each finding on a day.
// roots  what was scanned, files and folders: an entry elsewhere may still be right.
// unread paths that could not be read this time: an entry in one of them is not stale.
BaselineUse apply_baseline(const std::vector<BaselineEntry>& entries, Date day,
                           const std::vector<std::string>& roots, const std::vector<std::string>& unread,
                           std::vector<ScanFinding>& findings);

}  // namespace tidegate::findings
