#include "tidegate/filing/form.h"

#include <algorithm>
#include <array>

#include "tidegate/base/json_reader.h"

namespace tidegate::filing {
namespace {

constexpr std::array<std::string_view, 15> kTypes{"text",      "long_text", "bilingual", "bool",    "count",
                                                  "date",      "word",      "words",     "country", "uscc",
                                                  "person_id", "email",     "host",      "address", "table"};
constexpr std::array<std::string_view, 4> kNeeded{"optional", "always", "filed", "assessed"};

// One of kTypes, or a list of one.
std::string read_type(const JsonReader& in) {
  std::string type = in.string();
  std::string_view one = type;
  if (one.ends_with("_list")) one.remove_suffix(std::string_view("_list").size());
  if (std::find(kTypes.begin(), kTypes.end(), one) == kTypes.end())
    in.refuse(ErrorCode::kMalformed, "is no kind of field: docs/formats/form.md",
              "不是字段类型，参见 docs/formats/form.md");
  return type;
}

FormField read_field(const JsonReader& in) {
  in.only({"pointer", "label", "type", "most", "unit", "needed", "private", "words", "why", "source"});
  FormField field;
  field.pointer = in.member("pointer").string();
  field.label = in.member("label").text();
  field.type = read_type(in.member("type"));
  if (const auto most = in.optional("most")) field.most = most->integer(0);
  if (const auto unit = in.optional("unit")) field.unit = unit->string();
  field.needed = kNeeded[in.member("needed").one_of(kNeeded)];
  if (const auto secret = in.optional("private")) field.is_private = secret->boolean();
  if (const auto words = in.optional("words")) {
    for (const JsonReader& word : words->items()) {
      word.only({"word", "says"});
      field.words.push_back({word.member("word").string(), word.member("says").text()});
    }
  }
  field.why = in.member("why").text();
  field.source = in.member("source").text();
  return field;
}

}  // namespace

const FormField* Form::find(std::string_view pointer) const {
  const auto at = places.find(pointer);
  return at == places.end() ? nullptr : &tasks[at->second.first].fields[at->second.second];
}

Result<Form> parse_form(std::string_view json, std::string_view where) {
  const auto value = parse_json(json, where);
  if (!value) return fail(value.error());
  JsonFault fault{std::string(where), {}};
  const JsonReader root(*value, fault);
  root.only({"format", "id", "title", "edition", "from", "tasks"});
  Form form;
  if (root.member("format").string() != "tidegate-form/1")
    root.refuse(ErrorCode::kMalformed, "not a form of format tidegate-form/1",
                "不是 tidegate-form/1 格式的表单");
  form.id = root.member("id").string();
  form.title = root.member("title").text();
  form.edition = static_cast<int>(root.member("edition").integer(1, 99));
  form.from = root.member("from").date();
  for (const JsonReader& in : root.member("tasks").items(1, 100)) {
    in.only({"id", "title", "says", "by_recipient", "fields"});
    FormTask& task = form.tasks.emplace_back();
    task.id = in.member("id").string();
    task.title = in.member("title").text();
    task.says = in.member("says").text();
    if (const auto by = in.optional("by_recipient")) task.by_recipient = by->boolean();
    for (const JsonReader& field : in.member("fields").items(1, 1000)) {
      task.fields.push_back(read_field(field));
      const std::pair place{form.tasks.size() - 1, task.fields.size() - 1};
      if (!form.places.emplace(task.fields.back().pointer, place).second)
        field.refuse(ErrorCode::kMalformed, "asked twice", "重复的表单项");
    }
  }
  if (fault.first) return fail(std::move(*fault.first));
  return form;
}

std::string pattern_of(std::string_view pointer) {
  std::string out;
  while (!pointer.empty()) {
    const std::size_t end = pointer.find('/', 1);
    const std::string_view part = pointer.substr(0, end);
    const bool is_number =
        part.size() > 1 && part[0] == '/' &&
        std::all_of(part.begin() + 1, part.end(), [](char c) { return c >= '0' && c <= '9'; });
    out += is_number ? std::string_view("/*") : part;
    pointer.remove_prefix(part.size());
  }
  return out;
}

}  // namespace tidegate::filing
