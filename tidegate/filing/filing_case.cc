#include "tidegate/filing/filing_case.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace tidegate::filing {
namespace {

constexpr std::array<std::string_view, 12> kMonths{"January",   "February", "March",    "April",
                                                   "May",       "June",     "July",     "August",
                                                   "September", "October",  "November", "December"};

bool is_number(std::string_view text) {
  return !text.empty() && text.size() < 19 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string with_unit(const FilingCase& c, std::string_view text, const FormField& field) {
  if (!is_number(text) || field.unit.empty()) return std::string(text);
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 3> kZh{
      {{"persons", "人"}, {"years", "年"}, {"circuits", "条"}}};
  if (c.lang == Lang::kEn) return fmt::format("{} {}", grouped(text), field.unit);
  const auto at =
      std::find_if(kZh.begin(), kZh.end(), [&](const auto& unit) { return unit.first == field.unit; });
  return fmt::format("{} {}", grouped(text), at == kZh.end() ? std::string_view(field.unit) : at->second);
}

std::string shown_text(const FilingCase& c, const std::string& text, const FormField* field) {
  const bool is_zh = c.lang == Lang::kZh;
  if (field == nullptr) return text;
  if (field->type == "bool") {
    if (text == "true" || text == "yes") return is_zh ? "是" : "yes";
    if (text == "false" || text == "no") return is_zh ? "否" : "no";
  }
  if (field->type == "date") {
    if (const auto day = Date::parse(text)) return shown_day(*day, c.lang);
  }
  if (field->type == "country" && c.region != nullptr) return std::string(c.in(c.region(text)));
  if (field->type == "person_id") return is_zh ? "（见所附证件）" : "(on the attached paper)";
  for (const FormWord& word : field->words) {
    if (word.word == text) return std::string(c.in(word.says));
  }
  if (text == "none" && field->type != "text" && field->type != "long_text") return is_zh ? "无" : "none";
  return with_unit(c, text, *field);
}

}  // namespace

const Json* value_at(const Json& root, std::string_view pointer) {
  const Json* at = &root;
  while (at != nullptr && !pointer.empty()) {
    const std::size_t end = pointer.find('/', 1);
    const std::string_view key = pointer.substr(1, end == std::string_view::npos ? end : end - 1);
    if (const auto* list = at->array()) {
      std::size_t i = 0;
      const auto [stop, error] = std::from_chars(key.data(), key.data() + key.size(), i);
      at =
          error == std::errc{} && stop == key.data() + key.size() && i < list->size() ? &(*list)[i] : nullptr;
    } else {
      at = at->find(key);
    }
    pointer.remove_prefix(end == std::string_view::npos ? pointer.size() : end);
  }
  return at;
}

std::string text_at(const Json& root, std::string_view pointer) {
  const Json* value = value_at(root, pointer);
  return value == nullptr || value->string() == nullptr ? std::string() : *value->string();
}

std::string shown_day(Date day, Lang lang) {
  if (lang == Lang::kZh) return fmt::format("{}年{}月{}日", day.year(), day.month(), day.day());
  return fmt::format("{} {} {}", day.day(), kMonths[static_cast<std::size_t>(day.month() - 1)], day.year());
}

std::string shown(const FilingCase& c, const Json& value, const FormField* field) {
  if (const auto* text = value.string()) return shown_text(c, *text, field);
  if (const auto* list = value.array()) {
    std::string out;
    for (const Json& element : *list) {
      const std::string one = shown(c, element, field);
      if (one.empty()) continue;
      if (!out.empty()) out += c.lang == Lang::kZh ? "、" : ", ";
      out += one;
    }
    return out;
  }
  // A text in two languages.
  const Json* own = value.find(c.lang == Lang::kZh ? "zh" : "en");
  if (own == nullptr) own = value.find(c.lang == Lang::kZh ? "en" : "zh");
  return own == nullptr || own->string() == nullptr ? std::string() : *own->string();
}

std::string shown_at(const FilingCase& c, std::string_view pointer) {
  const Json* value = value_at(c.declaration, pointer);
  return value == nullptr ? std::string() : shown(c, *value, c.form.find(pattern_of(pointer)));
}

std::string grouped(std::string_view number) {
  std::string out;
  for (std::size_t i = 0; i < number.size(); ++i) {
    if (i > 0 && (number.size() - i) % 3 == 0) out += ',';
    out += number[i];
  }
  return is_number(number) ? out : std::string(number);
}

std::string label_of(const FilingCase& c, std::string_view pointer) {
  const FormField* field = c.form.find(pattern_of(pointer));
  if (field != nullptr) return std::string(c.in(field->label));
  const std::size_t slash = pointer.rfind('/');
  return std::string(slash == std::string_view::npos ? pointer : pointer.substr(slash + 1));
}

std::string_view blank_mark(Lang lang) { return lang == Lang::kZh ? "（待填写）" : "(to be filled in)"; }

std::string filled(const FilingCase& c, std::string_view pattern) {
  const auto count = [&](std::string_view pointer) {
    const Json* list = value_at(c.declaration, pointer);
    return std::to_string(list == nullptr || list->array() == nullptr ? 0 : list->array()->size());
  };
  const auto value_of = [&](std::string_view name) -> std::string {
    if (name == "name") return shown_at(c, "/processor/name");
    if (name == "uscc") return shown_at(c, "/processor/uscc");
    if (name == "province") return shown_at(c, "/filing/province");
    if (name == "day") return shown_day(c.day, c.lang);
    if (name == "route") {
      const FormField* field = c.form.find("/filing/route");
      return shown(c, Json(c.route), field);
    }
    if (name == "authority") return filled(c, c.in(c.plan.authority));
    if (name == "template") return std::string(c.in(c.plan.title));
    if (name == "items") return count("/scenario/items");
    if (name == "recipients") return count("/scenario/recipients");
    if (name == "summary") return shown_at(c, "/scenario/summary");
    return fmt::format("{{{}}}", name);
  };
  std::string out;
  while (!pattern.empty()) {
    const std::size_t open = pattern.find('{');
    const std::size_t close = open == std::string_view::npos ? open : pattern.find('}', open);
    out += pattern.substr(0, close == std::string_view::npos ? close : open);
    if (close == std::string_view::npos) break;
    const std::string value = value_of(pattern.substr(open + 1, close - open - 1));
    out += value.empty() ? std::string(blank_mark(c.lang)) : value;
    pattern.remove_prefix(close + 1);
  }
  return out;
}

std::vector<const Finding*> open_findings(const FilingCase& c, bool with_warnings) {
  std::vector<const Finding*> out;
  for (const Finding& f : c.findings) {
    if (f.state == CheckState::kFails && (with_warnings || f.severity != Severity::kWarns)) out.push_back(&f);
  }
  return out;
}

}  // namespace tidegate::filing
