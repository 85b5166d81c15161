// Cells of one column that come again and again ("男", a diagnosis, a standard remark): inspected once, and
// counted by a comparison of bytes from then on.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/classify/cell_inspector.h"
#include "tidegate/classify/mix.h"
#include "tidegate/classify/value_kind.h"

namespace tidegate {

// What is kept never changes what is counted, only what it costs: a column whose cells seldom come again lets
// go of them, and is tried again later. Memory: at most kMost cells of at most kLongest bytes and 230 more.
class RepeatedCells {
 public:
  static constexpr std::size_t kMost = 2048;
  static constexpr std::size_t kLongest = 120;

  struct Cell {
    CellReading reading;
    std::uint32_t groups = 0;  // ContextGroups whose words stand in it, as bits
    bool is_telling = false;   // see ColumnFeatures::telling
    bool is_telling_beyond_names = false;
    ValueKindSet inside;  // values amid its text
  };

  // Counts the cell when it is kept; false: it is not. hash: mix_bytes of it.
  bool count(std::uint64_t hash, std::string_view cell) {
    Slot* const slot = find(hash, cell);
    if (slot == nullptr) return false;
    ++slot->times;
    return true;
  }
  // cell  not counted just now; at most kLongest bytes, while size() is below kMost. Its index in cells().
  std::uint32_t keep(std::uint64_t hash, std::string_view cell, const CellReading& reading);

  std::size_t size() const { return cells_.size(); }
  Cell& at(std::uint32_t index) { return cells_[index]; }
  // take(cell, its length, how often it was counted), of those that were.
  template <typename Take>
  void each_counted(Take take) const {
    for (const Slot& slot : slots_) {
      if (slot.times > 0) take(cells_[slot.cell - 1], slot.length, slot.times);
    }
  }

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
  // All that a cell met again asks for, and its bytes.
  struct Slot {
    std::uint64_t hash = 0;
    std::uint64_t times = 0;  // counted
    std::uint32_t begin = 0;  // of its bytes, in the text of all
    std::uint32_t length = 0;
    std::uint32_t cell = 0;  // 1 + its index; 0: free
  };
  Slot* find(std::uint64_t hash, std::string_view cell) {
    for (std::size_t at = hash & mask_;; at = (at + 1) & mask_) {
      Slot& slot = slots_[at];
      if (slot.cell == 0) return nullptr;
      if (slot.hash == hash && slot.length == cell.size() &&
          same_bytes(text_.data() + slot.begin, cell.data(), cell.size())) {
        return &slot;
      }
    }
  }
  void place(const Slot& slot);

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
