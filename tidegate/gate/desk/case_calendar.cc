// Deadlines of cases as a calendar.
#include <algorithm>

#include "tidegate/base/json.h"
#include "tidegate/clearance/clocks.h"
#include "tidegate/clearance/ics.h"
#include "tidegate/gate/desk/case_book.h"
#include "tidegate/gate/desk/case_reading.h"
#include "tidegate/gate/desk/cases.h"

namespace tidegate {
namespace {

std::string title_of(const CaseRow& row, Lang lang) {
  const auto summary = parse_json(row.summary, "");
  const Json* title = summary ? summary->find("title") : nullptr;
  const bool has_title = title != nullptr && title->string() != nullptr && !title->string()->empty();
  return (has_title ? *title->string() : std::string(lang == Lang::kZh ? "项目" : "case")) + " " + row.id;
}

}  // namespace

Result<std::string> DeskCases::calendar(const DeskAsker& asker, const std::string& id, Lang lang) {
  const std::int64_t now = parts_->now();
  return parts_->store->read([&](const DeskReader& reader) -> Result<std::string> {
    const auto row = reader.case_of(desk::reach_of(asker.account), id);
    if (!row) return fail(row.error());
    auto entry = desk::entry_of(reader, *parts_, asker.account, *row, title_of(*row, lang), now);
    if (!entry) return fail(entry.error());
    return icalendar({*entry}, lang, now);
  });
}

Result<std::string> DeskCases::calendar_of_all(const DeskAsker& asker, Lang lang) {
  const std::int64_t now = parts_->now();
  const Reach reach = desk::reach_of(asker.account);
  return parts_->store->read([&](const DeskReader& reader) -> Result<std::string> {
    PageAsk page;
    page.limit = kLargestPage;
    std::vector<CaseRow> rows;
    if (reach.agency()) {
      QueueAsk ask;
      ask.page = page;
      auto found = reader.queue(*reach.agency(), ask);
      if (!found) return fail(found.error());
      for (QueueRow& row : found->rows) rows.push_back(std::move(row.of));
    } else {
      auto found = reader.cases(reach, page);
      if (!found) return fail(found.error());
      rows = std::move(found->rows);
    }
    std::vector<CalendarEntry> entries;
    for (const CaseRow& row : rows) {
      auto entry = desk::entry_of(reader, *parts_, asker.account, row, title_of(row, lang), now);
      if (!entry) return fail(entry.error());
      entries.push_back(std::move(*entry));
    }
    return icalendar(entries, lang, now);
  });
}

namespace desk {

Result<CalendarEntry> entry_of(const DeskReader& reader, const Parts& parts, const DeskAccount& account,
                               const CaseRow& row, std::string title, std::int64_t now_ms) {
  auto c = case_from_events(reader, reach_of(account), row.id);
  if (!c) return fail(c.error());
  if (side_of(account) == Side::kFirm) {
    // Contests of policy are the desk's own.
    std::erase_if(c->contests,
                  [](const Contest& contest) { return contest.what.level == ContestLevel::kPolicy; });
  }
  return CalendarEntry{row.id, std::move(title), deadlines(*c, parts.law.rules, parts.law.calendar, now_ms)};
}

}  // namespace desk
}  // namespace tidegate
