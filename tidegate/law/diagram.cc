#include "tidegate/law/diagram.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace tidegate::law {
namespace {

std::size_t at(SetRef set) { return static_cast<std::size_t>(set); }

std::uint64_t mix(std::uint64_t h, std::uint64_t v) {
  h ^= v + 0x9e3779b97f4a7c15ULL + (h << 6) + (h >> 2);
  return h * 0xff51afd7ed558ccdULL;
}

std::uint64_t hash(std::size_t level, std::span<const SetRef> children) {
  std::uint64_t h = level + 1;
  for (const SetRef c : children) h = mix(h, static_cast<std::uint64_t>(c));
  return h ^ (h >> 29);
}

std::uint64_t pair_key(SetRef a, SetRef b) {
  return static_cast<std::uint64_t>(a) << 32 | static_cast<std::uint64_t>(b);
}

// References have 31 bits: the highest bit of either half of a key names the operation.
constexpr std::uint64_t kEither = std::uint64_t{1} << 31, kWithout = std::uint64_t{1} << 63;

}  // namespace

Diagrams::Diagrams(std::size_t levels, std::size_t node_limit)
    : values_(levels, 1), node_limit_(node_limit), table_(1U << 11, kNever), memo_(1U << 11) {
  const auto bottom = static_cast<std::int32_t>(levels);
  nodes_ = {{bottom, 0, 0}, {bottom, 0, 0}};
}

bool Diagrams::same(SetRef a, std::size_t level, std::span<const SetRef> children) const {
  const Node& n = nodes_[at(a)];
  return at(n.level) == level && std::equal(children.begin(), children.end(), children_.begin() + n.first);
}

void Diagrams::grow() {
  std::vector<SetRef> bigger(table_.size() * 2, kNever);
  const std::size_t mask = bigger.size() - 1;
  for (std::size_t ref = 2; ref < nodes_.size(); ++ref) {
    std::size_t slot = nodes_[ref].hash & mask;
    while (bigger[slot] != kNever) slot = (slot + 1) & mask;
    bigger[slot] = static_cast<SetRef>(ref);
  }
  table_ = std::move(bigger);
  // Operations kept are dropped: a lost one is done again.
  if (table_.size() >= memo_.size() * 4) memo_.assign(table_.size(), {});
}

SetRef Diagrams::node(std::size_t level, std::span<const SetRef> children) {
  if (std::all_of(children.begin(), children.end(), [&](SetRef c) { return c == children[0]; }))
    return children[0];
  const auto h = static_cast<std::uint32_t>(hash(level, children));
  std::size_t slot = h & (table_.size() - 1);
  for (; table_[slot] != kNever; slot = (slot + 1) & (table_.size() - 1)) {
    if (same(table_[slot], level, children)) return table_[slot];
  }
  if (nodes_.size() >= node_limit_) {
    over_limit_ = true;
    return kNever;
  }
  const auto ref = static_cast<SetRef>(nodes_.size());
  nodes_.push_back({static_cast<std::int32_t>(level), static_cast<std::int32_t>(children_.size()), h});
  children_.insert(children_.end(), children.begin(), children.end());
  table_[slot] = ref;
  if (nodes_.size() * 2 > table_.size()) grow();
  return ref;
}

SetRef Diagrams::where(std::size_t level, std::span<const std::uint8_t> marks) {
  std::vector<SetRef> children;
  for (const std::uint8_t mark : marks) children.push_back(mark != 0 ? kAlways : kNever);
  return node(level, children);
}

SetRef Diagrams::where(std::size_t level, std::size_t value) {
  std::vector<SetRef> children(values(level), kNever);
  children[value] = kAlways;
  return node(level, children);
}

Diagrams::Memo& Diagrams::memo(std::uint64_t key) {
  std::uint64_t h = key * 0x9e3779b97f4a7c15ULL;
  h ^= h >> 32;
  return memo_[h & (memo_.size() - 1)];
}

SetRef Diagrams::node_of_scratch(std::size_t level, std::size_t count) {
  const SetRef made = node(level, std::span<const SetRef>(scratch_).last(count));
  scratch_.resize(scratch_.size() - count);
  return made;
}

SetRef Diagrams::split(std::uint64_t key, SetRef a, SetRef b, SetRef (Diagrams::*operate)(SetRef, SetRef)) {
  if (const Memo& known = memo(key); known.key == key) return known.made;
  const std::size_t level_a = level(a), level_b = level(b);
  const std::size_t top = std::min(level_a, level_b);
  const std::size_t count = values(top);
  for (std::size_t v = 0; v < count; ++v) {
    const SetRef part = (this->*operate)(level_a == top ? child(a, v) : a, level_b == top ? child(b, v) : b);
    scratch_.push_back(part);
  }
  const SetRef made = node_of_scratch(top, count);
  memo(key) = {key, made};
  return made;
}

SetRef Diagrams::both(SetRef a, SetRef b) {
  if (a == kNever || b == kNever) return kNever;
  if (a == kAlways || a == b) return b;
  if (b == kAlways) return a;
  if (a > b) std::swap(a, b);
  return split(pair_key(a, b), a, b, &Diagrams::both);
}

SetRef Diagrams::either(SetRef a, SetRef b) {
  if (a == kAlways || b == kAlways) return kAlways;
  if (a == kNever || a == b) return b;
  if (b == kNever) return a;
  if (a > b) std::swap(a, b);
  return split(pair_key(a, b) | kEither, a, b, &Diagrams::either);
}

SetRef Diagrams::without(SetRef a, SetRef b) {
  if (a == kNever || b == kAlways || a == b) return kNever;
  if (b == kNever) return a;
  if (a == kAlways) return inverse(b);
  return split(pair_key(a, b) | kWithout, a, b, &Diagrams::without);
}

SetRef Diagrams::inverse(SetRef a) {
  if (a <= kAlways) return kAlways - a;
  // No pair has kNever in it: the key is free.
  const std::uint64_t key = pair_key(a, kNever);
  if (const Memo& known = memo(key); known.key == key) return known.made;
  const std::size_t top = level(a), count = values(top);
  for (std::size_t v = 0; v < count; ++v) {
    const SetRef part = inverse(child(a, v));
    scratch_.push_back(part);
  }
  const SetRef made = node_of_scratch(top, count);
  memo(key) = {key, made};
  memo(pair_key(made, kNever)) = {pair_key(made, kNever), a};
  return made;
}

SetRef Diagrams::exists_from(SetRef a, std::size_t from) {
  if (a <= kAlways) return a;
  if (level(a) >= from) return kAlways;
  const std::uint64_t key = pair_key(a, static_cast<SetRef>(from));
  if (const auto known = exists_.find(key); known != exists_.end()) return known->second;
  const std::size_t top = level(a);
  std::vector<SetRef> children(values(top));
  for (std::size_t v = 0; v < children.size(); ++v) children[v] = exists_from(child(a, v), from);
  const SetRef made = node(top, children);
  exists_.emplace(key, made);
  return made;
}

SetRef Diagrams::follow(SetRef a, std::size_t until, std::span<const std::int32_t> fixed) const {
  while (a > kAlways && level(a) < until) a = child(a, at(fixed[level(a)]));
  return a;
}

std::vector<std::uint8_t> Diagrams::support(SetRef a) const {
  std::vector<std::uint8_t> marks(values_.size(), 0);
  std::vector<std::uint8_t> seen(nodes_.size(), 0);
  std::vector<SetRef> open{a};
  while (!open.empty()) {
    const SetRef now = open.back();
    open.pop_back();
    if (now <= kAlways || seen[at(now)] != 0) continue;
    seen[at(now)] = 1;
    marks[level(now)] = 1;
    for (std::size_t v = 0; v < values(level(now)); ++v) open.push_back(child(now, v));
  }
  return marks;
}

std::optional<std::vector<std::int32_t>> Diagrams::some(SetRef a,
                                                        std::span<const std::int32_t> preferred) const {
  if (a == kNever) return std::nullopt;
  std::vector<std::int32_t> found(values_.size(), -1);
  while (a > kAlways) {
    const std::size_t top = level(a);
    std::size_t value = at(preferred[top]);
    // Every inner node leads somewhere: it is not equal to kNever.
    for (std::size_t v = 0; child(a, value) == kNever; ++v) value = v;
    found[top] = static_cast<std::int32_t>(value);
    a = child(a, value);
  }
  return found;
}

std::uint64_t Diagrams::boxes(SetRef a) const {
  constexpr std::uint64_t kMost = std::numeric_limits<std::uint64_t>::max();
  std::vector<std::uint64_t> count(nodes_.size(), 0);
  std::vector<std::uint8_t> done(nodes_.size(), 0);
  count[kAlways] = 1;
  done[kNever] = done[kAlways] = 1;
  std::vector<SetRef> open{a};
  while (!open.empty()) {
    const SetRef now = open.back();
    if (done[at(now)] != 0) {
      open.pop_back();
      continue;
    }
    std::uint64_t sum = 0;
    bool ready = true;
    for (std::size_t v = 0; v < values(level(now)); ++v) {
      const SetRef next = child(now, v);
      if (done[at(next)] == 0) {
        open.push_back(next);
        ready = false;
      } else {
        sum = kMost - sum < count[at(next)] ? kMost : sum + count[at(next)];
      }
    }
    if (!ready) continue;
    count[at(now)] = sum;
    done[at(now)] = 1;
    open.pop_back();
  }
  return count[at(a)];
}

}  // namespace tidegate::law
