#include "tidegate/gate/desk/zone_checks.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string_view>

#include "tidegate/intake/format.h"

namespace tidegate::desk {
namespace {

const std::set<std::string>& places() {
  static const auto kPlaces = [] {
    std::set<std::string> all;
    for (const intake::PlacedField& placed : intake::all_fields()) all.insert(placed.pointer);
    return all;
  }();
  return kPlaces;
}

Error fault_at(const std::string& where, const std::string& pointer, std::string what, std::string what_zh) {
  return {ErrorCode::kMalformed, std::move(what), where + ":" + pointer, std::move(what_zh)};
}

Error no_place(const std::string& where, const std::string& pointer, const std::string& place) {
  return fault_at(where, pointer, fmt::format("the declaration has no place {}", place),
                  fmt::format("申报数据中没有 {}", place));
}

std::optional<Error> fault_of_field(const filing::FormField& field, const filing::Form& like,
                                    const std::string& where, const std::string& at) {
  if (!places().contains(field.pointer)) return no_place(where, at + "/pointer", field.pointer);
  const filing::FormField* known = like.find(field.pointer);
  if (known == nullptr) return std::nullopt;
  if (field.type != known->type)
    return fault_at(where, at + "/type",
                    fmt::format("what stands at {} is of the type {}", field.pointer, known->type),
                    fmt::format("{} 的类型应为 {}", field.pointer, known->type));
  for (std::size_t i = 0; i < field.words.size(); ++i) {
    const auto is_word = [&](const filing::FormWord& word) { return word.word == field.words[i].word; };
    if (std::any_of(known->words.begin(), known->words.end(), is_word)) continue;
    return fault_at(where, fmt::format("{}/words/{}/word", at, i),
                    fmt::format("the declaration takes no such word at {}", field.pointer),
                    fmt::format("{} 不接受该取值", field.pointer));
  }
  return std::nullopt;
}

std::optional<Error> fault_of_content(const filing::Content& content, const std::string& where,
                                      const std::string& at) {
  using Kind = filing::Content::Kind;
  if (content.kind != Kind::kValue && content.kind != Kind::kFields && content.kind != Kind::kEach)
    return std::nullopt;
  if (!places().contains(content.pointer)) return no_place(where, at, content.pointer);
  if (content.kind == Kind::kValue) return std::nullopt;
  const std::string within = content.pointer + (content.kind == Kind::kEach ? "/*/" : "/");
  for (const std::string& key : content.keys) {
    if (!places().contains(within + key)) return no_place(where, at + "/keys", within + key);
  }
  return std::nullopt;
}

std::optional<Error> fault_of_table(const filing::TablePlan& table, const std::string& where,
                                    const std::string& at) {
  if (table.each.empty()) return std::nullopt;
  if (!places().contains(table.each)) return no_place(where, at + "/each", table.each);
  for (const filing::Column& column : table.columns) {
    const std::string place = table.each + "/*/" + column.key;
    if (column.key != "#" && !places().contains(place)) return no_place(where, at + "/columns", place);
  }
  return std::nullopt;
}

}  // namespace

std::optional<Error> fault_of_sectors(const DeskRules& rules, const std::string& where) {
  for (std::size_t i = 0; i < rules.gates.size(); ++i) {
    const std::string& sector = rules.gates[i].sector;
    if (sector.empty() || !intake::sector_name(sector).en.empty()) continue;
    const std::string meant = intake::sectors_called(sector);
    return fault_at(
        where, fmt::format("/gates/{}/sector", i),
        fmt::format("no filing is of this sector, and the gate would never be asked: "
                    "scenario.industry of docs/formats/transfer.md lists them{}",
                    meant.empty() ? "" : "; is it " + meant + "?"),
        fmt::format("没有申报属于该行业，该环节将永不被征询：行业取值见 docs/formats/transfer.md 的 "
                    "scenario.industry{}",
                    meant.empty() ? "" : "；是否为 " + meant));
  }
  return std::nullopt;
}

std::optional<Error> fault_of_form(const filing::Form& form, const filing::Form& like,
                                   const std::string& where) {
  for (std::size_t i = 0; i < form.tasks.size(); ++i) {
    for (std::size_t j = 0; j < form.tasks[i].fields.size(); ++j) {
      if (auto fault =
              fault_of_field(form.tasks[i].fields[j], like, where, fmt::format("/tasks/{}/fields/{}", i, j)))
        return fault;
    }
  }
  return std::nullopt;
}

std::optional<Error> fault_of_template(const filing::FilingTemplate& plan, const std::string& where) {
  for (std::size_t i = 0; i < plan.documents.size(); ++i) {
    const auto& sections = plan.documents[i].sections;
    for (std::size_t j = 0; j < sections.size(); ++j) {
      for (std::size_t k = 0; k < sections[j].contents.size(); ++k) {
        const std::string at = fmt::format("/documents/{}/sections/{}/contents/{}", i, j, k);
        if (auto fault = fault_of_content(sections[j].contents[k], where, at)) return fault;
      }
    }
  }
  for (std::size_t i = 0; i < plan.tables.size(); ++i) {
    if (auto fault = fault_of_table(plan.tables[i], where, fmt::format("/tables/{}", i))) return fault;
  }
  return std::nullopt;
}

}  // namespace tidegate::desk
