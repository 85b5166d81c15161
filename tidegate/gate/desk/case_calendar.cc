// Deadlines of cases as a calendar.
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
  if (term && day_in_china(now_ms) <= term->due.day) entry.deadlines.push_back(deadline_of(*term));
  return {};
}

// Drafts of the firm: they have no case yet.
Result<void> add_drafts(const DeskReader& reader, const desk::Parts& parts, const Reach& reach, Lang lang,
                        std::int64_t now_ms, std::vector<CalendarEntry>& entries) {
  PageAsk page;
  page.limit = kLargestPage;
  const auto filings = reader.filings(reach, page);
  if (!filings) return fail(filings.error());
  for (const FilingRow& row : filings->rows) {
    if (!row.case_id.empty() || row.route != to_string(FilingRoute::kSC)) continue;
    CalendarEntry entry{row.id, title_of(row.summary, row.id, lang), {}};
    if (auto added = add_contract_term(reader, parts, reach, row.id, now_ms, entry); !added)
      return fail(added.error());
    if (!entry.deadlines.empty()) entries.push_back(std::move(entry));
  }
  return {};
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
      auto entry =
          desk::entry_of(reader, *parts_, asker.account, row, title_of(row.summary, row.id, lang), now);
      if (!entry) return fail(entry.error());
      entries.push_back(std::move(*entry));
    }
    if (desk::side_of(asker.account) == desk::Side::kFirm) {
      if (auto drafts = add_drafts(reader, *parts_, reach, lang, now, entries); !drafts)
        return fail(drafts.error());
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
