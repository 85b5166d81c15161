#include "tidegate/classify/id_log.h"

#include <algorithm>
#include <bit>
#include <utility>

namespace tidegate {

ChunkPool::Chunk* ChunkPool::take() {
  ++taken_;
  if (free_ != nullptr) {
    Chunk* const chunk = free_;
    free_ = chunk->next;
    chunk->next = nullptr;
    chunk->used = 0;
    return chunk;
  }
  if (slab_used_ == kSlab) {
    slabs_.emplace_back(kSlab);
    slab_used_ = 0;
  }
  return &slabs_.back()[slab_used_++];
}

void ChunkPool::give_back(Chunk* first) {
  while (first != nullptr) {
    Chunk* const next = first->next;
    first->next = free_;
    free_ = first;
    --taken_;
    first = next;
  }
}

void ChunkPool::absorb(ChunkPool&& other) {
  // What is left of the other's last slab goes to the free ones.
  for (; other.slab_used_ < kSlab; ++other.slab_used_) {
    ++other.taken_;
    other.give_back(&other.slabs_.back()[other.slab_used_]);
  }
  slabs_.insert(slabs_.begin(), std::make_move_iterator(other.slabs_.begin()),
                std::make_move_iterator(other.slabs_.end()));
  other.slabs_.clear();
  while (other.free_ != nullptr) {
    Chunk* const next = other.free_->next;
    other.free_->next = free_;
    free_ = std::exchange(other.free_, next);
  }
  taken_ += std::exchange(other.taken_, 0);
}

void IdLog::append_to(Part& part, std::span<const Said> said, ChunkPool& pool) {
  while (!said.empty()) {
    if (part.last == nullptr) {
      part.first = part.last = pool.take();
      ++part.chunks;
    } else if (part.last->used == ChunkPool::Chunk::kSize) {
      part.last->next = pool.take();
      part.last = part.last->next;
      ++part.chunks;
    }
    ChunkPool::Chunk& chunk = *part.last;
    const std::size_t n = std::min(said.size(), ChunkPool::Chunk::kSize - chunk.used);
    std::copy_n(said.begin(), n, chunk.said + chunk.used);
    chunk.used += n;
    said = said.subspan(n);
  }
}

void IdLog::append(std::size_t part, std::span<const Said> said, ChunkPool& pool) {
  if (parts_ == nullptr) {
    few_.insert(few_.end(), said.begin(), said.end());
    if (few_.size() > kFew) part_few(pool);
  } else {
    append_to((*parts_)[part], said, pool);
  }
}

void IdLog::part_few(ChunkPool& pool) {
  parts_ = std::make_unique<std::array<Part, kParts>>();
  for (const Said& said : few_) append_to((*parts_)[part_of(said.name())], {&said, 1}, pool);
  few_ = {};
}

void IdLog::merge(const IdLog& other, ChunkPool& pool) {
  for (const Said& said : other.few_) append(said, pool);
  if (other.parts_ == nullptr) return;
  for (std::size_t part = 0; part < kParts; ++part)
    other.each(part, [&](std::span<const Said> said) { append(part, said, pool); });
}

void IdLog::merge(IdLog&& other, ChunkPool& pool) {
  if (other.parts_ == nullptr) return merge(std::as_const(other), pool);
  if (parts_ == nullptr) part_few(pool);
  for (std::size_t p = 0; p < kParts; ++p) {
    Part& ours = (*parts_)[p];
    const Part theirs = (*other.parts_)[p];
    if (theirs.first == nullptr) continue;
    // Theirs go before ours, whose last chunk has room.
    theirs.last->next = ours.first;
    ours.first = theirs.first;
    if (ours.last == nullptr) ours.last = theirs.last;
    ours.chunks += theirs.chunks;
  }
  other.parts_.reset();
}

void IdLog::replace(std::size_t part, std::span<const Said> gathered, ChunkPool& pool) {
  Part& ours = (*parts_)[part];
  pool.give_back(ours.first);
  ours = {};
  append_to(ours, gathered, pool);
}

void IdGathering::begin(bool joins, std::uint8_t shared, std::size_t most) {
  constexpr std::size_t kFirst = 4096;
  joins_ = joins;
  shared_ = shared;
  // Not larger than the last part asked for, lest much be cleared for little; nor than this one can.
  room_ = std::max({room_, size_, kFirst});
  while (room_ > kFirst && used_ * 4 < room_) room_ /= 2;
  size_ = std::min(room_, std::bit_ceil(2 * most + 2));
  if (slots_.size() < size_) slots_.resize(size_);
  std::fill_n(slots_.begin(), size_, Said{});
  shift_ = 64 - std::countr_zero(size_);
  used_ = 0;
}

inline void IdGathering::put(const Said& said) {
  const std::uint64_t name = said.name();
  for (std::size_t k = home(name);; k = (k + 1) & (size_ - 1)) {
    Said& slot = slots_[k];
    if (slot.is_nothing()) {
      slot = said;
      ++used_;
      return;
    }
    if (slot.name() != name) continue;
    if (slot.value == said.value) {
      slot.key |= said.key;
      return;
    }
    if (joins_) {
      if (slot.value == 0 || said.value == 0 || slot.value >> 60 != said.value >> 60) continue;
      slot.key |= shared_;
    } else if (slot.value != 0 && said.value != 0 && slot.value >> 60 != said.value >> 60) {
      slot.key |= shared_;
    }
    slot.key |= said.key;
    // Nobody's is the least that can be said.
    slot.value = slot.value == 0   ? said.value
                 : said.value == 0 ? slot.value
                                   : std::min(slot.value, said.value);
    return;
  }
}

void IdGathering::take(std::span<const Said> said) {
  for (const Said& one : said) {
    if (used_ * 2 >= size_) grow();
    put(one);
  }
}

void IdGathering::grow() {
  std::vector<Said> old(slots_.begin(), slots_.begin() + static_cast<std::ptrdiff_t>(size_));
  size_ *= 4;
  if (slots_.size() < size_) slots_.resize(size_);
  std::fill_n(slots_.begin(), size_, Said{});
  shift_ = 64 - std::countr_zero(size_);
  used_ = 0;
  for (const Said& one : old) {
    if (!one.is_nothing()) put(one);
  }
}

std::span<const Said> IdGathering::flat() {
  flat_.clear();
  for (std::size_t i = 0; i < size_; ++i) {
    if (!slots_[i].is_nothing()) flat_.push_back(slots_[i]);
  }
  return flat_;
}

}  // namespace tidegate
