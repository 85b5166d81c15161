#include "tidegate/gate/user_types.h"

#include <fmt/format.h>

#include <set>

#include "tidegate/base/json_writer.h"
#include "tidegate/gate/gate.h"
#include "tidegate/gate/packs.h"
#include "tidegate/intake/document.h"
#include "tidegate/report/text_page.h"

namespace tidegate {
namespace {

// Plain true and false are truths; all else is text, so that a number in an example needs no quotes.
Result<Json> json_of(const intake::Node& node, const std::string& path) {
  using Kind = intake::Node::Kind;
  if (node.kind == Kind::kNull) return Json();
  if (node.kind == Kind::kScalar) {
    const bool is_truth = !node.quoted && (node.text == "true" || node.text == "false");
    return is_truth ? Json(node.text == "true") : Json(node.text);
  }
  Json::Array list;
  Json::Object map;
  std::set<std::string> keys;
  for (std::size_t i = 0; i < node.children.size(); ++i) {
    auto child = json_of(node.children[i], path);
    if (!child) return fail(child.error());
    if (node.kind == Kind::kList) {
      list.push_back(std::move(*child));
      continue;
    }
    const intake::Node::Key& key = node.keys[i];
    if (!keys.insert(key.name).second)
      return fail({ErrorCode::kMalformed, "the same key stands twice",
                   fmt::format("{}:{}:{}", path, key.line, key.column), "同一键出现两次"});
    map.emplace_back(key.name, std::move(*child));
  }
  return node.kind == Kind::kList ? Json(std::move(list)) : Json(std::move(map));
}

// "types.yaml:/types/0/pattern" -> "types.yaml:4:14: /types/0/pattern"
Error with_line(Error error, const intake::Node& root, const std::string& path) {
  if (!error.where.starts_with(path + ":")) return error;
  const std::string pointer = error.where.substr(path.size() + 1);
  const auto [line, column] = intake::place_of(root, pointer);
  if (line > 0) error.where = fmt::format("{}:{}:{}: {}", path, line, column, pointer);
  return error;
}

}  // namespace

std::string user_types_path(const std::string& home) { return home.empty() ? "" : home + "/types.yaml"; }

Result<UserTypes> load_user_types(const std::string& path) {
  const auto bytes = read_file(path, intake::kMostBytes);
  if (!bytes) return fail(bytes.error());
  const intake::Document document = intake::read_document(*bytes, path);
  if (!document.problems.empty()) {
    const intake::Problem& first = document.problems.front();
    return fail({ErrorCode::kMalformed, first.says.en,
                 fmt::format("{}:{}:{}", path, first.line, first.column), first.says.zh});
  }
  const auto json = json_of(document.root, path);
  if (!json) return fail(json.error());
  auto types = UserTypes::parse(*json, path);
  if (!types) return fail(with_line(types.error(), document.root, path));
  return types;
}

Result<Printed> types_check(const std::string& file, bool as_json, const Look& look) {
  const auto types = load_user_types(file);
  if (!types) return fail(types.error());
  const bool zh = look.lang == Lang::kZh;
  if (as_json) {
    JsonWriter json(2);
    json.begin_object().key("types").begin_array();
    for (const UserType& type : types->all()) {
      json.begin_object().key("code").string(type.code).key("class").string(to_string(type.sensitivity));
      json.key("instructions").unsigned_integer(type.cost.program);
      json.key("tries_a_kib").unsigned_integer(type.cost.tries);
      json.key("is_found_in_text").boolean(type.is_found_in_text).end_object();
    }
    json.end_array().end_object();
    return Printed{json.take() + "\n", ExitCode::kProceed};
  }
  report::TextPage page({look.width, look.color, true});
  std::vector<std::vector<report::Line>> rows;
  for (const UserType& type : types->all()) {
    rows.push_back({{{type.code, report::Tone::kStrong}},
                    report::plain(type.name.in(look.lang)),
                    report::plain(to_string(type.sensitivity)),
                    report::plain(fmt::format("{} / {}", type.cost.program, kMostInstructions)),
                    report::plain(fmt::format("{} / {}", type.cost.tries, kMostTries))});
  }
  page.table({{zh ? "类型" : "type"},
              {zh ? "名称" : "name", false, true},
              {zh ? "级别" : "class"},
              {zh ? "指令数 / 上限" : "instructions / most", true},
              {zh ? "每 KiB 尝试 / 上限" : "tries a KiB / most", true}},
             rows);
  page.line({{zh ? "各类型的示例均成立" : "every example is as it should be", report::Tone::kGood}});
  for (const UserType& type : types->all()) {
    if (type.is_found_in_text) continue;
    page.line(
        {{zh ? fmt::format("{}：仅整个单元格能匹配，文本中的值不会被发现：请去掉 ^、$ 等边界", type.code)
             : fmt::format("{}: only whole cells match, and no value is found inside a text: leave out "
                           "^, $ and other bounds",
                           type.code),
          report::Tone::kCaution}});
  }
  return Printed{page.take(), ExitCode::kProceed};
}

}  // namespace tidegate
