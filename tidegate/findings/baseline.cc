#include "tidegate/findings/baseline.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "tidegate/base/json_reader.h"
#include "tidegate/findings/find.h"

namespace tidegate::findings {
namespace {

std::string text_of(const JsonReader& r) {
  std::string text = r.string();
  if (text.size() > kLongestText)
    r.refuse(ErrorCode::kLimit, fmt::format("is longer than {} octets", kLongestText),
             fmt::format("超过 {} 字节", kLongestText));
  return text;
}

bool is_id(std::string_view text) {
  return text.size() == 32 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

BaselineEntry read_entry(const JsonReader& r) {
  r.only({"id", "path", "type", "place", "reason", "by", "on", "until"});
  BaselineEntry entry;
  const JsonReader id = r.member("id");
  entry.id = text_of(id);
  if (!is_id(entry.id)) id.refuse(ErrorCode::kMalformed, "is not 32 hex digits", "不是 32 位十六进制数字");
  entry.path = text_of(r.member("path"));
  entry.type = text_of(r.member("type"));
  const JsonReader reason = r.member("reason");
  entry.reason = text_of(reason);
  if (entry.reason.empty()) reason.refuse(ErrorCode::kMalformed, "is empty", "为空");
  entry.on = r.member("on").date();
  if (const auto place = r.optional("place")) entry.place = text_of(*place);
  if (const auto by = r.optional("by")) entry.by = text_of(*by);
  if (const auto until = r.optional("until")) entry.until = until->date().str();
  return entry;
}

std::string line_of(const BaselineEntry& entry) {
  Json::Object o;
  const auto put = [&](const char* key, const std::string& value) {
    if (!value.empty()) o.emplace_back(key, Json(value));
  };
  o.emplace_back("id", Json(entry.id));
  o.emplace_back("path", Json(entry.path));
  o.emplace_back("type", Json(entry.type));
  put("place", entry.place);
  put("reason", entry.reason);
  put("by", entry.by);
  o.emplace_back("on", Json(entry.on.str()));
  put("until", entry.until);
  return canonical_text(Json(std::move(o))) + "\n";
}

// Whether a path is one of these, lies under one, or is a member or table of one.
bool is_under(std::string_view path, const std::vector<std::string>& roots) {
  return std::any_of(roots.begin(), roots.end(), [&](std::string root) {
    if (root == "." || root.empty()) return !path.starts_with("/") && !path.starts_with("..");
    while (root.size() > 1 && root.ends_with('/')) root.pop_back();
    if (root == "/") return path.starts_with("/");
    if (!path.starts_with(root)) return false;
    return path.size() == root.size() || path[root.size()] == '/' || path[root.size()] == '!';
  });
}

}  // namespace

Result<std::vector<BaselineEntry>> parse_baseline(std::string_view text, std::string_view name) {
  std::vector<BaselineEntry> entries;
  if (text.size() > kLargestBaseline)
    return fail({ErrorCode::kLimit, fmt::format("is larger than {} octets", kLargestBaseline),
                 std::string(name), fmt::format("大于 {} 字节", kLargestBaseline)});
  std::set<std::string> ids;
  for (std::size_t line = 1; !text.empty(); ++line) {
    const std::size_t end = text.find('\n');
    std::string_view one = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (one.ends_with('\r')) one.remove_suffix(1);
    if (one.empty()) continue;
    const std::string where = fmt::format("{}:{}", name, line);
    if (entries.size() == kMostEntries)
      return fail({ErrorCode::kLimit, fmt::format("there are more than {} entries", kMostEntries), where,
                   fmt::format("超过 {} 条", kMostEntries)});
    const auto json = parse_json(one, where);
    if (!json) return fail(json.error());
    JsonFault fault{where, {}};
    BaselineEntry entry = read_entry(JsonReader(*json, fault));
    if (fault.first) return fail(*fault.first);
    if (!ids.insert(entry.id).second)
      return fail({ErrorCode::kMalformed, "the same finding is entered twice", where, "同一发现登记了两次"});
    entries.push_back(std::move(entry));
  }
  return entries;
}

std::string baseline_text(std::vector<BaselineEntry> entries) {
  std::sort(entries.begin(), entries.end(), [](const BaselineEntry& a, const BaselineEntry& b) {
    return std::tie(a.path, a.type, a.place, a.id) < std::tie(b.path, b.type, b.place, b.id);
  });
  std::string text;
  for (const BaselineEntry& entry : entries) text += line_of(entry);
  return text;
}

BaselineEntry entry_of(const ScanFinding& finding, const DataProfile& profile) {
  BaselineEntry entry;
  entry.id = finding.id;
  entry.path = finding.path;
  entry.type = finding.type;
  if (finding.column) {
    const ColumnProfile& column = profile.files.at(finding.file).columns.at(*finding.column);
    entry.place = "column " + (column.name.empty() ? std::to_string(column.index + 1) : column.name);
  } else {
    entry.place = finding.line > 0 ? fmt::format("line {}", finding.line) : "more lines";
  }
  if (entry.place.size() > kLongestText) entry.place = "column " + std::to_string(*finding.column + 1);
  return entry;
}

BaselineUse apply_baseline(const std::vector<BaselineEntry>& entries, Date day,
                           const std::vector<std::string>& roots, const std::vector<std::string>& unread,
                           std::vector<ScanFinding>& findings) {
  std::map<std::string_view, const BaselineEntry*> by_id;
  for (const BaselineEntry& entry : entries) by_id[entry.id] = &entry;
  BaselineUse use;
  std::set<std::string_view> met;
  for (ScanFinding& finding : findings) {
    const auto at = by_id.find(finding.id);
    if (at == by_id.end()) continue;
    const BaselineEntry& entry = *at->second;
    met.insert(entry.id);
    const bool is_over = !entry.until.empty() && entry.until <= day.str();
    finding.state = is_over ? FindingState::kExpired : FindingState::kKnown;
    finding.reason = entry.reason;
    finding.until = entry.until;
    ++(is_over ? use.expired : use.known);
  }
  std::vector<std::string> tidy_roots;
  std::vector<std::string> tidy_unread;
  for (const std::string& root : roots) tidy_roots.push_back(tidy_path(root));
  for (const std::string& path : unread) tidy_unread.push_back(tidy_path(path));
  for (const BaselineEntry& entry : entries) {
    if (!met.contains(entry.id) && is_under(entry.path, tidy_roots) && !is_under(entry.path, tidy_unread))
      use.stale.push_back(entry);
  }
  return use;
}

}  // namespace tidegate::findings
