// Fills terms from a document's tree. What is ill typed is passed over: the check has said so already.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/base/check.h"
#include "tidegate/intake/document.h"
#include "tidegate/intake/format.h"
#include "tidegate/intake/values.h"
#include "tidegate/terms/transfer.h"

namespace tidegate::intake {

class TreeReader {
 public:
  // node: nullptr stands for an empty mapping. Both are borrowed.
  TreeReader(const Node* node, const Shape& shape) : node_(node), shape_(shape) {}

  bool has(std::string_view key) const { return find_field(shape_, key) != nullptr; }

  void operator()(std::string_view key, std::string& out) const;
  void operator()(std::string_view key, std::optional<bool>& out) const;
  void operator()(std::string_view key, std::optional<std::int64_t>& out) const;
  void operator()(std::string_view key, std::optional<int>& out) const;
  void operator()(std::string_view key, std::optional<Date>& out) const;
  void operator()(std::string_view key, Text& out) const;
  void operator()(std::string_view key, std::vector<std::string>& out) const;
  void operator()(std::string_view key, std::vector<std::int64_t>& out) const;

  template <typename T>
  void operator()(std::string_view key, std::vector<T>& out) const {
    const Node* list = value(key);
    if (list == nullptr || list->kind != Node::Kind::kList) return;
    for (const Node& element : list->children)
      read_element(element, *field(key).shape->each, out.emplace_back());
  }
  template <typename T>
  void operator()(std::string_view key, T& out) const {
    part(key, [&out](TreeReader& inner) { visit(out, inner); });
  }
  template <typename Inner>
  void part(std::string_view key, const Inner& inner) const {
    TreeReader reader(value(key), *field(key).shape);
    inner(reader);
  }
  template <typename T>
  void list_or_none(std::string_view key, std::vector<T>& out, bool& none) const {
    const Node* node = value(key);
    none = node != nullptr && is_none_word(*node);
    (*this)(key, out);
  }

  void person_id(std::string_view key, bool& given) const;
  void claim(FactorClaim& out) const;
  // Facts of the fields here and in objects within, whose names begin with `prefix`, which is taken off.
  void facts(std::string_view prefix, Facts& out) const;

 private:
  const Field& field(std::string_view key) const {
    const Field* found = find_field(shape_, key);
    TIDEGATE_CHECK(found != nullptr);
    return *found;
  }
  // nullptr: not stated.
  const Node* value(std::string_view key) const;

  template <typename T>
  static void read_element(const Node& element, const Shape& shape, T& out) {
    TreeReader reader(&element, shape);
    visit(out, reader);
  }

  const Node* node_;
  const Shape& shape_;
};

}  // namespace tidegate::intake
