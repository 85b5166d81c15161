#include "tidegate/intake/edit_tree.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "tidegate/intake/format.h"
#include "tidegate/intake/show.h"
#include "tidegate/intake/values.h"

namespace tidegate::intake {
namespace {

constexpr std::size_t kLongestPointer = 400;
constexpr Shape kEitherLanguage{.kind = Kind::kText, .most = 20'000};

Problem problem(std::string_view pointer, Text says, Text fix) {
  return {0, 0, std::string(pointer), std::move(says), std::move(fix)};
}

// Steps of a pointer (RFC 6901); none: it is not one.
std::optional<std::vector<std::string>> steps_of(std::string_view pointer) {
  std::vector<std::string> steps;
  if (pointer.size() > kLongestPointer) return std::nullopt;
  while (!pointer.empty()) {
    if (pointer.front() != '/') return std::nullopt;
    pointer.remove_prefix(1);
    const std::string_view raw = pointer.substr(0, pointer.find('/'));
    pointer.remove_prefix(raw.size());
    std::string step;
    for (std::size_t i = 0; i < raw.size(); ++i) {
      if (raw[i] != '~') {
        step += raw[i];
        continue;
      }
      if (i + 1 >= raw.size() || (raw[i + 1] != '0' && raw[i + 1] != '1')) return std::nullopt;
      step += raw[++i] == '0' ? '~' : '/';
    }
    steps.push_back(std::move(step));
  }
  return steps;
}

std::optional<std::size_t> number_of(std::string_view step) {
  std::size_t number = 0;
  const char* const end = step.data() + step.size();
  if (step.empty() || step.size() > 6 || (step.size() > 1 && step.front() == '0')) return std::nullopt;
  const auto [at, error] = std::from_chars(step.data(), end, number);
  if (error != std::errc() || at != end) return std::nullopt;
  return number;
}

bool is_list(Kind kind) {
  return kind == Kind::kList || kind == Kind::kOneOrList || kind == Kind::kListOrNone;
}

// The shape of the member `key` of a mapping; nullptr: it has no such key.
const Shape* shape_of(const Shape& shape, const std::string& key) {
  if (shape.kind == Kind::kYears) {
    const auto year = number_of(key);
    return year && *year >= 2017 && *year <= 2100 ? shape.each : nullptr;
  }
  if (shape.kind == Kind::kBilingual) return key == "en" || key == "zh" ? &kEitherLanguage : nullptr;
  if (!is_mapping(shape) && shape.kind != Kind::kTextOrObject) return nullptr;
  const Field* field = find_field(shape, key);
  return field == nullptr ? nullptr : field->shape;
}

void add_member(Node& map, std::string_view key, Node value) {
  map.keys.push_back({std::string(key), 0, 0});
  map.children.push_back(std::move(value));
}

// Writes out a short form, so that a member can be put into it.
void make_map(Node& node, const Shape& shape) {
  if (node.kind == Node::Kind::kMap) return;
  const Node before = std::move(node);
  node = {};
  node.kind = Node::Kind::kMap;
  if (before.kind != Node::Kind::kScalar) return;
  if (shape.kind == Kind::kTextOrObject) add_member(node, shape.fields.front().key, before);
  if (shape.kind == Kind::kBilingual) {
    add_member(node, "en", before);
    add_member(node, "zh", before);
  }
}

void make_list(Node& node, const Shape& shape) {
  if (node.kind == Node::Kind::kList) return;
  Node before = std::move(node);
  node = {};
  node.kind = Node::Kind::kList;
  if (shape.kind == Kind::kOneOrList && before.kind != Node::Kind::kNull)
    node.children.push_back(std::move(before));
}

struct Place {
  Node* node = nullptr;  // nullptr: it is not there
  const Shape* shape = nullptr;
};

class Walk {
 public:
  Walk(Node& root, std::string_view pointer, bool makes)
      : pointer_(pointer), makes_(makes), at_{&root, &transfer_shape()} {}

  std::optional<Problem> step(const std::string& step) {
    return is_list(at_.shape->kind) ? element(step) : member(step);
  }
  Node* node() const { return at_.node; }

 private:
  std::optional<Problem> member(const std::string& key) {
    const Shape* inner = shape_of(*at_.shape, key);
    if (inner == nullptr)
      return problem(pointer_, {"the declaration has no such place", "申报文件中没有该位置"},
                     {"pointers are those of docs/formats/transfer.md", "指针见 docs/formats/transfer.md"});
    if (at_.node != nullptr && makes_) make_map(*at_.node, *at_.shape);
    Node* found = nullptr;
    for (std::size_t i = 0; at_.node != nullptr && i < at_.node->keys.size(); ++i) {
      if (at_.node->keys[i].name == key) found = &at_.node->children[i];
    }
    if (found == nullptr && makes_ && at_.node != nullptr) {
      add_member(*at_.node, key, {});
      found = &at_.node->children.back();
    }
    at_ = {found, inner};
    return std::nullopt;
  }

  std::optional<Problem> element(const std::string& step) {
    if (at_.node != nullptr && makes_) make_list(*at_.node, *at_.shape);
    const bool is_there = at_.node != nullptr && at_.node->kind == Node::Kind::kList;
    const std::size_t size = is_there ? at_.node->children.size() : 0;
    const auto number = step == "-" && makes_ ? std::optional(size) : number_of(step);
    if (!number || (makes_ && *number > size)) {
      return problem(pointer_,
                     {fmt::format("the list has {} entries, and this is none of them", size),
                      fmt::format("列表共 {} 项，没有该项", size)},
                     {"count from 0; - appends", "从 0 起计；- 表示追加"});
    }
    if (makes_ && *number == size) {
      if (static_cast<std::int64_t>(size) >= at_.shape->most) {
        return problem(pointer_,
                       {fmt::format("the list is full: {} entries at most", at_.shape->most),
                        fmt::format("列表已满，最多 {} 项", at_.shape->most)},
                       {"shorten the list", "请减少条目"});
      }
      at_.node->children.emplace_back();
    }
    Node* const found = is_there || makes_
                            ? (*number < at_.node->children.size() ? &at_.node->children[*number] : nullptr)
                            : nullptr;
    at_ = {found, at_.shape->each};
    return std::nullopt;
  }

  std::string_view pointer_;
  bool makes_;
  Place at_;
};

std::optional<Problem> no_pointer(std::string_view pointer) {
  return problem(pointer.size() > kLongestPointer ? std::string_view() : pointer,
                 {"not a JSON pointer into a declaration", "不是指向申报文件内的 JSON 指针"},
                 {"write it as /scenario/items/0/name", "如 /scenario/items/0/name"});
}

// -1, 0, 1: numbers by value, "-" behind them, words by their octets.
int order_of(std::string_view a, std::string_view b) {
  const auto left = number_of(a);
  const auto right = number_of(b);
  if (left && right) return *left < *right ? -1 : *left == *right ? 0 : 1;
  if (left && b == "-") return -1;
  if (right && a == "-") return 1;
  return a.compare(b) < 0 ? -1 : a == b ? 0 : 1;
}

bool is_before(std::string_view a, std::string_view b) {
  while (!a.empty() && !b.empty()) {
    a.remove_prefix(1);
    b.remove_prefix(1);
    const std::string_view left = a.substr(0, a.find('/'));
    const std::string_view right = b.substr(0, b.find('/'));
    if (const int order = order_of(left, right); order != 0) return order < 0;
    a.remove_prefix(left.size());
    b.remove_prefix(right.size());
  }
  return a.empty() && !b.empty();
}

void withhold(Node& node, const Shape& shape) {
  if (node.kind == Node::Kind::kList && shape.each != nullptr) {
    for (Node& child : node.children) withhold(child, *shape.each);
  }
  for (std::size_t i = 0; node.kind == Node::Kind::kMap && i < node.keys.size(); ++i) {
    const Shape* inner = shape_of(shape, node.keys[i].name);
    if (inner == nullptr) continue;
    Node& child = node.children[i];
    if (inner->kind != Kind::kPersonId) {
      withhold(child, *inner);
    } else if (child.kind == Node::Kind::kScalar && !child.text.empty()) {
      child.text = "withheld";
      child.quoted = true;
    }
  }
}

}  // namespace

std::optional<Problem> set_value(Node& root, std::string_view pointer, Node value) {
  const auto steps = steps_of(pointer);
  if (!steps || steps->empty()) return no_pointer(pointer);
  Walk walk(root, pointer, true);
  for (const std::string& step : *steps) {
    if (auto fault = walk.step(step)) return fault;
  }
  *walk.node() = std::move(value);
  return std::nullopt;
}

std::optional<Problem> remove_value(Node& root, std::string_view pointer) {
  auto steps = steps_of(pointer);
  if (!steps || steps->empty()) return no_pointer(pointer);
  const std::string last = std::move(steps->back());
  Walk walk(root, pointer, false);
  for (std::size_t i = 0; i + 1 < steps->size(); ++i) {
    if (auto fault = walk.step((*steps)[i])) return fault;
  }
  Node* const owner = walk.node();
  if (auto fault = walk.step(last)) return fault;
  if (walk.node() == nullptr) return std::nullopt;
  const auto at = walk.node() - owner->children.data();
  owner->children.erase(owner->children.begin() + at);
  if (owner->kind == Node::Kind::kMap) owner->keys.erase(owner->keys.begin() + at);
  return std::nullopt;
}

void sort_pointers(std::vector<std::string>& pointers) {
  std::stable_sort(pointers.begin(), pointers.end(),
                   [](const std::string& a, const std::string& b) { return is_before(a, b); });
}

void withhold_person_ids(Node& root) { withhold(root, transfer_shape()); }

}  // namespace tidegate::intake
