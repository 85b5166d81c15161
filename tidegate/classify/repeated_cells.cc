#include "tidegate/classify/repeated_cells.h"

namespace tidegate {

void RepeatedCells::place(std::uint64_t hash, std::uint32_t cell) {
  std::size_t at = hash & mask_;
  while (slots_[at].cell != 0) at = (at + 1) & mask_;
  slots_[at] = {hash, cell};
}

std::uint32_t RepeatedCells::keep(std::uint64_t hash, std::string_view cell, const CellReading& reading) {
  if ((cells_.size() + 1) * 2 > slots_.size()) {
    std::vector<Slot> old(slots_.size() * 2);
    old.swap(slots_);
    mask_ = slots_.size() - 1;
    for (const Slot& slot : old) {
      if (slot.cell != 0) place(slot.hash, slot.cell);
    }
  }
  Cell kept;
  kept.reading = reading;
  kept.begin = static_cast<std::uint32_t>(text_.size());
  kept.length = static_cast<std::uint32_t>(cell.size());
  text_.append(cell);
  cells_.push_back(kept);
  place(hash, static_cast<std::uint32_t>(cells_.size()));
  return static_cast<std::uint32_t>(cells_.size() - 1);
}

void RepeatedCells::clear() {
  slots_ = std::vector<Slot>(kFirstSlots);
  mask_ = kFirstSlots - 1;
  cells_ = {};
  text_ = {};
}

}  // namespace tidegate
