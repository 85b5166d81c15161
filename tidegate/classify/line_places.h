// In which lines of a text values of each type stand: the first ones, and how many there are.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "tidegate/classify/line_findings.h"
#include "tidegate/terms/scan_finding.h"
#include "tidegate/terms/table.h"

namespace tidegate {

// One a thread, merged at the end: the same for any number of threads. Memory: kMost places a type.
class LinePlaces {
 public:
  static constexpr std::size_t kMost = 1000;

  LinePlaces();

  // block  of running text, those of one thread in ascending order. lines: what stands in it.
  void add(const RowBlock& block, const LineFindings& lines);
  void merge(LinePlaces&& other);
  // Types in the order of their codes; empties it.
  std::vector<LinesOfType> take();
  // Numbers that look like somebody's by chance, and are no values.
  std::uint64_t by_chance() const { return by_chance_; }
  std::uint64_t mobiles_by_chance() const { return mobiles_by_chance_; }
  // They are values after all, each for a line of its own.
  void tell_chance();

 private:
  std::array<std::uint8_t, kValueKinds> slot_of_;  // into types_; kNoSlot: of no type in text
  std::vector<LinesOfType> types_;
  std::string masked_;
  std::uint64_t by_chance_ = 0;
  std::uint64_t mobiles_by_chance_ = 0;
};

// Adds what another thread found of the same text and type: the first places of both, all lines.
void merge_lines(LinesOfType& into, const LinesOfType& from);

// 16 bits of a line's words without the values found in it and without any digit: enough to know a line
// again, too few to try out what else it says.
std::uint16_t line_context(std::string_view line, std::span<const FoundValue> values, std::string& scratch);

}  // namespace tidegate
