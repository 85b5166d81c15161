#include "tidegate/intake/tree_reader.h"

#include "tidegate/base/seen_text.h"
#include "tidegate/intake/answered.h"

namespace tidegate::intake {
namespace {

bool is_stated(const Node* node) { return node != nullptr && node->kind == Node::Kind::kScalar; }

std::string text_of(const Node& node, const Shape& shape) {
  switch (shape.kind) {
    case Kind::kWord:
    case Kind::kSymbol:
    case Kind::kCountry:
      return symbol_of(node, shape).value_or("");
    case Kind::kHost:
    case Kind::kAddress:
      if (!shows_something(node.text)) return "";
      return is_none_word(node) ? "none" : node.text;
    default:
      if (!shows_something(node.text)) return "";  // not stated
      return shape.narrows ? narrowed(node.text) : node.text;
  }
}

}  // namespace

const Node* TreeReader::value(std::string_view key) const {
  if (node_ == nullptr) return nullptr;
  const bool is_short = shape_.kind == Kind::kTextOrObject && node_->kind == Node::Kind::kScalar;
  if (is_short) return key == shape_.fields.front().key ? node_ : nullptr;
  return node_->find(key);
}

void TreeReader::operator()(std::string_view key, std::string& out) const {
  const Shape& shape = *field(key).shape;
  const Node* node = value(key);
  if (is_stated(node)) out = text_of(*node, shape);
}

void TreeReader::operator()(std::string_view key, std::optional<bool>& out) const {
  if (const Node* node = value(key); is_stated(node)) out = bool_of(*node);
}

void TreeReader::operator()(std::string_view key, std::optional<std::int64_t>& out) const {
  const Shape& shape = *field(key).shape;
  if (const Node* node = value(key); is_stated(node)) out = count_of(*node, shape);
}

void TreeReader::operator()(std::string_view key, std::optional<int>& out) const {
  std::optional<std::int64_t> wide;
  (*this)(key, wide);
  if (wide) out = static_cast<int>(*wide);
}

void TreeReader::operator()(std::string_view key, std::optional<Date>& out) const {
  if (const Node* node = value(key); is_stated(node)) out = date_of(*node);
}

void TreeReader::operator()(std::string_view key, Text& out) const {
  if (const Node* node = value(key); node != nullptr) out = bilingual_of(*node).value_or(Text{});
}

void TreeReader::operator()(std::string_view key, std::vector<std::string>& out) const {
  const Shape& each = *field(key).shape->each;
  const Node* node = value(key);
  if (node == nullptr) return;
  const auto take = [&](const Node& one) {
    const bool is_blank = each.kind == Kind::kText && !shows_something(one.text);
    if (is_stated(&one) && !is_blank) out.push_back(text_of(one, each));
  };
  take(*node);
  if (node->kind != Node::Kind::kList) return;
  for (const Node& child : node->children) take(child);
}

void TreeReader::operator()(std::string_view key, std::vector<std::int64_t>& out) const {
  const Shape& each = *field(key).shape->each;
  const Node* node = value(key);
  if (node == nullptr || node->kind != Node::Kind::kList) return;
  for (const Node& child : node->children) {
    if (const auto n = count_of(child, each)) out.push_back(*n);
  }
}

void TreeReader::person_id(std::string_view key, bool& given) const {
  const Node* node = value(key);
  given = is_stated(node) && is_answer(node->text, field(key));
}

void TreeReader::claim(FactorClaim& out) const {
  std::optional<int> level;
  (*this)("level", level);
  std::string grade;
  (*this)("evidence", grade);
  (*this)("basis", out.basis);
  out.answered = level.has_value();
  out.level = level.value_or(4);
  for (int g = 0; g <= static_cast<int>(EvidenceGrade::kE4); ++g) {
    if (to_string(static_cast<EvidenceGrade>(g)) == grade) out.grade = static_cast<EvidenceGrade>(g);
  }
}

void TreeReader::facts(std::string_view prefix, Facts& out) const {
  for (const Field& f : shape_.fields) {
    const Node* node = value(f.key);
    if (node == nullptr) continue;
    if (f.fact.empty()) {
      if (f.shape->kind == Kind::kObjectOrNone && is_none_word(*node)) {
        for (const Field& inner : f.shape->fields) out.set(inner.fact.substr(prefix.size()), false);
      } else if (is_mapping(*f.shape)) {
        TreeReader(node, *f.shape).facts(prefix, out);
      }
    } else if (f.fact.substr(0, prefix.size()) == prefix) {
      if (auto stated = fact_of(*node, *f.shape)) out.set(f.fact.substr(prefix.size()), std::move(*stated));
    }
  }
}

}  // namespace tidegate::intake
