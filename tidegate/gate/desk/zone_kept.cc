#include "tidegate/gate/desk/zone_kept.h"

#include <utility>

#include "tidegate/base/json.h"
#include "tidegate/store/desk/desk_reader.h"

namespace tidegate::desk {
namespace {

constexpr const char* kObject = "zone";
constexpr const char* kAction = "zone.files";
constexpr std::int64_t kAtOnce = 100;

// What the last row says: {"desk.json": "<SHA-256>", ...}; "{}": there is none.
Result<std::string> last_kept(const DeskReader& reader) {
  std::string detail = "{}";
  AuditAsk ask;
  ask.object = kObject;
  ask.limit = kAtOnce;
  for (;;) {
    const auto rows = reader.audit(ask);
    if (!rows) return fail(rows.error());
    for (const AuditRow& row : *rows) {
      if (row.action == kAction) detail = row.detail;
    }
    if (std::cmp_less(rows->size(), kAtOnce)) return detail;
    ask.after_seq = rows->back().seq;
  }
}

}  // namespace

Result<void> keep_zone(DeskTransaction& t, ZoneTold& told, std::int64_t now_ms) {
  Json::Object own;
  for (const ZoneFile& file : told.files) {
    if (file.is_own) own.emplace_back(file.name, Json(file.sha256));
  }
  const std::string detail = canonical_text(Json(std::move(own)));
  const auto last = last_kept(t);
  if (!last) return fail(last.error());
  told.before.clear();
  told.is_changed = detail != *last;
  if (!told.is_changed) return {};
  const auto before = parse_json(*last, kObject);
  if (before && before->object() != nullptr) {
    for (const auto& [name, hash] : *before->object()) told.before.push_back(name);
  }
  AuditRow row;
  row.at_ms = now_ms;
  row.role = "machine";
  row.action = kAction;
  row.object = kObject;
  row.outcome = "done";
  row.detail = detail;
  t.audit(std::move(row));
  return {};
}

}  // namespace tidegate::desk
