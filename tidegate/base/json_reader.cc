#include "tidegate/base/json_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace tidegate {
namespace {

const Json& null_json() {
  static const Json kNull;
  return kNull;
}

}  // namespace

void JsonReader::refuse(ErrorCode code, std::string what, std::string what_zh) const {
  if (fault_->first) return;
  fault_->first = Error{code, std::move(what), fault_->document + ":" + pointer_, std::move(what_zh)};
}

JsonReader JsonReader::member(std::string_view key) const {
  std::string at = fmt::format("{}/{}", pointer_, key);
  if (const Json* found = value_->find(key)) return {*found, *fault_, std::move(at)};
  if (value_->object() == nullptr) {
    refuse(ErrorCode::kMalformed, "is not an object", "不是对象");
  } else {
    refuse(ErrorCode::kMalformed, fmt::format("lacks \"{}\"", key), fmt::format("缺少“{}”", key));
  }
  return {null_json(), *fault_, std::move(at)};
}

std::optional<JsonReader> JsonReader::optional(std::string_view key) const {
  const Json* found = value_->find(key);
  if (found == nullptr) return std::nullopt;
  return JsonReader(*found, *fault_, fmt::format("{}/{}", pointer_, key));
}

void JsonReader::only(std::initializer_list<std::string_view> keys) const {
  const Json::Object* members = value_->object();
  if (members == nullptr) return refuse(ErrorCode::kMalformed, "is not an object", "不是对象");
  for (const auto& [key, unused] : *members) {
    if (std::find(keys.begin(), keys.end(), key) != keys.end()) continue;
    return refuse(ErrorCode::kMalformed, fmt::format("does not know the key \"{}\"", key),
                  fmt::format("不认识的键“{}”", key));
  }
}

std::vector<JsonReader> JsonReader::items(std::size_t least, std::size_t most) const {
  std::vector<JsonReader> out;
  const Json::Array* array = value_->array();
  if (array == nullptr) {
    refuse(ErrorCode::kMalformed, "is not an array", "不是数组");
    return out;
  }
  if (array->size() < least || array->size() > most) {
    const bool is_short = array->size() < least;
    const std::size_t bound = is_short ? least : most;
    refuse(ErrorCode::kOutOfRange,
           fmt::format(fmt::runtime(is_short ? "has {} elements: at least {} must be there"
                                             : "has {} elements: at most {} may be there"),
                       array->size(), bound),
           fmt::format("有 {} 个元素，{} {} 个", array->size(), is_short ? "至少须有" : "至多可有", bound));
    return out;
  }
  out.reserve(array->size());
  for (const Json& item : *array) out.emplace_back(item, *fault_, fmt::format("{}/{}", pointer_, out.size()));
  return out;
}

std::string JsonReader::string() const {
  if (const std::string* s = value_->string()) return *s;
  refuse(ErrorCode::kMalformed, "is not a string", "不是字符串");
  return {};
}

std::int64_t JsonReader::integer(std::int64_t least, std::int64_t most) const {
  const std::int64_t* n = value_->integer();
  if (n == nullptr) {
    refuse(ErrorCode::kMalformed, "is not a whole number", "不是整数");
    return least;
  }
  if (*n < least || *n > most) {
    refuse(ErrorCode::kOutOfRange, fmt::format("{} is outside {}..{}", *n, least, most),
           fmt::format("{} 不在 {}..{} 之间", *n, least, most));
    return least;
  }
  return *n;
}

bool JsonReader::boolean() const {
  if (const bool* b = value_->boolean()) return *b;
  refuse(ErrorCode::kMalformed, "is neither true nor false", "不是真或假");
  return false;
}

Date JsonReader::date() const {
  const std::string written = string();
  if (fault_->first) return {};
  const auto day = Date::parse(written);
  if (day) return *day;
  refuse(ErrorCode::kMalformed, "is not a day as YYYY-MM-DD", "不是 YYYY-MM-DD 形式的日期");
  return {};
}

Text JsonReader::text() const {
  only({"en", "zh"});
  Text both{member("en").string(), member("zh").string()};
  if (both.en.empty() || both.zh.empty()) {
    refuse(ErrorCode::kMalformed, "lacks the text in one language", "缺少一种语言的文字");
  }
  return both;
}

std::vector<std::string> JsonReader::strings() const {
  std::vector<std::string> out;
  for (const JsonReader& item : items()) out.push_back(item.string());
  return out;
}

std::size_t JsonReader::one_of(std::span<const std::string_view> names) const {
  const std::string name = string();
  const auto at = std::find(names.begin(), names.end(), name);
  if (at != names.end()) return static_cast<std::size_t>(at - names.begin());
  const std::string allowed = fmt::format("{}", fmt::join(names, ", "));
  refuse(ErrorCode::kMalformed, "is none of the names allowed here: " + allowed,
         "不在允许的取值之中：" + allowed);
  return 0;
}

}  // namespace tidegate
