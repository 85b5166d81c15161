#include "tidegate/gate/filing/declaration_tree.h"

#include "tidegate/intake/transfer_tree.h"

namespace tidegate {
namespace {

Json json_of(const intake::Node& node) {
  if (node.kind == intake::Node::Kind::kScalar) return Json(node.text);
  if (node.kind == intake::Node::Kind::kList) {
    Json::Array list;
    for (const intake::Node& child : node.children) list.push_back(json_of(child));
    return Json(std::move(list));
  }
  Json::Object members;
  for (std::size_t i = 0; i < node.keys.size(); ++i)
    members.emplace_back(node.keys[i].name, json_of(node.children[i]));
  return Json(std::move(members));
}

}  // namespace

Json declaration_tree(const Transfer& transfer) {
  Transfer own = transfer;
  own.data.clear();
  intake::Node tree = intake::tree_of(own);
  // The form asks it of the handler; the tree says it once, as the law's fact.
  const intake::Node* exporter = tree.find("exporter");
  const intake::Node* ciio = exporter == nullptr ? nullptr : exporter->find("ciio");
  for (std::size_t i = 0; ciio != nullptr && i < tree.keys.size(); ++i) {
    if (tree.keys[i].name != "processor" || tree.children[i].find("ciio") != nullptr) continue;
    const intake::Node said = *ciio;
    tree.children[i].keys.push_back({"ciio", 0, 0});
    tree.children[i].children.push_back(said);
    break;
  }
  return json_of(tree);
}

}  // namespace tidegate
