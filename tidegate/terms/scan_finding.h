// What a scan found and where: a column, or a line of running text. Never a value of anybody.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tidegate/terms/data_profile.h"

namespace tidegate {

struct LinePlace {
  std::uint64_t row = 0;      // 0-based line of the text
  std::uint16_t context = 0;  // of the line's other words: the same while they are, wherever the line moves
  friend auto operator<=>(const LinePlace&, const LinePlace&) = default;
};

// The lines of a text where values of a type stand.
struct LinesOfType {
  TypeCode type;
  std::uint64_t lines = 0;        // all of them
  std::vector<LinePlace> places;  // the first ones, ascending
};

enum class FindingState { kNew, kKnown, kExpired };  // against a baseline; without one all are new

struct ScanFinding {
  std::string id;                     // 32 hex digits: findings/find.h
  std::size_t file = 0;               // row of DataProfile::files
  std::string path;                   // of that file, without "./"
  std::optional<std::size_t> column;  // of the file; none: its running text
  bool is_inside = false;             // values of the type stand amid the column's texts
  TypeCode type;
  Sensitivity sensitivity = Sensitivity::kNone;
  std::uint64_t line = 0;   // 1-based; 0: a column, or many lines
  std::uint64_t lines = 0;  // many lines that are not told one by one: how many
  FindingState state = FindingState::kNew;
  std::string reason;  // of the baseline's entry, known or expired
  std::string until;   // first day on which that entry counts no more; empty: without end
};

// What a baseline hid, and what of it is out of date.
struct BaselineSums {
  std::size_t known = 0;    // findings hidden
  std::size_t expired = 0;  // findings that came back, since the day of their entry is over
  std::vector<Text> stale;  // entries that match nothing any more, each in words
};

}  // namespace tidegate
