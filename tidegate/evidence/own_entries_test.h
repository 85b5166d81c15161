// Entries of a log of ours, with states that are true or are made to lie.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "tidegate/evidence/entry.h"
#include "tidegate/evidence/sparse_map.h"

namespace tidegate::evidence {

class OwnEntries {
 public:
  explicit OwnEntries(const TreeHasher* sm3 = nullptr) : sm3_(sm3) {}

  void add(const Entry& entry) {
    entries.push_back(write_entry(entry).value());
    const Hash leaf = sha256_.leaf(entries.back());
    map_.add(entries.size() - 1, leaf, entry);
    tree_.append({&leaf, 1}, sha256_);
    if (sm3_ == nullptr) return;
    const Hash twin = sm3_->leaf(entries.back());
    twin_.append({&twin, 1}, *sm3_);
  }
  // Of `subjects` subjects, one after another.
  void add_records(std::size_t count, std::size_t subjects = 97) {
    for (std::size_t i = 0; i < count; ++i) {
      RecordEntry entry;
      entry.subject[0] = static_cast<std::uint8_t>(i % subjects);
      entry.subject[1] = static_cast<std::uint8_t>(i % subjects >> 8);
      entry.actor = "desk";
      entry.time_ms = static_cast<std::int64_t>(entries.size());
      add(entry);
    }
  }
  void change() { add(KeyEntry{1, "next", "signed"}), ++changes_; }
  void state(const std::function<void(StateEntry&)>& bend = [](StateEntry&) {}) {
    StateEntry entry{
        static_cast<std::int64_t>(entries.size()), tree_.root(sha256_), {}, map_.settle(), changes_};
    if (sm3_ != nullptr) entry.sm3_root = twin_.root(*sm3_);
    bend(entry);
    add(entry);
  }
  std::vector<std::string> entries;

 private:
  const Sha256TreeHasher sha256_;
  const TreeHasher* sm3_;
  Frontier tree_, twin_;
  MapOfLog map_{sha256_};
  std::uint64_t changes_ = 0;
};

}  // namespace tidegate::evidence
