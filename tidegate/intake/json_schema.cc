#include "tidegate/intake/json_schema.h"

#include <fmt/format.h>

#include "tidegate/base/json_writer.h"
#include "tidegate/intake/format.h"
#include "tidegate/terms/country_code.h"

namespace tidegate::intake {
namespace {

class SchemaWriter {
 public:
  std::string write() {
    w_.begin_object();
    w_.key("$schema").string("https://json-schema.org/draft/2020-12/schema");
    w_.key("$id").string("https://tidegate.invalid/api/transfer.schema.json");
    w_.key("title").string("Tidegate declaration of an intended transfer / 数据出境申报文件");
    w_.key("description")
        .string(
            "Made from the table that the reader uses. What is not stated is unknown. / "
            "由读取程序所用的同一张表生成；未写明的一律视为未知。");
    body(transfer_shape());
    w_.key("required").begin_array().string("api_version").string("kind").end_array();
    w_.key("$defs").begin_object();
    w_.key("country").begin_object();
    w_.key("description").string("ISO 3166-1 alpha-2, or EPO / 国家或地区代码");
    w_.key("enum").begin_array();
    for (const CountryCode::Row& row : CountryCode::all()) w_.string(row.code);
    w_.string("unknown").null().end_array();
    w_.end_object();
    w_.end_object();
    w_.end_object();
    return w_.take() + "\n";
  }

 private:
  // The members of a schema object for a shape; the object is open.
  void body(const Shape& shape) {
    switch (shape.kind) {
      case Kind::kObject:
        w_.key("type").begin_array().string("object").string("null").end_array();
        properties(shape);
        return;
      case Kind::kObjectOrNone:
        w_.key("oneOf").begin_array();
        w_.begin_object()
            .key("enum")
            .begin_array()
            .string("none")
            .string("无")
            .null()
            .end_array()
            .end_object();
        w_.begin_object().key("type").string("object");
        properties(shape);
        w_.end_object().end_array();
        return;
      case Kind::kTextOrObject:
        w_.key("oneOf").begin_array();
        w_.begin_object().key("type").begin_array().string("string").string("null").end_array();
        w_.key("maxLength").integer(shape.most).end_object();
        w_.begin_object().key("type").string("object");
        properties(shape);
        w_.end_object().end_array();
        return;
      case Kind::kYears:
        w_.key("type").begin_array().string("object").string("null").end_array();
        w_.key("patternProperties").begin_object().key("^(201[7-9]|20[2-9][0-9]|2100)$").begin_object();
        body(*shape.each);
        w_.end_object().end_object();
        w_.key("additionalProperties").boolean(false);
        return;
      case Kind::kList:
        w_.key("type").begin_array().string("array").string("null").end_array();
        items(shape);
        return;
      case Kind::kOneOrList:
        w_.key("oneOf").begin_array();
        w_.begin_object();
        body(*shape.each);
        w_.end_object();
        w_.begin_object().key("type").string("array");
        items(shape);
        w_.end_object().end_array();
        return;
      case Kind::kListOrNone:
        w_.key("oneOf").begin_array();
        w_.begin_object()
            .key("enum")
            .begin_array()
            .string("none")
            .string("无")
            .null()
            .end_array()
            .end_object();
        w_.begin_object().key("type").string("array");
        items(shape);
        w_.end_object().end_array();
        return;
      default:
        scalar(shape);
    }
  }

  void items(const Shape& shape) {
    w_.key("maxItems").integer(shape.most);
    w_.key("items").begin_object();
    body(*shape.each);
    w_.end_object();
  }

  void properties(const Shape& shape) {
    w_.key("additionalProperties").boolean(false);
    w_.key("properties").begin_object();
    for (const Field& field : shape.fields) {
      w_.key(field.key).begin_object();
      std::string says = fmt::format("{} / {}", field.en, field.zh);
      if (!field.unit.empty()) says += fmt::format(" [{}]", field.unit);
      w_.key("description").string(says);
      if (!field.laws.empty()) w_.key("x-asked-by").string(field.laws);
      if (!field.fact.empty()) w_.key("x-fact").string(field.fact);
      body(*field.shape);
      w_.end_object();
    }
    w_.end_object();
  }

  void text(std::int64_t longest, std::string_view pattern = {}) {
    w_.key("type").begin_array().string("string").string("null").end_array();
    if (longest > 0) w_.key("maxLength").integer(longest);
    if (!pattern.empty()) w_.key("pattern").string(pattern);
  }

  void scalar(const Shape& shape) {
    switch (shape.kind) {
      case Kind::kBilingual:
        w_.key("oneOf").begin_array().begin_object();
        text(shape.most);
        w_.end_object()
            .begin_object()
            .key("type")
            .string("object")
            .key("additionalProperties")
            .boolean(false);
        w_.key("properties").begin_object();
        for (const char* language : {"en", "zh"}) {
          w_.key(language).begin_object();
          text(shape.most);
          w_.end_object();
        }
        w_.end_object().end_object().end_array();
        return;
      case Kind::kBool:
        w_.key("enum").begin_array().boolean(true).boolean(false).string("unknown").null().end_array();
        return;
      case Kind::kCount:
        w_.key("oneOf").begin_array();
        w_.begin_object()
            .key("type")
            .string("integer")
            .key("minimum")
            .integer(shape.least)
            .key("maximum")
            .integer(shape.most)
            .end_object();
        w_.begin_object().key("enum").begin_array().string("unknown").null().end_array().end_object();
        w_.end_array();
        return;
      case Kind::kDate:
        return text(10, "^([0-9]{4}-[0-9]{2}-[0-9]{2}|unknown)$");
      case Kind::kWord:
        w_.key("enum").begin_array();
        for (const Word& word : shape.words) w_.string(word.word);
        w_.string("unknown").null().end_array();
        return;
      case Kind::kCountry:
        w_.key("$ref").string("#/$defs/country");
        return;
      case Kind::kSymbol:
        return text(40, "^[a-z][a-z0-9_]*$");
      case Kind::kUscc:
        return text(18, "^[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}$");
      case Kind::kEmail:
        return text(254, "@");
      case Kind::kTypeCode:
        return text(40, "^[A-Z]+\\.[A-Z0-9_]+$");
      default:
        return text(shape.kind == Kind::kText ? shape.most : 253);
    }
  }

  JsonWriter w_{2};
};

std::string type_name(const Shape& shape) {
  switch (shape.kind) {
    case Kind::kObject:
      return "mapping";
    case Kind::kObjectOrNone:
      return "mapping, or `none`: all no";
    case Kind::kList:
      return "list of " + type_name(*shape.each);
    case Kind::kOneOrList:
      return fmt::format("{0}, or list of {0}", type_name(*shape.each));
    case Kind::kListOrNone:
      return fmt::format("list of {}, or `none`", type_name(*shape.each));
    case Kind::kYears:
      return "mapping by year";
    case Kind::kText:
      return fmt::format("text ({})", shape.most);
    case Kind::kBilingual:
      return "text, or {en, zh}";
    case Kind::kBool:
      return "yes/no";
    case Kind::kCount:
      return shape.most < 10 ? fmt::format("{} to {}", shape.least, shape.most) : "whole number";
    case Kind::kDate:
      return "date";
    case Kind::kWord:
      return shape.words.size() == 1 ? fmt::format("`{}`", shape.words[0].word) : "word";
    case Kind::kSymbol:
      return "word, open";
    case Kind::kCountry:
      return "country or region";
    case Kind::kUscc:
      return "credit code";
    case Kind::kPersonId:
      return "number, or `withheld`";
    case Kind::kEmail:
      return "e-mail";
    case Kind::kHost:
      return "domain, or `none`";
    case Kind::kAddress:
      return "IP or network, or `none`";
    case Kind::kTypeCode:
      return "type code";
    case Kind::kTextOrObject:
      return "file name, or mapping";
  }
  return "";
}

const Shape& innermost(const Shape& shape) { return shape.each == nullptr ? shape : innermost(*shape.each); }

// Tables of the mappings in `shape`, outer before inner; `heading` is the pointer.
void tables(const Shape& shape, const std::string& heading, std::string& out) {
  const Shape& inner = innermost(shape);
  if (inner.fields.empty()) return;
  out += fmt::format("### `{}`\n\n", heading.empty() ? "/" : heading);
  out +=
      "| key | type | unit | meaning | 含义 | asked by | fact |\n| --- | --- | --- | --- | --- | --- | --- "
      "|\n";
  for (const Field& f : inner.fields) {
    out += fmt::format("| `{}` | {} | {} | {} | {} | {} | {} |\n", f.key, type_name(*f.shape), f.unit, f.en,
                       f.zh, f.laws, f.fact.empty() ? "" : fmt::format("`{}`", f.fact));
  }
  out += "\n";
  for (const Field& f : inner.fields) {
    if (f.shape->kind != Kind::kWord || f.shape->words.size() < 2) continue;
    out += fmt::format("`{}`: ", f.key);
    for (std::size_t i = 0; i < f.shape->words.size(); ++i) {
      const Word& word = f.shape->words[i];
      out += fmt::format("{}`{}` {} {}", i == 0 ? "" : "; ", word.word, word.en, word.zh);
    }
    out += ".\n\n";
  }
  for (const Field& f : inner.fields) {
    std::string pointer = fmt::format("{}/{}", heading, f.key);
    for (const Shape* s = f.shape; s->each != nullptr; s = s->each) pointer += "/*";
    tables(*f.shape, pointer, out);
  }
}

}  // namespace

std::string transfer_json_schema() { return SchemaWriter().write(); }

std::string transfer_key_tables() {
  std::string out;
  tables(transfer_shape(), "", out);
  return out;
}

}  // namespace tidegate::intake
