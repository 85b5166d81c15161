#include "tidegate/gate/filing/tree_json.h"

#include <algorithm>
#include <charconv>

namespace tidegate {
namespace {

Json scalar(const intake::Node& node) {
  if (!node.quoted) {
    if (node.text == "true" || node.text == "false") return Json(node.text == "true");
    std::int64_t number = 0;
    const char* const end = node.text.data() + node.text.size();
    const auto [at, error] = std::from_chars(node.text.data(), end, number);
    if (error == std::errc() && at == end && std::to_string(number) == node.text) return Json(number);
  }
  return Json(node.text);
}

}  // namespace

Json typed_json(const intake::Node& node) {
  using Kind = intake::Node::Kind;
  if (node.kind == Kind::kNull) return {};
  if (node.kind == Kind::kScalar) return scalar(node);
  if (node.kind == Kind::kList) {
    Json::Array list;
    for (const intake::Node& child : node.children) list.push_back(typed_json(child));
    return Json(std::move(list));
  }
  Json::Object members;
  for (std::size_t i = 0; i < node.keys.size(); ++i) {
    const auto same = [&](const auto& member) { return member.first == node.keys[i].name; };
    if (std::any_of(members.begin(), members.end(), same)) continue;
    members.emplace_back(node.keys[i].name, typed_json(node.children[i]));
  }
  return Json(std::move(members));
}

intake::Node node_of_json(const Json& value) {
  using Kind = intake::Node::Kind;
  intake::Node node;
  if (const std::string* text = value.string()) {
    node.kind = Kind::kScalar;
    node.text = *text;
    node.quoted = true;
  } else if (const std::int64_t* number = value.integer()) {
    node.kind = Kind::kScalar;
    node.text = std::to_string(*number);
  } else if (const bool* flag = value.boolean()) {
    node.kind = Kind::kScalar;
    node.text = *flag ? "true" : "false";
  } else if (const Json::Array* list = value.array()) {
    node.kind = Kind::kList;
    for (const Json& element : *list) node.children.push_back(node_of_json(element));
  } else if (const Json::Object* members = value.object()) {
    node.kind = Kind::kMap;
    for (const auto& [key, member] : *members) {
      node.keys.push_back({key, 0, 0});
      node.children.push_back(node_of_json(member));
    }
  }
  return node;
}

}  // namespace tidegate
