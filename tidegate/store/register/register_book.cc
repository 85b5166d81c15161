#include "tidegate/store/register/register_book.h"

#include <algorithm>
#include <set>
#include <utility>

#include "tidegate/base/hash.h"
#include "tidegate/store/json_archive.h"
#include "tidegate/store/private_files.h"

namespace tidegate {
namespace store {

template <>
struct Fields<RegisterKey> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) {
    io("year", v.year);
    io("check", v.check);
    io("destroyed", v.destroyed);
  }
};
template <>
struct Fields<RegisterSet> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) {
    io("year", v.year);
    io("sha256", v.sha256);
  }
};
template <>
struct Fields<RegisterPart> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) {
    io("counters", v.counters);
    io("sensitive_only", v.sensitive_only);
    io("persons", v.persons);
    io("sets", v.sets);
  }
};
template <>
struct Fields<Retraction> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) {
    io("on", v.on);
    io("reason", v.reason);
  }
};
template <>
struct Fields<RegisterEntry> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) {
    io("id", v.id);
    io("on", v.on);
    io("record", v.record);
    io("recipient", v.recipient);
    io("region", v.region);
    io("persons", v.persons);
    io("without_data", v.without_data);
    io("parts", v.parts);
    io("retracted", v.retracted);
  }
};
template <>
struct Fields<RegisterExporter> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) {
    io("id", v.id);
    io("name", v.name);
    io("uscc", v.uscc);
    io("complete_from", v.complete_from);
    io("complete_said", v.complete_said);
    io("keys", v.keys);
    io("entries", v.entries);
  }
};
template <>
struct Fields<RegisterBook> {
  static constexpr bool is_described = true;
  static void each(auto& io, auto& v) { io("exporters", v.exporters); }
};

}  // namespace store

namespace {

constexpr std::string_view kFormat = "tidegate.register/1";
constexpr std::string_view kDocument = "register/book";

tl::unexpected<Error> corrupt(std::string what, std::string what_zh) {
  return fail({ErrorCode::kCorrupt, "the register is not sound: " + what, std::string(kDocument),
               "出境登记簿不完好：" + what_zh});
}

bool is_hash(std::string_view text, std::size_t digits) {
  return text.size() == digits && store::is_lower_hex(text);
}

bool is_year(int year) { return year >= 1 && year <= 9999; }

bool is_sound(const RegisterEntry& entry) {
  if (!is_hash(entry.id, 12) || !is_hash(entry.record, 64) || entry.persons < 0) return false;
  return std::all_of(entry.parts.begin(), entry.parts.end(), [](const RegisterPart& part) {
    return part.persons >= 0 && std::all_of(part.sets.begin(), part.sets.end(), [](const RegisterSet& set) {
             return is_year(set.year) && (set.sha256.empty() || is_hash(set.sha256, 64));
           });
  });
}

bool is_sound(const RegisterExporter& exporter) {
  std::set<std::string_view> ids;
  std::set<int> years;
  for (const RegisterEntry& entry : exporter.entries) {
    if (!is_sound(entry) || !ids.insert(entry.id).second) return false;
  }
  for (const RegisterKey& key : exporter.keys) {
    if (!is_year(key.year) || !is_hash(key.check, 16) || !years.insert(key.year).second) return false;
  }
  return is_hash(exporter.id, 16);
}

}  // namespace

std::string write_book(const RegisterBook& book) {
  Json::Object members = *store::encode(book).object();
  members.emplace_back("format", Json(std::string(kFormat)));
  const std::string text = canonical_text(Json(std::move(members)));
  return text + "\n" + sha256_hex(text) + "\n";
}

Result<RegisterBook> read_book(std::string_view bytes) {
  if (bytes.size() > kLargestBook) return corrupt("it is larger than 64 MiB", "超过 64 MiB");
  const std::size_t end = bytes.find('\n');
  if (end == std::string_view::npos) return corrupt("it is cut short", "不完整");
  const std::string_view text = bytes.substr(0, end);
  if (bytes.substr(end + 1) != sha256_hex(text) + "\n")
    return corrupt("its bytes do not match its hash", "内容与其散列不符");
  const auto json = parse_json(text, kDocument);
  if (!json || json->object() == nullptr) return corrupt("it is no JSON object", "不是 JSON 对象");
  const Json* format = json->find("format");
  if (format == nullptr || format->string() == nullptr || *format->string() != kFormat)
    return corrupt("it is of another format than tidegate.register/1", "格式不是 tidegate.register/1");
  Json::Object members;
  std::copy_if(json->object()->begin(), json->object()->end(), std::back_inserter(members),
               [](const auto& member) { return member.first != "format"; });
  const Json body(std::move(members));
  JsonFault fault{std::string(kDocument), {}};
  RegisterBook book;
  store::decode(JsonReader(body, fault), book);
  if (fault.first) return corrupt(fault.first->what + " at " + fault.first->where, fault.first->what_zh);
  std::set<std::string_view> ids;
  for (const RegisterExporter& exporter : book.exporters) {
    if (!is_sound(exporter) || !ids.insert(exporter.id).second)
      return corrupt("an entry is not sound", "某条登记有误");
  }
  if (write_book(book) != bytes) return corrupt("its JSON is not canonical", "其 JSON 不是规范形式");
  return book;
}

}  // namespace tidegate
