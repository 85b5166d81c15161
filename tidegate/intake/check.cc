#include "tidegate/intake/check.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "tidegate/intake/check_value.h"
#include "tidegate/intake/nearest.h"
#include "tidegate/intake/show.h"
#include "tidegate/intake/values.h"

namespace tidegate::intake {
namespace {

std::vector<std::string_view> keys_of(const Shape& shape) {
  std::vector<std::string_view> keys;
  for (const Field& field : shape.fields) keys.push_back(field.key);
  return keys;
}

class Checker {
 public:
  Checker(const Document& document, std::vector<Problem>& problems)
      : problems_(problems), values_(document.is_json, problems) {}

  void check(const Node& node, const Shape& shape, const std::string& pointer, const Field* field) {
    if (node.kind == Node::Kind::kNull) return;  // not stated
    switch (shape.kind) {
      case Kind::kObjectOrNone:
        if (is_none_word(node)) return;
        object(node, shape, pointer);
        return;
      case Kind::kObject:
        object(node, shape, pointer);
        return;
      case Kind::kTextOrObject:
        if (node.kind == Node::Kind::kMap) {
          object(node, shape, pointer);
        } else {
          values_.check(node, kLine, pointer, false);
        }
        return;
      case Kind::kYears:
        years(node, shape, pointer);
        return;
      case Kind::kList:
      case Kind::kOneOrList:
      case Kind::kListOrNone:
        list(node, shape, pointer, field);
        return;
      case Kind::kBilingual:
        bilingual(node, shape, pointer);
        return;
      default:
        values_.check(node, shape, pointer, field != nullptr && field->is_private);
    }
  }

 private:
  void add(const Node& node, const std::string& pointer, Text says, Text fix) {
    problems_.push_back({node.line, node.column, pointer, std::move(says), std::move(fix)});
  }

  void object(const Node& node, const Shape& shape, const std::string& pointer) {
    if (node.kind != Node::Kind::kMap) {
      const std::string keys = joined(keys_of(shape), 6);
      add(node, pointer, {"keys and values are due here", "此处应为键值映射"},
          {fmt::format("write key: value; keys here: {}", keys),
           fmt::format("请写成 键: 值；此处可用的键：{}", keys)});
      return;
    }
    std::map<std::string_view, int> first_line;
    for (std::size_t i = 0; i < node.keys.size(); ++i) {
      const Node::Key& key = node.keys[i];
      const auto [first, is_new] = first_line.emplace(key.name, key.line);
      if (!is_new) {
        doubled(key, pointer, first->second);
        continue;
      }
      const Field* field = find_field(shape, key.name);
      if (field == nullptr) {
        unknown_key(key, shape, pointer);
        continue;
      }
      const std::string inner = child_pointer(pointer, key.name);
      if (field->shape->kind == Kind::kPersonId) {
        values_.check_person_id(node.children[i], node.find("id_type"), inner);
      } else {
        check(node.children[i], *field->shape, inner, field);
      }
    }
  }

  void doubled(const Node::Key& key, const std::string& pointer, int first_line) {
    const Text name = shown(key.name);
    problems_.push_back({key.line,
                         key.column,
                         child_pointer(pointer, key.name),
                         {fmt::format("key {} is stated twice, first in line {}", name.en, first_line),
                          fmt::format("键 {} 重复，首次出现在第 {} 行", name.zh, first_line)},
                         {"keep one of them", "请只保留一个"}});
  }

  void unknown_key(const Node::Key& key, const Shape& shape, const std::string& pointer) {
    const Text name = shown(key.name);
    Problem p{key.line, key.column, child_pointer(pointer, key.name), {}, {}};
    if (key.name == "<<") {
      p.says = {"merge keys (<<) are not part of this format", "本格式不使用合并键（<<）"};
      p.fix = {"write the keys out", "请逐个写出各键"};
      problems_.push_back(std::move(p));
      return;
    }
    p.says = {fmt::format("unknown key {}", name.en), fmt::format("未知的键 {}", name.zh)};
    if (problems_.size() > kMostProblems) {  // will not be shown
      problems_.push_back(std::move(p));
      return;
    }
    const std::string elsewhere = place_of_key(key.name, pointer);
    const std::string_view near = nearest_word(key.name, keys_of(shape));
    const std::string keys = joined(keys_of(shape), 12);
    if (!elsewhere.empty()) {
      p.fix = {fmt::format("\"{}\" stands at {}", key.name, elsewhere),
               fmt::format("\"{}\" 应写在 {}", key.name, elsewhere)};
    } else if (!near.empty()) {
      p.fix = {fmt::format("did you mean \"{}\"?", near), fmt::format("是否应为 \"{}\"？", near)};
    } else {
      p.fix = {fmt::format("keys here: {}", keys), fmt::format("此处可用的键：{}", keys)};
    }
    problems_.push_back(std::move(p));
  }

  // Where the format has a key of that name: within `here` rather than elsewhere; "": nowhere.
  std::string place_of_key(std::string_view key, std::string_view here) const {
    std::string pattern;  // list indices and years are "*" in the format
    while (!here.empty()) {
      here.remove_prefix(1);
      const std::string_view step = here.substr(0, here.find('/'));
      here.remove_prefix(step.size());
      const bool index = step.find_first_not_of("0123456789") == std::string_view::npos;
      pattern += index ? "/*" : "/" + std::string(step);
    }
    std::string found;
    for (const PlacedField& placed : fields_) {
      if (placed.field->key != key) continue;
      if (placed.pointer.compare(0, pattern.size(), pattern) == 0) return placed.pointer;
      if (found.empty()) found = placed.pointer;
    }
    return found;
  }

  void years(const Node& node, const Shape& shape, const std::string& pointer) {
    if (node.kind != Node::Kind::kMap) {
      add(node, pointer, {"years and their numbers are due here", "此处应为 年份: 数量"},
          {"write 2023: {pi_nonsensitive: 0}", "请写成 2023: {pi_nonsensitive: 0}"});
      return;
    }
    std::map<std::string_view, int> first_line;
    for (std::size_t i = 0; i < node.keys.size(); ++i) {
      const Node::Key& key = node.keys[i];
      const auto [first, is_new] = first_line.emplace(key.name, key.line);
      if (!is_new) {
        doubled(key, pointer, first->second);
        continue;
      }
      const bool year =
          key.name.size() == 4 && key.name >= "2017" && key.name <= "2100" &&
          std::all_of(key.name.begin(), key.name.end(), [](char c) { return c >= '0' && c <= '9'; });
      if (!year) {
        const Text name = shown(key.name);
        problems_.push_back({key.line,
                             key.column,
                             child_pointer(pointer, key.name),
                             {fmt::format("{} is not a year from 2017 to 2100", name.en),
                              fmt::format("{} 不是 2017 至 2100 之间的年份", name.zh)},
                             {"write the year with four digits", "请写四位年份"}});
        continue;
      }
      check(node.children[i], *shape.each, child_pointer(pointer, key.name), nullptr);
    }
  }

  void list(const Node& node, const Shape& shape, const std::string& pointer, const Field* field) {
    if (shape.kind == Kind::kListOrNone && is_none_word(node)) return;
    if (shape.kind == Kind::kOneOrList && node.kind != Node::Kind::kList) {
      check(node, *shape.each, pointer, field);
      return;
    }
    if (node.kind != Node::Kind::kList) {
      const bool none = shape.kind == Kind::kListOrNone;
      add(node, pointer,
          {none ? "a list, or the word none, is due here" : "a list is due here",
           none ? "此处应为列表，没有的须写明“无”" : "此处应为列表"},
          {"begin each entry with \"- \"", "每项以“- ”开头"});
      return;
    }
    if (static_cast<std::int64_t>(node.children.size()) > shape.most) {
      add(node, pointer,
          {fmt::format("{} entries; {} at most", node.children.size(), shape.most),
           fmt::format("共 {} 项，最多 {} 项", node.children.size(), shape.most)},
          {"shorten the list", "请减少条目"});
    }
    for (std::size_t i = 0; i < node.children.size(); ++i) {
      check(node.children[i], *shape.each, pointer + "/" + std::to_string(i), field);
    }
  }

  void bilingual(const Node& node, const Shape& shape, const std::string& pointer) {
    if (node.kind != Node::Kind::kMap) {
      values_.check(node, {.kind = Kind::kText, .most = shape.most}, pointer, false);
      return;
    }
    static constexpr Shape kLong{.kind = Kind::kText, .most = 20'000};
    static constexpr Field kLanguages[] = {{.key = "en", .shape = &kLong, .en = "English", .zh = "英文"},
                                           {.key = "zh", .shape = &kLong, .en = "Chinese", .zh = "中文"}};
    object(node, {.kind = Kind::kObject, .fields = kLanguages}, pointer);
  }

  static constexpr Shape kLine{.kind = Kind::kText, .most = 300};
  std::vector<Problem>& problems_;
  ValueChecker values_;
  const std::vector<PlacedField> fields_ = all_fields();
};

void require_version(const Document& document, std::vector<Problem>& problems) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 2> kRequired{
      {{"api_version", "tidegate/v1"}, {"kind", "Transfer"}}};
  for (const auto& [key, value] : kRequired) {
    const Node* node = document.root.find(key);
    if (node != nullptr && node->kind != Node::Kind::kNull) continue;
    problems.push_back({document.root.line,
                        document.root.column,
                        "/" + std::string(key),
                        {fmt::format("key \"{}\" is missing", key), fmt::format("缺少键 \"{}\"", key)},
                        {fmt::format("write {}: {}", key, value), fmt::format("请写 {}: {}", key, value)}});
  }
}

}  // namespace

void check_document(const Document& document, const Shape& shape, std::vector<Problem>& problems) {
  const bool whole = document.problems.empty();
  if (document.root.kind == Node::Kind::kNull && !whole) return;
  if (document.root.kind != Node::Kind::kMap) {
    problems.push_back({document.root.line,
                        document.root.column,
                        "",
                        {"a declaration is keys and values", "申报文件应为键值映射"},
                        {"begin with api_version: tidegate/v1", "请以 api_version: tidegate/v1 开头"}});
    return;
  }
  Checker(document, problems).check(document.root, shape, "", nullptr);
  if (whole) require_version(document, problems);
}

}  // namespace tidegate::intake
