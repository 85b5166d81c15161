#include "tidegate/classify/taxonomy.h"

#include <algorithm>

#include "tidegate/base/json.h"
#include "tidegate/classify/tsv.h"

namespace tidegate {
namespace {

std::string text_of(const Json& row, std::string_view key) {
  const Json* member = row.find(key);
  const std::string* text = member == nullptr ? nullptr : member->string();
  return text == nullptr ? std::string() : *text;
}

// The level that bench scoring and readers use: secrets first, then persons, then hints of importance.
Sensitivity class_of(const std::string& code, const std::string& cn_class, int important_hint) {
  if (code.starts_with("SEC.")) return Sensitivity::kSecret;
  if (cn_class == "SPI") return Sensitivity::kSensitive;
  if (cn_class == "PI") return Sensitivity::kPersonal;
  return important_hint >= 2 ? Sensitivity::kImportant : Sensitivity::kNone;
}

std::optional<Sensitivity> class_named(std::string_view name) {
  for (const Sensitivity s : {Sensitivity::kNone, Sensitivity::kImportant, Sensitivity::kPersonal,
                              Sensitivity::kSensitive, Sensitivity::kSecret}) {
    if (name == to_string(s)) return s;
  }
  return std::nullopt;
}

}  // namespace

Result<Taxonomy> Taxonomy::parse(std::string_view taxonomy_json, std::string_view classes_tsv) {
  constexpr std::string_view kJsonName = "models/taxonomy.json";
  constexpr std::string_view kClassesName = "models/type_classes.tsv";
  const auto json = parse_json(taxonomy_json, kJsonName);
  if (!json) return fail(json.error());
  if (json->array() == nullptr) {
    return fail({ErrorCode::kMalformed, "the taxonomy is not an array", std::string(kJsonName)});
  }
  Taxonomy out;
  for (const Json& row : *json->array()) {
    if (text_of(row, "level") == "group") continue;
    TypeInfo info;
    info.code = text_of(row, "code");
    info.name = {text_of(row, "name_en"), text_of(row, "name_zh")};
    info.is_core = text_of(row, "level") == "core";
    const Json* hint = row.find("important_data");
    if (hint != nullptr && hint->integer() != nullptr)
      info.important_hint = static_cast<int>(*hint->integer());
    info.today = class_of(info.code, text_of(row, "cn_class"), info.important_hint);
    info.cn_basis = text_of(row, "cn_basis");
    info.important_basis = text_of(row, "important_basis");
    info.us_category = text_of(row, "us_28cfr202");
    info.gdpr_special = text_of(row, "gdpr");
    if (info.code.empty() || info.name.empty()) {
      return fail({ErrorCode::kMalformed, "a type without code or name", std::string(kJsonName)});
    }
    out.types_.push_back(std::move(info));
  }
  if (out.types_.empty() || out.types_.size() > 250) {
    return fail(
        {ErrorCode::kMalformed, "the taxonomy holds no type, or more than 250", std::string(kJsonName)});
  }
  for (const TsvRow& row : tsv_rows(classes_tsv)) {
    const auto type = out.find(row.field(0));
    const auto from = row.field(1).empty() ? Result<Date>(DateInterval{}.from) : Date::parse(row.field(1));
    const auto to = row.field(2).empty() ? Result<Date>(DateInterval{}.to) : Date::parse(row.field(2));
    const auto sensitivity = class_named(row.field(3));
    if (!type || !from || !to || !sensitivity) {
      return fail({ErrorCode::kMalformed, "a row names no type, day or class that there is",
                   row.place(kClassesName)});
    }
    out.classes_.push_back({*type, {*from, *to}, *sensitivity, std::string(row.field(4))});
  }
  return out;
}

std::optional<TypeIndex> Taxonomy::find(std::string_view code) const {
  const auto at =
      std::find_if(types_.begin(), types_.end(), [&](const TypeInfo& t) { return t.code == code; });
  if (at == types_.end()) return std::nullopt;
  return static_cast<TypeIndex>(at - types_.begin());
}

const Taxonomy::DatedClass* Taxonomy::dated_class(TypeIndex type, Date day) const {
  const auto at = std::find_if(classes_.rbegin(), classes_.rend(),
                               [&](const DatedClass& c) { return c.type == type && c.days.contains(day); });
  return at == classes_.rend() ? nullptr : &*at;
}

Sensitivity Taxonomy::sensitivity_on(std::string_view code, Date day) const {
  const auto type = find(code);
  if (!type) return Sensitivity::kNone;
  const Sensitivity today = at(*type).today;
  if (today == Sensitivity::kSecret) return today;
  const DatedClass* dated = dated_class(*type, day);
  return dated == nullptr ? today : dated->sensitivity;
}

std::string_view Taxonomy::class_source_on(std::string_view code, Date day) const {
  const auto type = find(code);
  if (!type) return {};
  const DatedClass* dated = dated_class(*type, day);
  return dated == nullptr ? std::string_view(at(*type).cn_basis) : std::string_view(dated->source);
}

}  // namespace tidegate
