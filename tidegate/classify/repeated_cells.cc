#include "tidegate/classify/repeated_cells.h"

namespace tidegate {

void RepeatedCells::place(const Slot& slot) {
  std::size_t at = slot.hash & mask_;
  while (slots_[at].cell != 0) at = (at + 1) & mask_;
  slots_[at] = slot;
}

std::uint32_t RepeatedCells::keep(std::uint64_t hash, std::string_view cell, const CellReading& reading) {
  if (const Slot* const slot = find(hash, cell)) return slot->cell - 1;
  if ((cells_.size() + 1) * 2 > slots_.size()) {
    std::vector<Slot> old(slots_.size() * 2);
    old.swap(slots_);
    mask_ = slots_.size() - 1;
    for (const Slot& slot : old) {
      if (slot.cell != 0) place(slot);
    }
  }
  Slot slot;
  slot.hash = hash;
  slot.begin = static_cast<std::uint32_t>(text_.size());
  slot.length = static_cast<std::uint32_t>(cell.size());
  text_.append(cell);
  cells_.emplace_back().reading = reading;
  slot.cell = static_cast<std::uint32_t>(cells_.size());
  place(slot);
  return slot.cell - 1;
}

void RepeatedCells::clear() {
  slots_ = std::vector<Slot>(kFirstSlots);
  mask_ = kFirstSlots - 1;
  cells_ = {};
  text_ = {};
}

}  // namespace tidegate
