#include "tidegate/intake/answered.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "tidegate/base/check.h"
#include "tidegate/base/same_text.h"
#include "tidegate/base/utf8.h"
#include "tidegate/intake/members.h"

namespace tidegate::intake {
namespace {

template <std::size_t N>
bool is_one_of(std::string_view text, const std::array<std::string_view, N>& words) {
  return std::find(words.begin(), words.end(), text) != words.end();
}

bool is_none(std::string_view letters) {
  constexpr std::array<std::string_view, 15> kNone{
      "无",   "没有", "暂无", "不适用", "不涉及",        "不存在",           "无此项", "无此情况",
      "none", "na",   "nil",  "没",     "notapplicable", "nonetobedeclared", "nothing"};
  return is_one_of(letters, kNone);
}

template <std::size_t N>
bool take_front(std::string_view& text, const std::array<std::string_view, N>& words) {
  const auto at =
      std::find_if(words.begin(), words.end(), [&](std::string_view word) { return text.starts_with(word); });
  if (at == words.end()) return false;
  text.remove_prefix(at->size());
  return true;
}

// "待填写", "请补充完整", "尚待确认", "to be confirmed": an answer is announced, and none given. Longer words
// stand before those that begin them.
bool announces_answer(std::string_view letters) {
  constexpr std::array<std::string_view, 8> kAnnounced{"有待", "尚待", "仍待",      "待",
                                                       "请",   "tobe", "stilltobe", "please"};
  constexpr std::array<std::string_view, 45> kToDo{
      "进一步",    "后续",       "填写",      "填报",     "填入",     "填",        "补充",      "补全",
      "补录",      "补",         "确定",      "确认",     "定",       "完善",      "核实",      "核对",
      "提供",      "更新",       "续",        "明确",     "商定",     "输入",      "录入",      "编写",
      "撰写",      "写",         "filledin",  "fillin",   "filled",   "completed", "complete",  "added",
      "confirmed", "determined", "decided",   "provided", "supplied", "advised",   "announced", "updated",
      "done",      "defined",    "specified", "specify",  "insert"};
  constexpr std::array<std::string_view, 12> kBehind{"完整", "内容", "信息", "资料",  "材料", "说明",
                                                     "具体", "后续", "中",   "later", "soon", "here"};
  if (!take_front(letters, kAnnounced)) return false;
  bool has_deed = false;
  while (take_front(letters, kToDo)) has_deed = true;
  while (take_front(letters, kBehind)) {
  }
  return has_deed && letters.empty();
}

// "XX", "某某"
bool is_run_of(std::string_view letters, std::string_view sign) {
  if (letters.size() < sign.size() * 2) return false;
  while (letters.starts_with(sign)) letters.remove_prefix(sign.size());
  return letters.empty();
}

bool keeps_place(std::string_view letters) {
  constexpr std::array<std::string_view, 40> kPlaceholders{
      "略",      "从略",     "省略",        "空",          "空白",   "留空",      "暂缺",
      "缺",      "未填",     "未填写",      "未定",        "未知",   "不详",      "不明",
      "填写",    "此处填写", "在此填写",    "占位",        "占位符", "示例文本",  "tbd",
      "tba",     "tbc",      "tbs",         "todo",        "fillin", "fillme",    "placeholder",
      "pending", "omitted",  "blank",       "empty",       "null",   "undefined", "tofollow",
      "unknown", "notknown", "notyetknown", "notfilledin", "filler"};
  return is_one_of(letters, kPlaceholders) || announces_answer(letters) || is_run_of(letters, "x") ||
         is_run_of(letters, "某") || letters.starts_with("loremipsum");
}

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

bool says_something(std::string_view text, const Field& field, const Shape& shape) {
  if (!is_free_text(shape)) return true;
  if (field.may_be_masked && is_mask(text)) return true;
  const std::string letters = letters_key(text);
  const bool takes_none = !field.is_never_none && !shape.narrows && shape.kind != Kind::kPersonId;
  return !letters.empty() && !keeps_place(letters) && (takes_none || !is_none(letters));
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
