// Decision diagrams over variables with a few values each: sets of cases, exactly, however many there are.
// Reduced and shared, so that equal sets have equal references: "never" is one comparison.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

namespace tidegate::law {

// All sets live in one Diagrams and are named by SetRef. Variables are levels 0, 1, 2 ... from the root down.
using SetRef = std::int32_t;
inline constexpr SetRef kNever = 0, kAlways = 1;

class Diagrams {
 public:
  // levels      how many variables; each has one value until set_values.
  // node_limit  past it every operation gives kNever and over_limit() says so.
  explicit Diagrams(std::size_t levels, std::size_t node_limit = 4'000'000);

  // Before the first set that names the level.
  void set_values(std::size_t level, std::size_t count) { values_[level] = static_cast<std::int32_t>(count); }
  std::size_t values(std::size_t level) const { return static_cast<std::size_t>(values_[level]); }
  std::size_t levels() const { return values_.size(); }

  // The cases whose variable has one of the values marked 1. One mark a value.
  SetRef where(std::size_t level, std::span<const std::uint8_t> marks);
  SetRef where(std::size_t level, std::size_t value);
  SetRef both(SetRef a, SetRef b);
  SetRef either(SetRef a, SetRef b);
  SetRef inverse(SetRef a);
  SetRef without(SetRef a, SetRef b);
  // Cases for which some values of the variables at `level` and below lead into `a`.
  SetRef exists_from(SetRef a, std::size_t level);
  // `a` with the variables above `level` fixed: values by level, each known.
  SetRef follow(SetRef a, std::size_t level, std::span<const std::int32_t> fixed) const;

  bool contains(SetRef a, std::span<const std::int32_t> values) const {
    return follow(a, values_.size(), values) == kAlways;
  }
  std::size_t level(SetRef a) const {
    return static_cast<std::size_t>(nodes_[static_cast<std::size_t>(a)].level);
  }
  // Which variables decide about membership: one mark a level.
  std::vector<std::uint8_t> support(SetRef a) const;
  // Some case of the set: by level its value, -1 where any will do. The preferred value where it can be.
  std::optional<std::vector<std::int32_t>> some(SetRef a, std::span<const std::int32_t> preferred) const;
  // How many boxes (paths) make up the set; stays at the largest number when there are more.
  std::uint64_t boxes(SetRef a) const;

  bool over_limit() const { return over_limit_; }
  std::size_t size() const { return nodes_.size(); }

 private:
  struct Node {
    std::int32_t level = 0;
    std::int32_t first = 0;  // into children_
    std::uint32_t hash = 0;  // of level and children
  };
  SetRef node(std::size_t level, std::span<const SetRef> children);
  SetRef child(SetRef a, std::size_t value) const {
    return children_[static_cast<std::size_t>(nodes_[static_cast<std::size_t>(a)].first) + value];
  }
  bool same(SetRef a, std::size_t level, std::span<const SetRef> children) const;
  void grow();
  struct Memo {  // an operation done; key 0 where none is kept
    std::uint64_t key = 0;
    SetRef made = kNever;
  };
  Memo& memo(std::uint64_t key);
  // The operation `operate` on two sets, value by value of their first variable.
  SetRef split(std::uint64_t key, SetRef a, SetRef b, SetRef (Diagrams::*operate)(SetRef, SetRef));
  // The node over the last `count` of scratch_, which are taken off.
  SetRef node_of_scratch(std::size_t level, std::size_t count);

  std::vector<std::int32_t> values_;
  std::size_t node_limit_;
  bool over_limit_ = false;
  std::vector<Node> nodes_;
  std::vector<SetRef> children_;
  std::vector<SetRef> table_;    // open addressing, kNever where empty
  std::vector<Memo> memo_;       // one place a key: a newer operation overwrites an older one
  std::vector<SetRef> scratch_;  // children of the nodes in the making, innermost last
  std::unordered_map<std::uint64_t, SetRef> exists_;
};

}  // namespace tidegate::law
