// The key paths that JSON records have shown so far, and the column of each.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace tidegate {

// A tree of keys. A node is reached from its parent by a key ("a.b"), as the elements of an array ("a[]"), as
// an element of a record that is itself an array ("[3]"), or as a member of an object whose keys are values
// ("a.{}").
class JsonPaths {
 public:
  using Node = std::uint32_t;
  static constexpr Node kRecord = 0;    // the records
  static constexpr Node kEnvelope = 1;  // what stands around them in one large object
  static constexpr Node kNotJson = 2;   // lines that are not JSON

  JsonPaths();

  // The member `key` of `parent`. guess: which child of the parent to try first; set to the one behind it. A
  // key that looks like a value (six digits, '@', a long hash) leads to the members node.
  Node member(Node parent, std::string_view key, std::uint32_t& guess);
  // The child that member() would try first, when its key is written in JSON as it is; none: ask member().
  struct Expected {
    Node node;
    std::string_view key;
  };
  std::optional<Expected> expected(Node parent, std::uint32_t guess) const {
    const std::vector<Node>& children = nodes_[parent].children;
    if (guess >= children.size() || !nodes_[children[guess]].is_plain_key) return std::nullopt;
    return Expected{children[guess], nodes_[children[guess]].key};
  }

  // The child of that key, if there is one; moves guess as member() does.
  std::optional<Node> known_member(Node parent, std::string_view key, std::uint32_t& guess) const;
  std::optional<Node> known_elements(Node parent) const { return nodes_[parent].elements; }
  std::optional<std::uint32_t> known_column(Node node) const { return nodes_[node].column; }
  bool has_null(Node node) const { return nodes_[node].has_null; }

  Node elements(Node parent);
  Node position(Node parent, std::size_t index);
  // For keys that are values: the node of the members, and the node whose column holds the keys.
  static bool is_value_like(std::string_view key);
  Node members(Node parent);
  Node member_keys(Node parent);
  bool is_members(Node node) const { return nodes_[node].step == Step::kMembers; }
  Node parent(Node node) const { return nodes_[node].parent; }

  // The column of a node, given when first asked for, in order.
  std::uint32_t column(Node node);
  // null was met there: the node gets a column in columns_in_order() even if nothing else ever comes.
  void mark_null(Node node) { nodes_[node].has_null = true; }

  std::size_t node_count() const { return nodes_.size(); }
  std::uint32_t column_count() const { return static_cast<std::uint32_t>(column_nodes_.size()); }
  std::string name(std::uint32_t column) const;

  // Gives every column a new number: the order of the keys in the records, envelope behind them. Once, before
  // any column was told to anybody. Returns the new number of each old one.
  std::vector<std::uint32_t> put_in_order();

 private:
  enum class Step : std::uint8_t { kRoot, kKey, kElements, kPosition, kMembers, kMemberKeys };
  struct Entry {
    Step step = Step::kRoot;
    std::string key;
    Node parent = 0;
    std::vector<Node> children;                   // in the order of the records' keys
    std::unordered_map<std::string, Node> table;  // by step and key, once there are many
    std::optional<Node> elements;
    std::optional<std::uint32_t> column;
    bool has_null = false;
    bool is_plain_key = false;  // a key without quotes, backslashes and control characters
  };

  static std::string table_key(Step step, std::string_view key);
  std::optional<Node> find(Node parent, Step step, std::string_view key) const;
  Node add(Node parent, Step step, std::string_view key, std::size_t place);
  Node only(Node parent, Step step);
  void collect(Node node, std::vector<Node>& order);

  std::vector<Entry> nodes_;
  std::vector<Node> column_nodes_;
};

}  // namespace tidegate
