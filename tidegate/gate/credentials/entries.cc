#include "tidegate/gate/credentials/entries.h"

#include <fmt/format.h>

#include <charconv>

#include "tidegate/assure/status_list.h"
#include "tidegate/base/json_reader.h"
#include "tidegate/base/utf8.h"

namespace tidegate {
namespace {

constexpr std::string_view kFormat = "tidegate.status-entries/1";
constexpr std::int64_t kMostDays = 366;

std::set<std::int64_t> entries_at(const JsonReader& in, std::int64_t size) {
  std::set<std::int64_t> out;
  for (const JsonReader& item : in.items(0, static_cast<std::size_t>(kMostEntries)))
    out.insert(item.integer(0, size - 1));
  return out;
}

Json numbers(const std::set<std::int64_t>& entries) {
  Json::Array out;
  for (const std::int64_t entry : entries) out.emplace_back(entry);
  return Json(std::move(out));
}

Result<std::int64_t> entry(const std::string& text, std::int64_t size, const char* option) {
  std::int64_t n = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), n);
  if (error != std::errc{} || end != text.data() + text.size())
    return fail({ErrorCode::kMalformed,
                 fmt::format("\"{}\" is no number of an entry", first_characters(text, 40)), option,
                 fmt::format("“{}”不是条目序号", first_characters(text, 40))});
  if (n < 0 || n >= size)
    return fail({ErrorCode::kOutOfRange, fmt::format("{} is beyond the list's {} entries", n, size), option,
                 fmt::format("{} 超出列表的 {} 个条目", n, size)});
  return n;
}

}  // namespace

std::vector<int> StatusEntries::values() const {
  std::vector<int> out(static_cast<std::size_t>(size));
  for (const std::int64_t i : suspended) out[static_cast<std::size_t>(i)] = assure::kStatusSuspended;
  for (const std::int64_t i : revoked) out[static_cast<std::size_t>(i)] = assure::kStatusRevoked;
  return out;
}

Result<StatusEntries> read_entries(std::string_view bytes, std::string_view where) {
  const auto json = parse_json(bytes, where);
  if (!json) return fail(json.error());
  JsonFault fault{std::string(where), {}};
  const JsonReader in(*json, fault);
  in.only({"format", "uri", "size", "days", "revoked", "suspended"});
  const JsonReader format = in.member("format");
  if (format.string() != kFormat)
    format.refuse(ErrorCode::kMalformed, "is no file of status entries of this version",
                  "不是本版本的状态条目文件");
  StatusEntries out;
  out.uri = in.member("uri").string();
  out.size = in.member("size").integer(1, kMostEntries);
  if (const auto days = in.optional("days")) out.days = static_cast<int>(days->integer(1, kMostDays));
  if (fault.first) return fail(std::move(*fault.first));
  if (const auto revoked = in.optional("revoked")) out.revoked = entries_at(*revoked, out.size);
  if (const auto suspended = in.optional("suspended")) out.suspended = entries_at(*suspended, out.size);
  if (fault.first) return fail(std::move(*fault.first));
  return out;
}

std::string write_entries(const StatusEntries& entries) {
  return canonical_text(Json(Json::Object{{"format", Json(std::string(kFormat))},
                                          {"uri", Json(entries.uri)},
                                          {"size", Json(entries.size)},
                                          {"days", Json(static_cast<std::int64_t>(entries.days))},
                                          {"revoked", numbers(entries.revoked)},
                                          {"suspended", numbers(entries.suspended)}})) +
         "\n";
}

Result<void> change_entries(StatusEntries& entries, const std::vector<std::string>& revoke,
                            const std::vector<std::string>& suspend,
                            const std::vector<std::string>& restore) {
  for (const std::string& text : revoke) {
    const auto i = entry(text, entries.size, "--revoke");
    if (!i) return fail(i.error());
    entries.revoked.insert(*i);
    entries.suspended.erase(*i);
  }
  for (const auto& [texts, option] : {std::pair(&suspend, "--suspend"), std::pair(&restore, "--restore")}) {
    for (const std::string& text : *texts) {
      const auto i = entry(text, entries.size, option);
      if (!i) return fail(i.error());
      if (entries.revoked.contains(*i))
        return fail({ErrorCode::kOutOfRange, fmt::format("entry {} is revoked, which stays", *i), option,
                     fmt::format("条目 {} 已被撤销，不可变更", *i)});
      texts == &suspend ? void(entries.suspended.insert(*i)) : void(entries.suspended.erase(*i));
    }
  }
  return {};
}

}  // namespace tidegate
