// JSON Schema and Avro: key paths of the leaves.
#include <algorithm>
#include <functional>
#include <map>
#include <nlohmann/json.hpp>

#include "tidegate/extract/schema/schema_text.h"

namespace tidegate {
namespace {

// In the order of the text, as nlohmann::ordered_map, which looks through all of an object for each name.
template <class Key, class T, class Less = std::less<Key>,
          class Allocator = std::allocator<std::pair<const Key, T>>>
struct IndexedMap : nlohmann::ordered_map<Key, T, Less, Allocator> {
  using Base = nlohmann::ordered_map<Key, T, Less, Allocator>;
  using Base::Base;

  T& operator[](const Key& key) {
    if (const auto at = find(key); at != this->end()) return at->second;
    Base::Container::emplace_back(key, T{});
    if (this->size() > kSmall) index();
    return this->back().second;
  }
  typename Base::iterator find(std::string_view key) { return this->begin() + place(key); }
  typename Base::const_iterator find(std::string_view key) const { return this->begin() + place(key); }

 private:
  static constexpr std::size_t kSmall = 16;

  void index() {
    for (std::size_t i = places_.size(); i < this->size(); ++i) places_.emplace(this->data()[i].first, i);
  }
  std::ptrdiff_t place(std::string_view key) const {
    if (places_.empty()) {
      return std::find_if(this->begin(), this->end(), [&](const auto& pair) { return pair.first == key; }) -
             this->begin();
    }
    const auto at = places_.find(key);
    return static_cast<std::ptrdiff_t>(at == places_.end() ? this->size() : at->second);
  }

  std::map<std::string, std::size_t, std::less<>> places_;  // of the members of an object that is not small
};
using Json = nlohmann::basic_json<IndexedMap>;

const Json* member(const Json& object, std::string_view key) {
  if (!object.is_object()) return nullptr;
  const auto at = object.find(key);
  return at == object.end() ? nullptr : &*at;
}

std::string text_of(const Json& object, std::string_view key) {
  const Json* value = member(object, key);
  return value != nullptr && value->is_string() ? value->get<std::string>() : std::string();
}

std::string joined(const std::string& path, const std::string& name) {
  return path.empty() ? name : path + "." + name;
}

// References may meet in one place often.
constexpr std::size_t kMostSteps = 4 * kMostSchemaFields;

class JsonSchemaReader {
 public:
  // steps  taken so far for the whole text; read on.
  JsonSchemaReader(const Json& root, SchemaTable& table, std::size_t& steps)
      : root_(root), table_(table), steps_(steps) {}

  void walk(const Json& given, const std::string& path, std::size_t depth) {
    if (depth > kDeepestSchema || table_.fields.size() > kMostSchemaFields) return;
    // What is not looked at counts as fields, so that the text is refused.
    if (++steps_ > kMostSteps) return table_.fields.resize(kMostSchemaFields + 1);
    const Json& schema = resolved(given);
    if (!schema.is_object()) return;
    // What refers to itself is a tree of unknown depth: its first round tells its fields.
    if (std::find(open_.begin(), open_.end(), &schema) != open_.end()) return add(given, schema, path);
    open_.push_back(&schema);
    walk_inside(given, schema, path, depth);
    open_.pop_back();
  }

 private:
  void walk_inside(const Json& given, const Json& schema, const std::string& path, std::size_t depth) {
    bool is_leaf = true;
    if (const Json* properties = member(schema, "properties");
        properties != nullptr && properties->is_object()) {
      is_leaf = false;
      for (const auto& [name, inner] : properties->items()) walk(inner, joined(path, name), depth + 1);
    }
    for (const char* key : {"allOf", "anyOf", "oneOf"}) {
      const Json* parts = member(schema, key);
      if (parts == nullptr || !parts->is_array()) continue;
      for (const Json& part : *parts) {
        const Json& inner = resolved(part);
        if (member(inner, "properties") == nullptr && member(inner, "items") == nullptr) continue;
        is_leaf = false;
        walk(inner, path, depth + 1);
      }
    }
    if (const Json* items = member(schema, "items"); items != nullptr && items->is_object()) {
      is_leaf = false;
      walk(*items, path + "[]", depth + 1);
    }
    if (is_leaf && !path.empty()) add(given, schema, path);
  }

  const Json& resolved(const Json& schema) const {
    const Json* at = &schema;
    for (std::size_t i = 0; i < 8; ++i) {
      const std::string target = text_of(*at, "$ref");
      if (!target.starts_with("#")) break;
      const Json* found = &root_;
      for (std::string_view left = std::string_view(target).substr(std::min<std::size_t>(2, target.size()));
           found != nullptr && !left.empty();) {
        const std::size_t slash = std::min(left.find('/'), left.size());
        found = member(*found, left.substr(0, slash));
        left.remove_prefix(std::min(slash + 1, left.size()));
      }
      if (found == nullptr) break;
      at = found;
    }
    return *at;
  }

  void add(const Json& given, const Json& schema, const std::string& path) {
    std::string type = text_of(schema, "type");
    if (const std::string format = text_of(schema, "format"); !format.empty()) type += " " + format;
    std::string comment = text_of(given, "description");
    for (const Json* from : {&given, &schema}) {
      for (const char* key : {"description", "title", "$comment"}) {
        if (comment.empty()) comment = text_of(*from, key);
      }
    }
    table_.fields.push_back({path, std::move(type), std::move(comment)});
  }

  const Json& root_;
  SchemaTable& table_;
  std::vector<const Json*> open_;
  std::size_t& steps_;
};

void walk_avro(const Json& type, const std::string& path, const std::string& comment, std::size_t depth,
               SchemaTable& table) {
  if (depth > kDeepestSchema || table.fields.size() > kMostSchemaFields) return;
  if (type.is_array()) {  // a union: the first that is not null
    for (const Json& one : type) {
      if (one != "null") return walk_avro(one, path, comment, depth + 1, table);
    }
    return;
  }
  if (type.is_string()) {
    table.fields.push_back({path, type.get<std::string>(), comment});
    return;
  }
  const Json* inner = member(type, "type");
  if (inner == nullptr) return;
  if (const Json* fields = member(type, "fields"); fields != nullptr && fields->is_array()) {
    for (const Json& field : *fields) {
      const Json* field_type = member(field, "type");
      if (field_type == nullptr) continue;
      walk_avro(*field_type, joined(path, text_of(field, "name")), text_of(field, "doc"), depth + 1, table);
    }
    return;
  }
  const Json* items = member(type, *inner == "map" ? "values" : "items");
  if (items != nullptr) return walk_avro(*items, path + "[]", comment, depth + 1, table);
  if (!inner->is_string()) return walk_avro(*inner, path, comment, depth + 1, table);
  const std::string logical = text_of(type, "logicalType");
  table.fields.push_back({path, inner->get<std::string>() + (logical.empty() ? "" : " " + logical), comment});
}

bool is_avro_record(const Json& root) {
  const Json* fields = member(root, "fields");
  return text_of(root, "type") == "record" && fields != nullptr && fields->is_array();
}

std::vector<SchemaTable> avro_tables(const Json& root) {
  std::vector<SchemaTable> tables;
  for (const Json& one : root.is_array() ? root : Json::array({root})) {
    if (!is_avro_record(one)) continue;
    SchemaTable& table = tables.emplace_back();
    table.format = "avro";
    table.name = text_of(one, "name");
    table.comment = text_of(one, "doc");
    walk_avro(one, "", "", 0, table);
    std::erase_if(table.fields, [](const SchemaField& field) { return field.name.empty(); });
    if (table.fields.empty()) tables.pop_back();
  }
  return tables;
}

}  // namespace

std::vector<SchemaTable> json_schema_tables(std::string_view text) {
  // Deep nesting is refused before anything is built that would be taken down by recursion.
  std::size_t depth = 0;
  bool is_in_text = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (is_in_text && text[i] == '\\') {
      ++i;
    } else if (text[i] == '"') {
      is_in_text = !is_in_text;
    } else if (!is_in_text && (text[i] == '{' || text[i] == '[')) {
      if (++depth > 4 * kDeepestSchema) return {};
    } else if (!is_in_text && (text[i] == '}' || text[i] == ']')) {
      depth -= depth > 0 ? 1 : 0;
    }
  }
  const Json root = Json::parse(text, nullptr, false);
  if (root.is_discarded()) return {};
  if (is_avro_record(root) || (root.is_array() && !root.empty() && is_avro_record(root[0])))
    return avro_tables(root);
  if (!root.is_object()) return {};
  std::vector<SchemaTable> tables;
  std::size_t steps = 0;
  const auto add = [&](const Json& schema, std::string name) {
    SchemaTable table;
    table.format = "json_schema";
    table.name = std::move(name);
    table.comment = text_of(schema, "description");
    JsonSchemaReader(root, table, steps).walk(schema, "", 0);
    if (!table.fields.empty()) tables.push_back(std::move(table));
  };
  const std::string dialect = text_of(root, "$schema");
  const Json* properties = member(root, "properties");
  const bool is_schema =
      dialect.find("json-schema") != std::string::npos ||
      (text_of(root, "type") == "object" && properties != nullptr && properties->is_object());
  const Json* components = member(root, "components");
  const bool is_api = !text_of(root, "openapi").empty() || !text_of(root, "swagger").empty();
  if (!is_schema && !is_api) return {};
  if (is_schema) add(root, text_of(root, "title"));
  if (!tables.empty()) return tables;
  // An object of definitions alone: each is a table.
  const std::vector<const Json*> lists{member(root, "$defs"), member(root, "definitions"),
                                       components == nullptr ? nullptr : member(*components, "schemas")};
  for (const Json* list : lists) {
    if (list == nullptr || !list->is_object()) continue;
    for (const auto& [name, schema] : list->items()) add(schema, name);
  }
  return tables;
}

}  // namespace tidegate
