// What is said of identifiers, kept in the order of their upper bits and gathered later: the ground under
// SubjectSet.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "tidegate/classify/zeroed_array.h"

namespace tidegate {

// A name of 60 bits, four bits of notes, and another name that it belongs to.
struct Said {
  std::uint64_t key = 0;    // name << 4 | notes; 0: nothing
  std::uint64_t value = 0;  // 0: nobody

  bool is_nothing() const { return key == 0; }
  std::uint64_t name() const { return key >> 4; }
  std::uint8_t notes() const { return static_cast<std::uint8_t>(key & 15); }
};

// Memory in pieces of one size, given back to it and never to the system while it lives.
class ChunkPool {
 public:
  struct Chunk {
    static constexpr std::size_t kSize = 127;
    Chunk* next;
    std::uint64_t used;
    Said said[kSize];
  };

  Chunk* take();
  void give_back(Chunk* first);  // and all behind it
  // other: its chunks are this one's from now on.
  void absorb(ChunkPool&& other);
  std::size_t chunks() const { return taken_; }  // lent and not given back

 private:
  static constexpr std::size_t kSlab = (std::size_t{2} << 20) / sizeof(Chunk);  // a large page
  std::vector<ZeroedArray<Chunk>> slabs_;
  std::size_t slab_used_ = kSlab;
  Chunk* free_ = nullptr;
  std::size_t taken_ = 0;
};

// Everything that was said of the identifiers of one rank. Names are not 0, below 2^60, and well mixed.
// Saying twice what was said costs memory until the log is gathered: 16 bytes each time, 16 bytes for each
// different name (and name that it belongs to, where `joins`) from then on.
class IdLog {
 public:
  static constexpr int kPartBits = 8;
  static constexpr std::size_t kParts = std::size_t{1} << kPartBits;
  static std::size_t part_of(std::uint64_t name) {
    return static_cast<std::size_t>(name >> (60 - kPartBits));
  }

  // said  all of `part`.
  void append(std::size_t part, std::span<const Said> said, ChunkPool& pool);
  void append(const Said& said, ChunkPool& pool) { append(part_of(said.name()), {&said, 1}, pool); }
  // other  of chunks of the same pool; it is used up.
  void merge(IdLog&& other, ChunkPool& pool);
  void merge(const IdLog& other, ChunkPool& pool);

  bool empty() const { return few_.empty() && parts_ == nullptr; }
  // While there are few, all are read as one part.
  std::size_t parts() const { return empty() ? 0 : parts_ == nullptr ? 1 : kParts; }
  std::size_t read_part_of(std::uint64_t name) const { return parts_ == nullptr ? 0 : part_of(name); }
  // take(span), of all that was said in a part, below parts().
  template <typename Take>
  void each(std::size_t part, Take take) const {
    if (parts_ == nullptr) return take(std::span(few_));
    for (const ChunkPool::Chunk* chunk = (*parts_)[part].first; chunk != nullptr; chunk = chunk->next)
      take(std::span(chunk->said, chunk->used));
  }
  // How much was said in a part, below parts(); a chunk more or less.
  std::size_t size(std::size_t part) const {
    return parts_ == nullptr ? few_.size() : (*parts_)[part].chunks * ChunkPool::Chunk::kSize;
  }
  // The same, said once, in place of what is said in a part. Only where parts() is kParts.
  void replace(std::size_t part, std::span<const Said> gathered, ChunkPool& pool);

 private:
  struct Part {
    ChunkPool::Chunk* first = nullptr;
    ChunkPool::Chunk* last = nullptr;
    std::size_t chunks = 0;
  };
  static constexpr std::size_t kFew = 2048;
  static void append_to(Part& part, std::span<const Said> said, ChunkPool& pool);
  void part_few(ChunkPool& pool);

  std::vector<Said> few_;  // until there are many
  std::unique_ptr<std::array<Part, kParts>> parts_;
};

// What is said of each name of one part, said once. Working memory: made once, used for part after part.
class IdGathering {
 public:
  // joins: a name may belong to one of each rank (the upper four bits of the value), each kept apart; where
  // two of a rank are met, the lower is kept and `shared` noted. Else to the lowest of all, and `shared` is
  // noted where two of different ranks are met.
  // most  of what will be said, at the first guess.
  void begin(bool joins, std::uint8_t shared, std::size_t most);
  void take(std::span<const Said> said);

  // visit(span of all that is left of one name), each name once.
  template <typename Visit>
  void each_name(Visit visit) {
    for (std::size_t i = 0; i < size_; ++i) {
      if (slots_[i].is_nothing()) continue;
      if (!joins_) {
        visit(std::span(&slots_[i], 1));
        continue;
      }
      // All of a name stand between its home and the next free place.
      const std::uint64_t name = slots_[i].name();
      same_.clear();
      bool is_first = true;
      for (std::size_t k = home(name); !slots_[k].is_nothing(); k = (k + 1) & (size_ - 1)) {
        if (slots_[k].name() != name) continue;
        if (same_.empty()) is_first = k == i;
        same_.push_back(slots_[k]);
      }
      if (is_first) visit(std::span<const Said>(same_));
    }
  }
  // The places of a name, for what is said of it by others: change(place), true to go on.
  template <typename Change>
  void each_place(std::uint64_t name, Change change) {
    for (std::size_t k = home(name); !slots_[k].is_nothing(); k = (k + 1) & (size_ - 1)) {
      if (slots_[k].name() == name) change(slots_[k]);
    }
  }
  // All that is left.
  std::span<const Said> flat();

 private:
  std::size_t home(std::uint64_t name) const {
    return static_cast<std::size_t>(name << (4 + IdLog::kPartBits) >> shift_);
  }
  void grow();
  void put(const Said& said);

  std::vector<Said> slots_;
  std::vector<Said> flat_;
  std::vector<Said> same_;
  std::size_t size_ = 0;
  std::size_t room_ = 0;  // bound of size_, until it grows
  std::size_t used_ = 0;
  int shift_ = 0;
  bool joins_ = false;
  std::uint8_t shared_ = 0;
};

}  // namespace tidegate
