// Cells of one column that come again and again ("男", a diagnosis, a standard remark): inspected once, and
// counted by a comparison of bytes from then on.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/classify/cell_inspector.h"
#include "tidegate/classify/value_kind.h"

namespace tidegate {

// What is kept never changes what is counted, only what it costs: a column whose cells seldom come again lets
// go of them, and is tried again later. Memory: at most kMost cells of at most kLongest bytes and 100 more.
class RepeatedCells {
 public:
  static constexpr std::size_t kMost = 2048;
  static constexpr std::size_t kLongest = 120;

  struct Cell {
    CellReading reading;
    std::uint32_t groups = 0;  // ContextGroups whose words stand in it, as bits
    ValueKindSet inside;       // values amid its text
    std::uint32_t begin = 0;   // its bytes, in the text of all
    std::uint32_t length = 0;
    std::uint64_t count = 0;  // met again, and not yet counted by the column
  };

  // The cell, to be counted by whoever asked; nullptr when it is not kept. hash: mix_bytes of it.
  Cell* find(std::uint64_t hash, std::string_view cell) {
    for (std::size_t at = hash & mask_;; at = (at + 1) & mask_) {
      const Slot& slot = slots_[at];
      if (slot.cell == 0) return nullptr;
      if (slot.hash != hash) continue;
      Cell& kept = cells_[slot.cell - 1];
      if (kept.length == cell.size() && std::memcmp(text_.data() + kept.begin, cell.data(), cell.size()) == 0)
        return &kept;
    }
  }
  // cell: not kept so far; at most kLongest bytes, while size() is below kMost.
  std::uint32_t keep(std::uint64_t hash, std::string_view cell, const CellReading& reading);

  std::size_t size() const { return cells_.size(); }
  std::vector<Cell>& cells() { return cells_; }
  const std::vector<Cell>& cells() const { return cells_; }

  // Whether it is worth while to ask for the next `cells` cells.
  bool is_awake(std::size_t cells) {
    if (rest_ == 0) return true;
    rest_ -= cells < rest_ ? cells : rest_;
    return false;
  }
  // Says how many of the cells asked for were kept. True: too few to pay. It sleeps then, four times as long
  // each time; the counts are to be taken out, and clear() to be called.
  // is_full: nothing more can be kept, so that no more will be found than now.
  bool is_idle(std::size_t asked, std::size_t found, bool is_full) {
    asked_ += asked;
    found_ += found;
    if (asked_ < kTrial) return false;
    const bool pays = found_ * (is_full ? 2 : 32) >= asked_;
    asked_ = found_ = 0;
    if (pays) return false;
    rest_ = next_rest_;
    if (next_rest_ < kLongestRest) next_rest_ *= 4;
    return true;
  }
  void clear();

 private:
  static constexpr std::size_t kTrial = 512;
  static constexpr std::size_t kFirstSlots = 32;
  static constexpr std::size_t kLongestRest = std::size_t{1} << 30;
  struct Slot {
    std::uint64_t hash;
    std::uint32_t cell;  // 1 + its index; 0: free
  };
  void place(std::uint64_t hash, std::uint32_t cell);

  std::vector<Slot> slots_ = std::vector<Slot>(kFirstSlots);
  std::size_t mask_ = kFirstSlots - 1;
  std::vector<Cell> cells_;
  std::string text_;
  std::size_t asked_ = 0;
  std::size_t found_ = 0;
  std::size_t rest_ = 0;  // cells to pass by before it is tried again
  std::size_t next_rest_ = 1U << 16;
};

}  // namespace tidegate
