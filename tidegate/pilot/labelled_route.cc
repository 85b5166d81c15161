#include "tidegate/pilot/labelled_route.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <utility>

namespace tidegate {
namespace {

using Line = nlohmann::json;

tl::unexpected<Error> malformed(std::string_view where, std::string pointer, std::string what) {
  return fail({ErrorCode::kMalformed, std::move(what), fmt::format("{}:{}", where, pointer)});
}

// A scalar as a fact. Texts in the shape of a day are days.
std::optional<FactValue> fact_of(const Line& value) {
  if (value.is_null()) return Unknown{};
  if (value.is_boolean()) return value.get<bool>();
  if (value.is_number_integer()) return value.get<std::int64_t>();
  if (!value.is_string()) return std::nullopt;
  auto text = value.get<std::string>();
  if (const auto day = Date::parse(text)) return *day;
  return Symbol{std::move(text)};
}

constexpr int kDeepest = 6;  // objects within objects; the vocabulary needs three

// Adds every scalar below `value` under its dotted path.
bool flatten(const std::string& path, const Line& value, Facts& into, int depth = 0) {
  if (value.is_object()) {
    if (depth == kDeepest) return false;
    for (const auto& [key, child] : value.items()) {
      if (!flatten(path.empty() ? key : path + "." + key, child, into, depth + 1)) return false;
    }
    return true;
  }
  auto fact = fact_of(value);
  if (!fact) return false;
  into.set(path, std::move(*fact));
  return true;
}

std::vector<std::string> strings(const Line& object, const char* key) {
  return object.contains(key) ? object.at(key).get<std::vector<std::string>>() : std::vector<std::string>{};
}

LabelledRoute label_of(const Line& line) {
  const Line& expected = line.at("expected");
  LabelledRoute label;
  label.id = line.at("id").get<std::string>();
  label.law = line.at("law").get<std::string>();
  label.route = expected.at("route").get<std::string>();
  label.exemptions = strings(expected, "exemptions");
  label.legal_basis = strings(expected, "legal_basis");
  label.obligations = strings(expected, "obligations");
  label.gates = strings(expected, "gates");
  label.also_allowed = strings(expected, "also_allowed");
  if (const Line authority = expected.value("authority", Line()); authority.is_string()) {
    label.authority = authority.get<std::string>();
  }
  if (const Line months = expected.value("validity_months", Line()); months.is_number_integer()) {
    label.validity_months = months.get<int>();
  }
  if (const Line flip = expected.value("nearest_flip_by_count", Line()); flip.is_object()) {
    label.nearest_flip =
        CountFlip{flip.at("item").get<std::size_t>(), flip.at("to_subjects").get<std::int64_t>(),
                  flip.at("new_route").get<std::string>()};
  }
  if (expected.contains("missing_facts")) label.missing_facts = strings(expected, "missing_facts");
  return label;
}

// Keys that describe the line, not the flow.
bool is_fact_section(const std::string& key) {
  return key != "id" && key != "title" && key != "law" && key != "as_of" && key != "data" &&
         key != "expected" && key != "source" && key != "confidence";
}

Result<LabelledCase> case_of(const Line& line, std::string_view where) {
  LabelledCase found;
  const auto day = Date::parse(line.at("as_of").get<std::string>());
  if (!day) return malformed(where, "/as_of", day.error().what);
  found.as_of = *day;
  found.facts.absent = Absent::kNo;
  for (const auto& [key, value] : line.items()) {
    if (!is_fact_section(key)) continue;
    if (!flatten(key, value, found.facts.flow))
      return malformed(where, "/" + key, "a fact is neither yes, no, number, name nor null");
  }
  found.label = label_of(line);
  const bool whole_flow_says_personal =
      found.label.law == "EU" && found.facts.flow.find("facts.personal_data") != nullptr;
  for (const Line& item : line.value("data", Line::array())) {
    Facts facts;
    if (!item.is_object() || !flatten("", item, facts)) {
      return malformed(where, fmt::format("/data/{}", found.facts.items.size()), "not an object of facts");
    }
    const FactValue* subjects = facts.find("subjects");
    const auto* count = subjects == nullptr ? nullptr : std::get_if<std::int64_t>(subjects);
    found.label.subjects.push_back(count == nullptr ? 0 : *count);
    if (whole_flow_says_personal) facts.erase("personal");
    found.facts.items.push_back(std::move(facts));
  }
  return found;
}

}  // namespace

Result<LabelledCase> parse_labelled_case(std::string_view line, std::string_view where) {
  try {
    return case_of(Line::parse(line), where);
  } catch (const Line::exception& e) {
    return fail({ErrorCode::kMalformed, e.what(), std::string(where)});
  }
}

Result<std::vector<LabelledCase>> parse_labelled_cases(std::string_view text, std::string_view name) {
  std::vector<LabelledCase> cases;
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
    auto one = parse_labelled_case(line, fmt::format("{}:{}", name, number));
    if (!one) return fail(one.error());
    cases.push_back(std::move(*one));
  }
  return cases;
}

}  // namespace tidegate
