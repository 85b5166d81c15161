#include "tidegate/base/json.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <nlohmann/json.hpp>

#include "tidegate/base/check.h"
#include "tidegate/base/json_writer.h"

namespace tidegate {
namespace {

// Builds a Json from nlohmann's events; stops at the first fault, which is left in `fault`.
class Builder final : public nlohmann::json_sax<nlohmann::json> {
 public:
  Builder(std::string_view text, bool drops_fractions) : text_(text), drops_fractions_(drops_fractions) {}

  bool null() override { return put(Json()); }
  bool boolean(bool value) override { return put(Json(value)); }
  bool number_integer(number_integer_t value) override { return put(Json(std::int64_t{value})); }
  bool number_unsigned(number_unsigned_t value) override {
    if (value > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) return out_of_range();
    return put(Json(static_cast<std::int64_t>(value)));
  }
  bool number_float(number_float_t, const string_t&) override {
    return drops_fractions_ ? put(Json()) : out_of_range();
  }
  bool string(string_t& value) override { return put(Json(std::move(value))); }
  bool binary(binary_t&) override { return false; }

  bool start_object(std::size_t) override { return open(true); }
  bool start_array(std::size_t) override { return open(false); }
  bool key(string_t& name) override {
    open_.back().key = std::move(name);
    return true;
  }
  bool end_object() override {
    Json::Object members = std::move(open_.back().members);
    std::sort(members.begin(), members.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    const auto twice = std::adjacent_find(members.begin(), members.end(),
                                          [](const auto& a, const auto& b) { return a.first == b.first; });
    if (twice != members.end()) {
      return stop(ErrorCode::kMalformed, "a key stands twice in one object", "一个对象中同一键出现两次");
    }
    open_.pop_back();
    return put(Json(std::move(members)));
  }
  bool end_array() override {
    Json::Array items = std::move(open_.back().items);
    open_.pop_back();
    return put(Json(std::move(items)));
  }
  bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception&) override {
    const std::string_view before = text_.substr(0, position > 0 ? position - 1 : 0);
    const auto line = 1 + std::count(before.begin(), before.end(), '\n');
    const std::size_t last = before.rfind('\n');
    place = fmt::format(":{}:{}", line, before.size() - (last == std::string_view::npos ? 0 : last + 1) + 1);
    if (text_.find_first_not_of(" \t\r\n") == std::string_view::npos) {
      place.clear();
      return stop(ErrorCode::kMalformed, "is empty", "内容为空");
    }
    return stop(ErrorCode::kMalformed, "is not JSON here", "此处不是合法的 JSON");
  }

  Error fault{ErrorCode::kMalformed, "is not JSON", {}, "不是 JSON"};
  std::string place;
  Json result;

 private:
  struct Open {
    bool is_object;
    std::string key;
    Json::Object members;
    Json::Array items;
  };

  bool open(bool is_object) {
    if (open_.size() == static_cast<std::size_t>(kDeepestJson)) {
      return stop(ErrorCode::kLimit, fmt::format("nested deeper than {}", kDeepestJson),
                  fmt::format("嵌套超过 {} 层", kDeepestJson));
    }
    open_.push_back({is_object, {}, {}, {}});
    return true;
  }
  bool put(Json value) {
    if (open_.empty()) {
      result = std::move(value);
    } else if (open_.back().is_object) {
      open_.back().members.emplace_back(std::move(open_.back().key), std::move(value));
    } else {
      open_.back().items.push_back(std::move(value));
    }
    return true;
  }
  bool out_of_range() {
    return stop(ErrorCode::kOutOfRange, "a number is not a whole number of 64 bits", "数值不是 64 位整数");
  }
  bool stop(ErrorCode code, std::string what, std::string what_zh) {
    fault = {code, std::move(what), pointer(), std::move(what_zh)};
    return false;
  }
  std::string pointer() const {
    std::string at;
    for (const Open& level : open_)
      at += level.is_object ? "/" + level.key : fmt::format("/{}", level.items.size());
    return at;
  }

  std::string_view text_;
  bool drops_fractions_;
  std::vector<Open> open_;
};

void write(JsonWriter& out, const Json& value) {
  if (const bool* b = value.boolean()) {
    out.boolean(*b);
  } else if (const std::int64_t* n = value.integer()) {
    out.integer(*n);
  } else if (const std::string* s = value.string()) {
    out.string(*s);
  } else if (const Json::Array* items = value.array()) {
    out.begin_array();
    for (const Json& item : *items) write(out, item);
    out.end_array();
  } else if (const Json::Object* members = value.object()) {
    out.begin_object();
    for (const auto& [key, member] : *members) {
      out.key(key);
      write(out, member);
    }
    out.end_object();
  } else {
    out.null();
  }
}

}  // namespace

Json::Json(Object members) {
  const auto by_key = [](const auto& a, const auto& b) { return a.first < b.first; };
  if (!std::is_sorted(members.begin(), members.end(), by_key))
    std::sort(members.begin(), members.end(), by_key);
  TIDEGATE_CHECK(std::adjacent_find(members.begin(), members.end(), [](const auto& a, const auto& b) {
                   return a.first == b.first;
                 }) == members.end());
  value_ = std::move(members);
}

const Json* Json::find(std::string_view key) const {
  const Object* members = object();
  if (members == nullptr) return nullptr;
  const auto at = std::lower_bound(
      members->begin(), members->end(), key,
      [](const auto& member, std::string_view k) { return std::string_view(member.first) < k; });
  return at != members->end() && at->first == key ? &at->second : nullptr;
}

namespace {

Result<Json> parse(std::string_view text, std::string_view where, bool drops_fractions) {
  Builder builder(text, drops_fractions);
  if (!nlohmann::json::sax_parse(text.begin(), text.end(), &builder)) {
    // "flow.json:/persons/count", as JsonReader tells it; without a document the pointer alone.
    std::string at = std::string(where) + builder.place;
    if (!at.empty() && !builder.fault.where.empty()) at += ':';
    builder.fault.where = at + builder.fault.where;
    return fail(std::move(builder.fault));
  }
  return std::move(builder.result);
}

}  // namespace

Result<Json> parse_json(std::string_view text, std::string_view where) { return parse(text, where, false); }

Result<Json> parse_json_without_fractions(std::string_view text, std::string_view where) {
  return parse(text, where, true);
}

std::string canonical_text(const Json& value) {
  JsonWriter out;
  write(out, value);
  return out.take();
}

}  // namespace tidegate
