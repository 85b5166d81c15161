#include "tidegate/intake/transfer_tree.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "tidegate/intake/format.h"
#include "tidegate/intake/members.h"
#include "tidegate/intake/rows.h"
#include "tidegate/intake/tree_writer.h"

namespace tidegate::intake {
namespace {

// The child under `key`, made as a mapping when it is not there.
Node& child(Node& map, std::string_view key) {
  map.kind = Node::Kind::kMap;
  for (std::size_t i = 0; i < map.keys.size(); ++i) {
    if (map.keys[i].name == key) return map.children[i];
  }
  map.keys.push_back({std::string(key), 0, 0});
  return map.children.emplace_back();
}

void add(Node& map, std::string_view key, Node value) { child(map, key) = std::move(value); }

// "cumulative_before.pi_sensitive" stands at /cumulative_before/pi_sensitive.
void add_fact(Node& root, std::string_view name, const FactValue& value) {
  Node* node = &root;
  while (true) {
    const std::size_t dot = name.find('.');
    node = &child(*node, name.substr(0, dot));
    if (dot == std::string_view::npos) break;
    name.remove_prefix(dot + 1);
  }
  if (node->kind == Node::Kind::kNull) *node = scalar_of(value);
}

bool is_said_elsewhere(const Transfer& t, std::string_view name, const FactValue& value) {
  if (name == "exporter.people_handled_total") return t.pi_scale && value == FactValue(*t.pi_scale);
  if (name == "exporter.sector") return value == FactValue(Symbol{t.industry});
  if (name == "lawful_basis") return value == FactValue(Symbol{t.legal_basis});
  if (name == "exporter.jurisdiction") return !t.uscc.empty() && value == FactValue(Symbol{"CN"});
  if (name.substr(0, 10) != "recipient.") return false;
  return !t.recipients.empty() &&
         std::all_of(t.recipients.begin(), t.recipients.end(), [&](const Recipient& r) {
           const FactValue* own = r.facts.find(name);
           return own != nullptr && *own == value;
         });
}

Node source_tree(const DataSource& source) {
  Node node;
  node.kind = Node::Kind::kMap;
  if (!source.item_name.empty()) add(node, "item", text_scalar(source.item_name));
  Node list;
  list.kind = Node::Kind::kList;
  switch (source.kind) {
    case DataSource::Kind::kFiles:
      for (const std::string& glob : source.globs) list.children.push_back(text_scalar(glob));
      add(node, "files", std::move(list));
      break;
    case DataSource::Kind::kSchema:
      for (const auto& [name, type] : source.columns) {
        Node& column = list.children.emplace_back();
        column.kind = Node::Kind::kMap;
        if (!name.empty()) add(column, "name", text_scalar(name));
        if (!type.empty()) add(column, "type", text_scalar(type));
      }
      add(node, "schema", std::move(list));
      break;
    case DataSource::Kind::kCounts: {
      Node& counts = child(node, "counts");
      counts.kind = Node::Kind::kMap;
      if (source.subjects) add(counts, "subjects", scalar_of(*source.subjects));
      if (source.already_counted) add(counts, "already_counted", scalar_of(*source.already_counted));
      break;
    }
  }
  return node;
}

// The items, sources and counts such that build_rows gives the rows that stand in facts.items.
Transfer with_rows_said(const Transfer& transfer) {
  Transfer copy = transfer;
  build_rows(copy);
  if (copy.facts.items == transfer.facts.items) return copy;
  copy = transfer;
  copy.scenario.persons.pi.reset();
  copy.scenario.persons.spi.reset();
  copy.all_items = {};
  std::erase_if(copy.data, [](const DataSource& s) { return s.kind == DataSource::Kind::kCounts; });
  std::vector<bool> said(transfer.facts.items.size(), false);
  const auto name_of = [](std::size_t row) { return "row-" + std::to_string(row); };
  // First items in the order of rows, so that the rows come back in their order.
  std::vector<DataItem> items;
  for (std::size_t row = 0; row < transfer.facts.items.size(); ++row) {
    for (std::size_t i = 0; i < transfer.items.size(); ++i) {
      if (transfer.items[i].row.value_or(i) != row) continue;
      items.push_back(transfer.items[i]);
      items.back().row = row;
    }
    if (items.empty() || items.back().row != row) items.emplace_back().row = row;
  }
  for (DataItem& item : items) {
    item.group = name_of(*item.row);
    item.item_class.clear();
    item.stated = said[*item.row] ? Facts{} : transfer.facts.items[*item.row];
    said[*item.row] = true;
  }
  copy.items = std::move(items);
  for (DataSource& source : copy.data) {
    if (source.item) source.item_name = name_of(*source.item);
  }
  return copy;
}

}  // namespace

Node tree_of(const Transfer& transfer) {
  const Transfer t = with_rows_said(transfer);
  Node root;
  TreeWriter writer(root, transfer_shape());
  writer("api_version", std::string("tidegate/v1"));
  writer("kind", std::string("Transfer"));
  visit(t, writer);
  if (t.filing.begun) child(root, "filing").kind = Node::Kind::kMap;
  for (const auto& [name, value] : t.facts.flow.all()) {
    if (!is_said_elsewhere(t, name, value)) add_fact(root, name, value);
  }
  if (!t.data.empty()) {
    Node& list = child(root, "data");
    list.kind = Node::Kind::kList;
    for (const DataSource& source : t.data) list.children.push_back(source_tree(source));
  }
  return root;
}

}  // namespace tidegate::intake
