#include "tidegate/gate/desk/follow_calendar.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "tidegate/base/json.h"
#include "tidegate/gate/desk/case_book.h"
#include "tidegate/gate/desk/case_rows.h"

namespace tidegate::desk {
namespace {

constexpr std::string_view kFollowed = "calendar_followed";

Result<std::vector<std::string>> open_cases(const DeskReader& reader, const DeskRules& rules) {
  std::vector<std::string> ids;
  QueueAsk ask;
  ask.page.limit = kLargestPage;
  for (;;) {
    const auto page = reader.queue({rules.deciding_agency, {}}, ask);
    if (!page) return fail(page.error());
    for (const QueueRow& row : page->rows) ids.push_back(row.of.id);
    if (!page->next) return ids;
    ask.page.after = page->next;
  }
}

Result<bool> count_anew(DeskTransaction& t, const Parts& parts, const std::string& id) {
  auto held = hold_case(t, Reach::of_whole_desk(), id);
  if (!held) return fail(held.error());
  CaseRow row = held->row;
  set_due(row, next_due(held->c, parts.law, parts.now()));
  if (row.due_day == held->row.due_day && row.summary == held->row.summary) return false;
  if (auto kept = t.save_case(std::move(row), desks_of(held->c, parts.law.rules), {}); !kept)
    return fail(kept.error());
  return true;
}

}  // namespace

Result<std::int64_t> follow_calendar(Parts& parts) {
  const std::string name(kFollowed);
  const std::string& now = parts.law.calendar.hash();
  const auto before = parts.store->read([&](const DeskReader& reader) { return reader.setting(name); });
  if (!before) return fail(before.error());
  if (*before && (*before)->value == now) return 0;
  const auto ids =
      parts.store->read([&](const DeskReader& reader) { return open_cases(reader, parts.law.rules); });
  if (!ids) return fail(ids.error());
  std::int64_t changed = 0;
  std::optional<Error> first;
  for (const std::string& id : *ids) {
    const auto done = parts.store->transact([&](DeskTransaction& t) { return count_anew(t, parts, id); });
    if (done) {
      changed += *done ? 1 : 0;
      continue;
    }
    if (!first) first = done.error();
    if (done.error().code == ErrorCode::kUnavailable) break;
  }
  if (first) return fail(std::move(*first));
  const auto kept = parts.store->transact([&](DeskTransaction& t) -> Result<bool> {
    const auto there = t.setting(name);
    if (!there) return fail(there.error());
    SettingRow row = *there ? **there : SettingRow{name, {}, 0, 0};
    row.value = now;
    row.updated_ms = parts.now();
    if (auto put = t.put_setting(std::move(row)); !put) return fail(put.error());
    return true;
  });
  if (!kept) return fail(kept.error());
  return changed;
}

}  // namespace tidegate::desk
