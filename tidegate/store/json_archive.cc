#include "tidegate/store/json_archive.h"

#include "tidegate/base/utf8.h"

namespace tidegate::store {

// What is not UTF-8 (a file's name) is written with U+FFFD: the bytes of a record are always valid JSON.
Json encode(const std::string& v) { return Json(valid_utf8(v)); }

// The open end of an interval is past the year 9999; it is a default and never written.
Json encode(Date v) { return Json(v.str()); }

Json encode(const FactValue& v) {
  if (const bool* b = std::get_if<bool>(&v)) return Json(*b);
  if (const std::int64_t* n = std::get_if<std::int64_t>(&v)) return Json(*n);
  if (const Date* d = std::get_if<Date>(&v)) return Json(Json::Object{{"date", encode(*d)}});
  if (const Symbol* s = std::get_if<Symbol>(&v)) return encode(s->name);
  return Json();
}

Json encode(const Facts& v) {
  Json::Object members;
  for (const auto& [name, value] : v.all()) members.emplace_back(name, encode(value));
  return Json(std::move(members));
}

void decode(const JsonReader& in, std::string& v) { v = in.string(); }

void decode(const JsonReader& in, Date& v) { v = in.date(); }

void decode(const JsonReader& in, FactValue& v) {
  if (in.is_null()) {
    v = Unknown{};
  } else if (in.value().boolean() != nullptr) {
    v = in.boolean();
  } else if (in.value().integer() != nullptr) {
    v = in.integer();
  } else if (in.value().object() != nullptr) {
    in.only({"date"});
    v = in.member("date").date();
  } else {
    v = Symbol{in.string()};
  }
}

void decode(const JsonReader& in, Facts& v) {
  v = Facts();
  const Json::Object* members = in.value().object();
  if (members == nullptr) return in.refuse(ErrorCode::kMalformed, "is not an object", "不是对象");
  for (const auto& [name, unused] : *members) {
    FactValue value;
    decode(in.member(name), value);
    v.set(name, std::move(value));
  }
}

void FieldReader::finish() const {
  const Json::Object* members = in_.value().object();
  if (members == nullptr) return in_.refuse(ErrorCode::kMalformed, "is not an object", "不是对象");
  for (const auto& [key, unused] : *members) {
    if (std::find(keys_.begin(), keys_.end(), key) != keys_.end()) continue;
    return in_.refuse(ErrorCode::kMalformed, "does not know the key \"" + key + "\"",
                      "不认识的键“" + key + "”");
  }
}

}  // namespace tidegate::store
