// Deadlines of cases as a calendar.
#include <fmt/format.h>

#include <algorithm>

#include "tidegate/base/json.h"
#include "tidegate/clearance/clocks.h"
#include "tidegate/clearance/ics.h"
#include "tidegate/gate/desk/case_book.h"
#include "tidegate/gate/desk/case_reading.h"
#include "tidegate/gate/desk/cases.h"
#include "tidegate/gate/desk/kept_filing.h"
#include "tidegate/gate/filing/contract_term.h"

namespace tidegate {
namespace {

std::string title_of(std::string_view summary_text, const std::string& id, Lang lang) {
  const auto summary = parse_json(summary_text, "");
  const Json* title = summary && lang == Lang::kEn ? summary->find("title_en") : nullptr;
  if (title == nullptr) title = summary ? summary->find("title") : nullptr;
  const bool has_title = title != nullptr && title->string() != nullptr && !title->string()->empty();
  return (has_title ? *title->string() : std::string(lang == Lang::kZh ? "项目" : "case")) + " " + id;
}

// The day until which a filing of a standard contract is in time, where it is still to be handed in.
Result<void> add_contract_term(const DeskReader& reader, const desk::Parts& parts, const Reach& reach,
                               const std::string& filing, std::int64_t now_ms, CalendarEntry& entry) {
  auto kept = desk::kept_filing(reader, reach, filing);
  if (!kept) return fail(kept.error());
  const desk::ReadDeclaration read = desk::read_declaration_tree(kept->declaration);
  if (!read.transfer) return {};
  const auto term = contract_term(*read.transfer, to_string(FilingRoute::kSC), parts.law);
  if (term && day_in_china(now_ms) <= term->due.furthest) entry.deadlines.push_back(deadline_of(*term));
  return {};
}

// What a calendar has no room for.
struct LeftOut {
  std::int64_t cases = 0, drafts = 0;
  bool is_more = false;  // the lists go on beyond what was looked through
};

struct CalendarCases {
  std::vector<CaseRow> rows;
  std::int64_t left_out = 0;
  bool is_more = false;
};

// The nearest day first; then what is open without one; then what is closed, latest change first.
void nearest_first(std::vector<CaseRow>& rows) {
  const auto rank = [](const CaseRow& row) { return row.is_closed ? 2 : row.due_day.empty() ? 1 : 0; };
  std::stable_sort(rows.begin(), rows.end(), [&](const CaseRow& a, const CaseRow& b) {
    if (rank(a) != rank(b)) return rank(a) < rank(b);
    return rank(a) == 0 && a.due_day < b.due_day;
  });
}

Result<CalendarCases> cases_of_agency(const DeskReader& reader, const AgencyDesk& desk,
                                      const CalendarBounds& bounds) {
  CalendarCases out;
  QueueAsk ask;
  while (out.rows.size() < bounds.cases) {
    ask.page.limit = std::min(kLargestPage, static_cast<std::int64_t>(bounds.cases - out.rows.size()));
    auto found = reader.queue(desk, ask);
    if (!found) return fail(found.error());
    for (QueueRow& row : found->rows) out.rows.push_back(std::move(row.of));
    ask.page.after = found->next;
    if (!found->next) return out;
  }
  const auto counts = reader.queue_counts(desk);
  if (!counts) return fail(counts.error());
  for (const QueueCount& count : *counts) out.left_out += count.cases;
  out.left_out -= static_cast<std::int64_t>(out.rows.size());
  return out;
}

Result<CalendarCases> cases_within(const DeskReader& reader, const Reach& reach,
                                   const CalendarBounds& bounds) {
  if (reach.agency()) return cases_of_agency(reader, *reach.agency(), bounds);
  CalendarCases out;
  PageAsk page;
  for (;;) {
    page.limit = std::min(kLargestPage, bounds.listed - static_cast<std::int64_t>(out.rows.size()));
    auto found = reader.cases(reach, page);
    if (!found) return fail(found.error());
    for (CaseRow& row : found->rows) out.rows.push_back(std::move(row));
    page.after = found->next;
    out.is_more = found->next.has_value();
    if (!out.is_more || static_cast<std::int64_t>(out.rows.size()) >= bounds.listed) break;
  }
  nearest_first(out.rows);
  if (out.rows.size() > bounds.cases) {
    out.left_out = static_cast<std::int64_t>(out.rows.size() - bounds.cases);
    out.rows.resize(bounds.cases);
  }
  return out;
}

// Drafts of the firm: they have no case yet.
Result<void> add_drafts(const DeskReader& reader, const desk::Parts& parts, const Reach& reach, Lang lang,
                        const CalendarBounds& bounds, std::vector<CalendarEntry>& entries, LeftOut& left) {
  const std::int64_t now_ms = parts.now();
  PageAsk page;
  std::size_t read = 0;
  for (std::int64_t listed = 0; listed < bounds.listed;) {
    page.limit = std::min(kLargestPage, bounds.listed - listed);
    const auto filings = reader.filings(reach, page);
    if (!filings) return fail(filings.error());
    for (const FilingRow& row : filings->rows) {
      if (!row.case_id.empty() || row.route != to_string(FilingRoute::kSC)) continue;
      if (read == bounds.drafts) {
        ++left.drafts;
        continue;
      }
      ++read;
      CalendarEntry entry{row.id, title_of(row.summary, row.id, lang), {}};
      if (auto added = add_contract_term(reader, parts, reach, row.id, now_ms, entry); !added)
        return fail(added.error());
      if (!entry.deadlines.empty()) entries.push_back(std::move(entry));
    }
    listed += static_cast<std::int64_t>(filings->rows.size());
    page.after = filings->next;
    if (!filings->next) return {};
  }
  left.is_more = true;
  return {};
}

// Told where whoever reads the calendar sees it: on the day of the file.
CalendarEntry left_out_entry(const LeftOut& left, const CalendarBounds& bounds, Lang lang, Date today) {
  const Text says{
      fmt::format("{}{} cases and {} drafts are not in this calendar, which is made of {} cases, the nearest "
                  "day first, and of the {} drafts that were changed last; the lists of cases and of filings "
                  "have them all",
                  left.is_more ? "more than " : "", left.cases, left.drafts, bounds.cases, bounds.drafts),
      fmt::format("本日历未列入{} {} 个项目、{} 份草稿（仅列入期限最近的 {} 个项目和最近修改的 {} "
                  "份草稿），请查看项目列表和申报列表",
                  left.is_more ? "超过" : "的有", left.cases, left.drafts, bounds.cases, bounds.drafts)};
  return {"calendar",
          lang == Lang::kZh ? "日历不完整" : "Not all deadlines",
          {{"left_out", says, today, false, today, false, {}}}};
}

}  // namespace

Result<std::string> DeskCases::calendar(const DeskAsker& asker, const std::string& id, Lang lang) {
  const std::int64_t now = parts_->now();
  return parts_->store->read([&](const DeskReader& reader) -> Result<std::string> {
    const auto row = reader.case_of(desk::reach_of(asker.account), id);
    if (!row) return fail(row.error());
    auto entry =
        desk::entry_of(reader, *parts_, asker.account, *row, title_of(row->summary, row->id, lang), now);
    if (!entry) return fail(entry.error());
    return icalendar({*entry}, lang, now);
  });
}

Result<std::string> DeskCases::calendar_of_all(const DeskAsker& asker, Lang lang,
                                               const CalendarBounds& bounds) {
  const std::int64_t now = parts_->now();
  const Reach reach = desk::reach_of(asker.account);
  return parts_->store->read([&](const DeskReader& reader) -> Result<std::string> {
    const auto cases = cases_within(reader, reach, bounds);
    if (!cases) return fail(cases.error());
    LeftOut left{cases->left_out, 0, cases->is_more};
    std::vector<CalendarEntry> entries;
    for (const CaseRow& row : cases->rows) {
      auto entry =
          desk::entry_of(reader, *parts_, asker.account, row, title_of(row.summary, row.id, lang), now);
      if (!entry) return fail(entry.error());
      if (!entry->deadlines.empty()) entries.push_back(std::move(*entry));
    }
    if (desk::side_of(asker.account) == desk::Side::kFirm) {
      if (auto drafts = add_drafts(reader, *parts_, reach, lang, bounds, entries, left); !drafts)
        return fail(drafts.error());
    }
    if (left.cases > 0 || left.drafts > 0 || left.is_more)
      entries.insert(entries.begin(), left_out_entry(left, bounds, lang, day_in_china(now)));
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
  CalendarEntry entry{row.id, std::move(title), deadlines(*c, parts.law.rules, parts.law.calendar, now_ms)};
  const bool is_to_hand_in = c->state == CaseState::kReturned && c->filing().route == FilingRoute::kSC;
  if (is_to_hand_in) {
    if (auto added = add_contract_term(reader, parts, reach_of(account), row.filing, now_ms, entry); !added)
      return fail(added.error());
  }
  return entry;
}

}  // namespace desk
}  // namespace tidegate
