// Lists of cases, a case's page, its steps.
#include <fmt/format.h>

#include "tidegate/base/instant.h"
#include "tidegate/clearance/machine.h"
#include "tidegate/gate/desk/case_book.h"
#include "tidegate/gate/desk/case_events.h"
#include "tidegate/gate/desk/case_reading.h"
#include "tidegate/gate/desk/case_rows.h"
#include "tidegate/gate/desk/cases.h"
#include "tidegate/gate/desk/policy_contests.h"
#include "tidegate/gate/desk/sampling.h"

namespace tidegate {
namespace {

using desk::Side;

// What a list is read with.
struct ListMoment {
  Side side = Side::kFirm;
  Date today;
  std::vector<std::string> frozen;  // sectors, now
};

// An agency's own work: its answer where it is asked, else what the desk that decides is waited for.
bool awaits(const QueueRow& row, const DeskRules& rules) {
  const auto summary = parse_json(row.of.summary, "");
  const Json* waits_for = summary ? summary->find("waits_for") : nullptr;
  if (waits_for == nullptr || waits_for->string() == nullptr) return false;
  const bool is_deciding = row.desk.desk.agency == rules.deciding_agency;
  return row.desk.is_open && *waits_for->string() == (is_deciding ? "desk" : "gates");
}

// awaits_you: of a queue alone.
void write_row(JsonWriter& json, const CaseRow& row, std::optional<bool> awaits_you,
               const ListMoment& moment) {
  const auto& [side, today, frozen] = moment;
  auto summary = parse_json(row.summary, "");
  const Json shown = summary ? std::move(*summary) : Json();
  json.begin_object();
  desk::write_summary(json, row, shown);
  desk::write_summary_of_side(json, shown, side);
  json.key("is_overdue").boolean(desk::is_overdue(row, today));
  if (side == Side::kDesk && !row.lane.empty()) {
    const desk::RowNow now = desk::row_now(row.lane, row.summary, frozen);
    json.key("lane").string(now.lane).key("is_frozen").boolean(now.is_frozen);
  }
  if (awaits_you) json.key("awaits_you").boolean(*awaits_you);
  json.end_object();
}

struct ListedRow {
  CaseRow of;
  std::optional<bool> awaits_you;
};

std::string list_text(const std::vector<ListedRow>& rows, const std::optional<Cursor>& next,
                      const std::vector<QueueCount>* counts, const ListMoment& moment) {
  JsonWriter json;
  json.begin_object().key("rows").begin_array();
  for (const auto& [row, awaits_you] : rows) write_row(json, row, awaits_you, moment);
  json.end_array();
  if (next) json.key("next").string(desk::cursor_text(next));
  if (counts != nullptr) {
    json.key("counts").begin_object();
    for (const std::string_view lane : {"green", "blue", "yellow", "red", ""}) {
      std::int64_t cases = 0;
      for (const QueueCount& count : *counts) cases += count.lane == lane ? count.cases : 0;
      json.key(lane.empty() ? "hidden" : lane).integer(cases);
    }
    json.end_object();
  }
  json.end_object();
  return json.take();
}

}  // namespace

Result<std::string> DeskCases::list(const DeskAsker& asker, const CaseListAsk& ask) {
  const auto page = desk::page_of(ask.page);
  if (!page) return fail(page.error());
  ListMoment moment{desk::side_of(asker.account), day_in_china(parts_->now()), {}};
  const Reach reach = desk::reach_of(asker.account);
  return parts_->store->read([&](const DeskReader& reader) -> Result<std::string> {
    if (moment.side == Side::kDesk) {
      auto frozen = desk::frozen_sectors(reader);
      if (!frozen) return fail(frozen.error());
      moment.frozen = std::move(*frozen);
    }
    if (!reach.agency()) {
      auto found = reader.cases(reach, *page);
      if (!found) return fail(found.error());
      std::vector<ListedRow> rows;
      for (CaseRow& row : found->rows) rows.push_back({std::move(row), std::nullopt});
      return list_text(rows, found->next, nullptr, moment);
    }
    QueueAsk queue{ask.lane, {}, ask.state, ask.is_open, *page};
    if (ask.assignee) queue.assignee = *ask.assignee == "me" ? asker.account.id : std::string();
    auto found = reader.queue(*reach.agency(), queue);
    if (!found) return fail(found.error());
    const auto counts = reader.queue_counts(*reach.agency());
    if (!counts) return fail(counts.error());
    std::vector<ListedRow> rows;
    for (QueueRow& row : found->rows) {
      const bool awaits_you = awaits(row, parts_->law.rules);
      rows.push_back({std::move(row.of), awaits_you});
    }
    return list_text(rows, found->next, &*counts, moment);
  });
}

Result<std::string> DeskCases::policy_contests(const DeskPageAsk& page, bool is_open) {
  const auto asked = desk::page_of(page);
  if (!asked) return fail(asked.error());
  const auto which = is_open ? desk::PolicyContests::kOpen : desk::PolicyContests::kAnswered;
  return parts_->store->read(
      [&](const DeskReader& reader) { return desk::policy_contests_text(reader, *parts_, which, *asked); });
}

Result<CaseText> DeskCases::page(const DeskAsker& asker, const std::string& id,
                                 const std::optional<std::string>& seen) {
  return parts_->store->read([&](const DeskReader& reader) -> Result<CaseText> {
    auto row = reader.case_of(desk::reach_of(asker.account), id);
    if (!row) return fail(row.error());
    return desk::page_for(reader, *parts_, asker.account, *row, seen);
  });
}

Result<std::string> DeskCases::steps(const DeskAsker& asker, const std::string& id, std::int64_t after,
                                     std::int64_t limit) {
  const Reach reach = desk::reach_of(asker.account);
  const std::int64_t most = std::clamp<std::int64_t>(limit, 1, kLargestPage);
  return parts_->store->read([&](const DeskReader& reader) -> Result<std::string> {
    const auto live = desk::live_of(reader, reach, id);
    if (!live) return fail(live.error());
    const auto rows = reader.case_events(reach, id, after, most);
    if (!rows) return fail(rows.error());
    const auto names = desk::names_of(reader, *rows);
    if (!names) return fail(names.error());
    JsonWriter json;
    json.begin_object().key("rows").begin_array();
    const desk::EventView view{desk::side_of(asker.account), live->is_visible, live->policy_contests};
    for (const CaseEventRow& row : *rows) desk::write_event(json, row, *names, view);
    json.end_array();
    if (static_cast<std::int64_t>(rows->size()) == most)
      json.key("next").string(fmt::format("{}", rows->back().seq));
    json.end_object();
    return json.take();
  });
}

}  // namespace tidegate
