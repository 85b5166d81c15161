#include "tidegate/law/json_object.h"

#include <fmt/format.h>

#include <algorithm>

namespace tidegate::law {
namespace {

const Json::Array kNoElements;
constexpr std::size_t kMaxTexts = 64;

}  // namespace

bool is_id(std::string_view text) {
  if (text.empty() || text.size() > 96 || text.front() < 'a' || text.front() > 'z' || text.back() == '.')
    return false;
  return std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
  });
}

JsonObject::JsonObject(const Json& value, std::string pointer, JsonFault& fault)
    : value_(&value), pointer_(std::move(pointer)), fault_(fault) {
  if (value.object() == nullptr) fault_.set(pointer_, "is not an object", "不是对象");
}

bool JsonObject::has(std::string_view key) const { return value_->find(key) != nullptr; }
std::string JsonObject::pointer(std::string_view key) const { return fmt::format("{}/{}", pointer_, key); }

const Json* JsonObject::take(std::string_view key, bool required) {
  asked_.emplace_back(key);
  const Json* found = value_->find(key);
  if (found == nullptr && required) {
    fault_.set(pointer_, fmt::format("lacks the key \"{}\"", key), fmt::format("缺少键“{}”", key));
  }
  return found;
}

void JsonObject::wrong(std::string_view key, std::string_view wants, std::string_view wants_zh) {
  fault_.set(pointer(key), fmt::format("is not {}", wants), fmt::format("不是{}", wants_zh));
}

const Json* JsonObject::raw(std::string_view key, bool required) { return take(key, required); }

std::string JsonObject::text(std::string_view key, bool required) {
  const Json* found = take(key, required);
  if (found == nullptr) return {};
  if (found->string() == nullptr || found->string()->empty()) {
    wrong(key, "a text", "非空文本");
    return {};
  }
  return *found->string();
}

std::string JsonObject::id(std::string_view key, bool required) {
  std::string found = text(key, required);
  if (!found.empty() && !is_id(found)) wrong(key, "an id", "标识符");
  return found;
}

std::int64_t JsonObject::integer(std::string_view key, std::int64_t otherwise, bool required) {
  const Json* found = take(key, required);
  if (found == nullptr) return otherwise;
  if (found->integer() == nullptr) {
    wrong(key, "a whole number", "整数");
    return otherwise;
  }
  return *found->integer();
}

bool JsonObject::boolean(std::string_view key, bool otherwise) {
  const Json* found = take(key, false);
  if (found == nullptr) return otherwise;
  if (found->boolean() == nullptr) {
    wrong(key, "true or false", "布尔值");
    return otherwise;
  }
  return *found->boolean();
}

Date JsonObject::date(std::string_view key, Date otherwise, bool required) {
  const Json* found = take(key, required);
  if (found == nullptr) return otherwise;
  if (found->string() != nullptr) {
    if (const auto day = Date::parse(*found->string())) return *day;
  }
  wrong(key, "a date as YYYY-MM-DD", " YYYY-MM-DD 格式的日期");
  return otherwise;
}

DateInterval JsonObject::interval(Date open_from) {
  DateInterval days;
  days.from = date("from", open_from, false);
  days.to = date("to", days.to, false);
  if (days.to <= days.from) fault_.set(pointer("to"), "does not lie after \"from\"", "不晚于 from");
  return days;
}

Text JsonObject::both(std::string_view key, bool required) {
  const Json* found = take(key, required);
  if (found == nullptr) return {};
  JsonObject object(*found, pointer(key), fault_);
  Text text{object.text("en"), object.text("zh")};
  object.finish();
  return text;
}

std::vector<std::string> JsonObject::texts(std::string_view key) {
  std::vector<std::string> found;
  const Json::Array& elements = array(key);
  if (elements.size() > kMaxTexts) {
    fault_.set(pointer(key), fmt::format("has more than {} elements", kMaxTexts),
               fmt::format("超过 {} 个元素", kMaxTexts), ErrorCode::kLimit);
    return found;
  }
  for (std::size_t i = 0; i < elements.size(); ++i) {
    const std::string* one = elements[i].string();
    const std::string at = fmt::format("{}/{}/{}", pointer_, key, i);
    if (one == nullptr || one->empty()) {
      fault_.set(at, "is not a text", "不是非空文本");
    } else if (std::find(found.begin(), found.end(), *one) != found.end()) {
      fault_.set(at, fmt::format("names \"{}\" a second time", *one), fmt::format("重复列出“{}”", *one));
    } else {
      found.push_back(*one);
    }
  }
  return found;
}

const Json::Array& JsonObject::array(std::string_view key, bool required) {
  const Json* found = take(key, required);
  if (found == nullptr) return kNoElements;
  if (found->array() == nullptr) {
    wrong(key, "an array", "数组");
    return kNoElements;
  }
  return *found->array();
}

void JsonObject::finish() {
  const Json::Object* members = value_->object();
  if (members == nullptr) return;
  for (const auto& [key, ignored] : *members) {
    if (std::find(asked_.begin(), asked_.end(), key) == asked_.end()) {
      fault_.set(pointer(key), "is a key that the format does not know", "不是本格式规定的键");
    }
  }
}

}  // namespace tidegate::law
