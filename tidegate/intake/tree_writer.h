// Turns terms into a document's tree: the reverse of TreeReader. What is empty is not written.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/base/check.h"
#include "tidegate/intake/document.h"
#include "tidegate/intake/format.h"
#include "tidegate/terms/transfer.h"

namespace tidegate::intake {

class TreeWriter {
 public:
  // node becomes a mapping. Both are borrowed.
  TreeWriter(Node& node, const Shape& shape) : node_(node), shape_(shape) { node_.kind = Node::Kind::kMap; }

  bool has(std::string_view key) const { return find_field(shape_, key) != nullptr; }

  void operator()(std::string_view key, const std::string& value);
  void operator()(std::string_view key, const std::optional<bool>& value);
  void operator()(std::string_view key, const std::optional<std::int64_t>& value);
  void operator()(std::string_view key, const std::optional<int>& value);
  void operator()(std::string_view key, const std::optional<Date>& value);
  void operator()(std::string_view key, const Text& value);
  void operator()(std::string_view key, const std::vector<std::string>& value);
  void operator()(std::string_view key, const std::vector<std::int64_t>& value);

  template <typename T>
  void operator()(std::string_view key, const std::vector<T>& value) {
    if (value.empty()) return;
    Node list;
    list.kind = Node::Kind::kList;
    for (const T& element : value) {
      TreeWriter inner(list.children.emplace_back(), *field(key).shape->each);
      visit(element, inner);
    }
    put(key, std::move(list));
  }
  template <typename T>
  void operator()(std::string_view key, const T& value) {
    part(key, [&value](TreeWriter& inner) { visit(value, inner); });
  }
  template <typename Inner>
  void part(std::string_view key, const Inner& inner) {
    Node map;
    TreeWriter writer(map, *field(key).shape);
    inner(writer);
    if (!map.keys.empty()) put(key, std::move(map));
  }
  template <typename T>
  void list_or_none(std::string_view key, const std::vector<T>& value, bool none) {
    if (none) return (*this)(key, std::string("none"));
    (*this)(key, value);
  }

  void person_id(std::string_view key, bool given) {
    if (given) (*this)(key, std::string("withheld"));
  }
  void claim(const FactorClaim& claim);
  void facts(std::string_view prefix, const Facts& facts);

 private:
  const Field& field(std::string_view key) const {
    const Field* found = find_field(shape_, key);
    TIDEGATE_CHECK(found != nullptr);
    return *found;
  }
  void put(std::string_view key, Node value);

  Node& node_;
  const Shape& shape_;
};

// A value as a scalar that reads back as the same value.
Node scalar_of(const FactValue& value);
Node plain_scalar(std::string text);  // numbers, booleans, dates, words
Node text_scalar(std::string text);   // quoted where YAML would read something else

}  // namespace tidegate::intake
