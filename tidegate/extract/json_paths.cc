#include "tidegate/extract/json_paths.h"

#include <algorithm>
#include <cctype>
#include <string>

namespace tidegate {
namespace {

// From this many children on, they are looked up in a table.
constexpr std::size_t kMany = 16;
// From this many on, a new one stands at the end, wherever its key stood in the record.
constexpr std::size_t kVeryMany = 1024;
// How far from where it was expected a key is looked for, so that the next is expected behind it.
constexpr std::size_t kNear = 8;

}  // namespace

JsonPaths::JsonPaths() : nodes_(3) {}

std::optional<JsonPaths::Node> JsonPaths::known_member(Node parent, std::string_view key,
                                                       std::uint32_t& guess) const {
  const std::vector<Node>& children = nodes_[parent].children;
  if (guess < children.size()) {
    const Node child = children[guess];
    if (nodes_[child].step == Step::kKey && nodes_[child].key == key) {
      ++guess;
      return child;
    }
  }
  if (const auto found = find(parent, Step::kKey, key)) {
    const std::size_t from = guess < kNear ? 0 : guess - kNear;
    for (std::size_t i = from; i < std::min(children.size(), from + 2 * kNear); ++i) {
      if (children[i] == *found) guess = static_cast<std::uint32_t>(i) + 1;
    }
    return *found;
  }
  return std::nullopt;
}

JsonPaths::Node JsonPaths::member(Node parent, std::string_view key, std::uint32_t& guess) {
  if (const auto known = known_member(parent, key, guess)) return *known;
  if (is_value_like(key)) return members(parent);
  const std::vector<Node>& children = nodes_[parent].children;
  const std::size_t place =
      children.size() < kVeryMany ? std::min<std::size_t>(guess, children.size()) : children.size();
  guess = static_cast<std::uint32_t>(place) + 1;
  return add(parent, Step::kKey, key, place);
}

JsonPaths::Node JsonPaths::elements(Node parent) {
  if (!nodes_[parent].elements) {
    const Node node = only(parent, Step::kElements);
    nodes_[parent].elements = node;
  }
  return *nodes_[parent].elements;
}

JsonPaths::Node JsonPaths::members(Node parent) {
  member_keys(parent);  // first, so that its column stands first
  return only(parent, Step::kMembers);
}

JsonPaths::Node JsonPaths::member_keys(Node parent) { return only(parent, Step::kMemberKeys); }

JsonPaths::Node JsonPaths::position(Node parent, std::size_t index) {
  const std::string key = std::to_string(index);
  const std::vector<Node>& children = nodes_[parent].children;
  if (index < children.size() && nodes_[children[index]].step == Step::kPosition &&
      nodes_[children[index]].key == key) {
    return children[index];
  }
  if (const auto found = find(parent, Step::kPosition, key)) return *found;
  return add(parent, Step::kPosition, key, nodes_[parent].children.size());
}

bool JsonPaths::is_value_like(std::string_view key) {
  const auto digits = std::count_if(key.begin(), key.end(), [](char c) { return c >= '0' && c <= '9'; });
  const std::size_t at = key.find('@', 1);  // "@timestamp" is a name
  if (digits >= 6 || (at != std::string_view::npos && at + 1 < key.size())) return true;
  constexpr std::size_t kHashLength = 16;
  return key.size() >= kHashLength && digits > 0 && std::all_of(key.begin(), key.end(), [](char c) {
           return std::isxdigit(static_cast<unsigned char>(c)) != 0 || c == '-';
         });
}

std::uint32_t JsonPaths::column(Node node) {
  std::optional<std::uint32_t>& column = nodes_[node].column;
  if (!column) {
    column = column_count();
    column_nodes_.push_back(node);
  }
  return *column;
}

std::string JsonPaths::name(std::uint32_t column) const {
  std::vector<const Entry*> steps;
  for (const Entry* entry = &nodes_[column_nodes_[column]]; entry->step != Step::kRoot;
       entry = &nodes_[entry->parent]) {
    steps.push_back(entry);
  }
  std::string name;
  for (auto it = steps.rbegin(); it != steps.rend(); ++it) {
    const std::string dot = name.empty() ? "" : ".";
    switch ((*it)->step) {
      case Step::kKey:
        name += dot + (*it)->key;
        break;
      case Step::kElements:
        name += "[]";
        break;
      case Step::kPosition:
        name += "[" + (*it)->key + "]";
        break;
      case Step::kMembers:
        name += dot + "{}";
        break;
      case Step::kMemberKeys:
        name += dot + "{key}";
        break;
      case Step::kRoot:
        break;
    }
  }
  return name;
}

std::vector<std::uint32_t> JsonPaths::put_in_order() {
  std::vector<Node> order;
  for (const Node root : {kRecord, kEnvelope, kNotJson}) collect(root, order);
  std::vector<std::uint32_t> renumbered(column_count());
  column_nodes_.clear();
  for (const Node node : order) {
    const auto number = static_cast<std::uint32_t>(column_nodes_.size());
    if (nodes_[node].column) renumbered[*nodes_[node].column] = number;
    nodes_[node].column = number;
    column_nodes_.push_back(node);
  }
  return renumbered;
}

// Nodes below that have a column, or have only ever been null.
void JsonPaths::collect(Node node, std::vector<Node>& order) {
  const Entry& entry = nodes_[node];
  if (entry.column || (entry.has_null && entry.children.empty())) order.push_back(node);
  for (const Node child : entry.children) collect(child, order);
}

std::optional<JsonPaths::Node> JsonPaths::find(Node parent, Step step, std::string_view key) const {
  const Entry& entry = nodes_[parent];
  if (!entry.table.empty()) {
    const auto found = entry.table.find(table_key(step, key));
    if (found == entry.table.end()) return std::nullopt;
    return found->second;
  }
  for (const Node child : entry.children) {
    if (nodes_[child].step == step && nodes_[child].key == key) return child;
  }
  return std::nullopt;
}

JsonPaths::Node JsonPaths::add(Node parent, Step step, std::string_view key, std::size_t place) {
  const Node node = static_cast<Node>(nodes_.size());
  Entry entry;
  entry.step = step;
  entry.key = key;
  entry.parent = parent;
  entry.is_plain_key = step == Step::kKey && std::none_of(key.begin(), key.end(), [](char c) {
                         return c == '"' || c == '\\' || static_cast<unsigned char>(c) < ' ';
                       });
  nodes_.push_back(std::move(entry));
  Entry& above = nodes_[parent];
  above.children.insert(above.children.begin() + static_cast<std::ptrdiff_t>(place), node);
  if (above.children.size() == kMany) {
    for (const Node child : above.children)
      above.table.emplace(table_key(nodes_[child].step, nodes_[child].key), child);
  } else if (above.children.size() > kMany) {
    above.table.emplace(table_key(step, key), node);
  }
  return node;
}

std::string JsonPaths::table_key(Step step, std::string_view key) {
  return std::string(1, static_cast<char>(step)) + std::string(key);
}

JsonPaths::Node JsonPaths::only(Node parent, Step step) {
  if (const auto found = find(parent, step, "")) return *found;
  return add(parent, step, "", nodes_[parent].children.size());
}

}  // namespace tidegate
