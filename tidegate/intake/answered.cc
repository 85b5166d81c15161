#include "tidegate/intake/answered.h"

#include <algorithm>
#include <string>
#include <vector>

#include "tidegate/base/check.h"
#include "tidegate/base/same_text.h"
#include "tidegate/base/utf8.h"
#include "tidegate/intake/fillers.h"
#include "tidegate/intake/format_parts.h"
#include "tidegate/intake/members.h"

namespace tidegate::intake {
namespace {

// "****", "XXXX": a value that is hidden on purpose.
bool is_mask(std::string_view text) {
  constexpr std::u32string_view kMasks = U"*x×#●•○■某";
  const std::string key = same_text_key(text);
  std::size_t count = 0;
  for (std::string_view rest = key; !rest.empty(); ++count) {
    if (kMasks.find(next_code_point(rest)) == std::u32string_view::npos) return false;
  }
  return count >= 2;
}

// Words of a list, numbers and the like have been held to their form, and are left alone.
bool is_free_text(const Shape& shape) {
  return shape.kind == Kind::kText || shape.kind == Kind::kBilingual || shape.kind == Kind::kHost ||
         shape.kind == Kind::kAddress || shape.kind == Kind::kPersonId;
}

// A description, for which a paper that is handed in may stand; a name, an address or a phone stands here.
bool tells_at_length(const Shape& shape) { return shape.kind == Kind::kText && shape.most >= kTextLong.most; }

bool begins_with_digit(std::string_view text) {
  const std::string key = same_text_key(text);
  return !key.empty() && key.front() >= '0' && key.front() <= '9';
}

bool says_something(std::string_view text, const Field& field, const Shape& shape) {
  if (!is_free_text(shape)) return true;
  if (field.may_be_masked && is_mask(text)) return true;
  const bool takes_none = !field.is_never_none && !shape.narrows && shape.kind != Kind::kPersonId;
  switch (filler_of(text)) {
    case Filler::kNo:
      return true;
    case Filler::kNothing:
      return false;
    case Filler::kNone:
      return takes_none;
    case Filler::kPointer:
      return takes_none && tells_at_length(shape);
    case Filler::kDenial:
      return (takes_none && tells_at_length(shape)) || field.may_be_masked;
    case Filler::kAssent:
      return field.may_be_masked;  // an example of a yes or no
    case Filler::kKeys:
      return (field.key == "page" || field.may_be_masked) && begins_with_digit(text);  // page 111, "1111"
    case Filler::kWithheld:
      return shape.kind == Kind::kPersonId || field.may_be_masked;
    case Filler::kPlace:
      return (takes_none && tells_at_length(shape)) || field.may_be_masked || field.key == "page";
  }
  return true;
}

// Empties what is no answer, by the format's table.
class AnswerKeeper {
 public:
  explicit AnswerKeeper(const Shape& shape) : shape_(shape) {}

  bool has(std::string_view key) const { return find_field(shape_, key) != nullptr; }

  void operator()(std::string_view key, std::string& text) const {
    if (!is_answer(text, field(key))) text.clear();
  }
  void operator()(std::string_view key, Text& text) const {
    for (std::string* one : {&text.en, &text.zh}) {
      if (!is_answer(*one, field(key))) one->clear();
    }
    // One language given stands for both.
    if (text.en.empty()) text.en = text.zh;
    if (text.zh.empty()) text.zh = text.en;
  }
  void operator()(std::string_view key, std::vector<std::string>& texts) const {
    const Field& of = field(key);
    std::erase_if(texts, [&](const std::string& text) { return !says_something(text, of, *of.shape->each); });
  }
  template <typename T>
  void operator()(std::string_view key, std::vector<T>& parts) const {
    if constexpr (std::is_class_v<T>) {
      AnswerKeeper inner(*field(key).shape->each);
      for (T& one : parts) visit(one, inner);
    }
  }
  template <typename T>
  void operator()(std::string_view key, T& value) const {
    if constexpr (std::is_class_v<T> && requires(AnswerKeeper & inner) { visit(value, inner); }) {
      part(key, [&value](AnswerKeeper& inner) { visit(value, inner); });
    }
  }
  template <typename Inner>
  void part(std::string_view key, const Inner& inner) const {
    AnswerKeeper keeper(*field(key).shape);
    inner(keeper);
  }
  template <typename T>
  void list_or_none(std::string_view key, std::vector<T>& parts, bool /*none*/) const {
    (*this)(key, parts);
  }

  void person_id(std::string_view, bool&) const {}  // the reader has judged it
  void claim(FactorClaim& claim) const { (*this)("basis", claim.basis); }
  void facts(std::string_view, Facts&) const {}  // no texts

 private:
  const Field& field(std::string_view key) const {
    const Field* found = find_field(shape_, key);
    TIDEGATE_CHECK(found != nullptr);
    return *found;
  }

  const Shape& shape_;
};

}  // namespace

bool is_answer(std::string_view text, const Field& field) {
  return says_something(text, field, *field.shape);
}

bool is_answer(const Node& value, const Field& field) {
  const Shape& shape = *field.shape;
  switch (value.kind) {
    case Node::Kind::kNull:
      return false;
    case Node::Kind::kScalar:
      return says_something(value.text, field, shape.kind == Kind::kOneOrList ? *shape.each : shape);
    case Node::Kind::kList: {
      const auto says = [&](const Node& one) {
        return one.kind != Node::Kind::kScalar || says_something(one.text, field, *shape.each);
      };
      return shape.each == nullptr || std::any_of(value.children.begin(), value.children.end(), says);
    }
    case Node::Kind::kMap:
      return shape.kind != Kind::kBilingual ||
             std::any_of(value.children.begin(), value.children.end(),
                         [&](const Node& one) { return says_something(one.text, field, shape); });
  }
  return true;
}

Transfer answered(Transfer transfer) {
  AnswerKeeper keeper(transfer_shape());
  visit(transfer, keeper);
  return transfer;
}

}  // namespace tidegate::intake
