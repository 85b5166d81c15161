#include "tidegate/intake/tree_writer.h"

#include "tidegate/intake/values.h"

namespace tidegate::intake {

Node plain_scalar(std::string text) {
  Node node;
  node.kind = Node::Kind::kScalar;
  node.text = std::move(text);
  return node;
}

Node text_scalar(std::string text) {
  Node node = plain_scalar(std::move(text));
  node.quoted = true;
  return node;
}

Node scalar_of(const FactValue& value) {
  return std::holds_alternative<Symbol>(value) ? text_scalar(to_string(value))
                                               : plain_scalar(to_string(value));
}

void TreeWriter::put(std::string_view key, Node value) {
  TIDEGATE_CHECK(find_field(shape_, key) != nullptr);
  for (std::size_t i = 0; i < node_.keys.size(); ++i) {
    if (node_.keys[i].name == key) return;  // a fact that a member has said already
  }
  node_.keys.push_back({std::string(key), 0, 0});
  node_.children.push_back(std::move(value));
}

void TreeWriter::operator()(std::string_view key, const std::string& value) {
  if (!value.empty()) put(key, text_scalar(value));
}

void TreeWriter::operator()(std::string_view key, const std::optional<bool>& value) {
  if (value) put(key, plain_scalar(*value ? "true" : "false"));
}

void TreeWriter::operator()(std::string_view key, const std::optional<std::int64_t>& value) {
  if (value) put(key, plain_scalar(std::to_string(*value)));
}

void TreeWriter::operator()(std::string_view key, const std::optional<int>& value) {
  if (value) put(key, plain_scalar(std::to_string(*value)));
}

void TreeWriter::operator()(std::string_view key, const std::optional<Date>& value) {
  if (value) put(key, plain_scalar(value->str()));
}

void TreeWriter::operator()(std::string_view key, const Text& value) {
  if (value.empty()) return;
  if (value.en == value.zh) return put(key, text_scalar(value.en));
  Node map;
  map.kind = Node::Kind::kMap;
  for (const auto& [language, text] : {std::pair("zh", value.zh), std::pair("en", value.en)}) {
    if (text.empty()) continue;
    map.keys.push_back({language, 0, 0});
    map.children.push_back(text_scalar(text));
  }
  put(key, std::move(map));
}

void TreeWriter::operator()(std::string_view key, const std::vector<std::string>& value) {
  if (value.empty()) return;
  Node list;
  list.kind = Node::Kind::kList;
  for (const std::string& text : value) list.children.push_back(text_scalar(text));
  put(key, std::move(list));
}

void TreeWriter::operator()(std::string_view key, const std::vector<std::int64_t>& value) {
  if (value.empty()) return;
  Node list;
  list.kind = Node::Kind::kList;
  for (const std::int64_t n : value) list.children.push_back(plain_scalar(std::to_string(n)));
  put(key, std::move(list));
}

void TreeWriter::claim(const FactorClaim& claim) {
  if (claim.answered) (*this)("level", std::optional<int>(claim.level));
  if (claim.grade != EvidenceGrade::kNone) (*this)("evidence", std::string(to_string(claim.grade)));
  (*this)("basis", claim.basis);
}

void TreeWriter::facts(std::string_view prefix, const Facts& facts) {
  for (const Field& f : shape_.fields) {
    if (f.fact.empty()) {
      if (is_mapping(*f.shape)) part(f.key, [&](TreeWriter& inner) { inner.facts(prefix, facts); });
      continue;
    }
    const FactValue* value =
        f.fact.substr(0, prefix.size()) == prefix ? facts.find(f.fact.substr(prefix.size())) : nullptr;
    if (value != nullptr) put(f.key, scalar_of(*value));
  }
}

}  // namespace tidegate::intake
