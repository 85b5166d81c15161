#include "tidegate/gate/desk/case_reading.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "tidegate/base/hash.h"
#include "tidegate/gate/desk/case_book.h"
#include "tidegate/gate/desk/case_rows.h"
#include "tidegate/gate/desk/extension_standing.h"
#include "tidegate/gate/desk/permit_issue.h"
#include "tidegate/gate/desk/sampling.h"
#include "tidegate/gate/filing/check_filing.h"

namespace tidegate::desk {
namespace {

// Permits come and go beside the case's steps: they are read with the page, once there can be any.
Result<std::string> permits_text(const DeskReader& reader, const Reach& reach, const std::string& id,
                                 Date today) {
  const auto permits = reader.permits_of_case(reach, id);
  if (!permits) return fail(permits.error());
  JsonWriter json;
  json.begin_array();
  for (const PermitRow& permit : *permits) {
    json.begin_object();
    json.key("id").string(permit.id);
    json.key("state").string(state_on(permit, today));
    json.key("valid_from").string(permit.valid_from);
    json.key("valid_until").string(permit.valid_until);
    const auto marks = reader.permit_marks(reach, permit.id);
    if (!marks) return fail(marks.error());
    if (!marks->empty() && marks->back().kind == kDoubted) json.key("is_doubted").boolean(true);
    json.end_object();
  }
  json.end_array();
  return json.take();
}

// The test of an extension is of the moment too, while the case is open.
Result<std::string> open_extension(const DeskReader& reader, const Parts& parts, const CaseRow& row,
                                   const LiveCase& live) {
  const bool is_asked =
      !live.c.is_closed() && !live.c.versions.empty() && live.c.filing().route == FilingRoute::kEXT;
  if (!is_asked) return std::string();
  const auto version = reader.newest_filing_version(Reach::of_whole_desk(), row.filing);
  if (!version) return fail(version.error());
  const auto standing =
      extension_standing(reader, row, *version, parts.filing_grounds->looks().form, parts.now());
  if (!standing) return fail(standing.error());
  return extension_text(*standing);
}

bool may_take(const AccountRow& account, const BarredStep& step) {
  const bool has_role = account.roles == "lead" || (!step.needs_lead && account.roles == "officer");
  return has_role && !account.is_disabled &&
         std::find(step.not_by.begin(), step.not_by.end(), account.id) == step.not_by.end();
}

// Somebody of the agency who may take what this account may not, at the whole desk or the sector's.
Result<bool> has_colleague(const DeskReader& reader, const Actor& actor, const std::string& sector,
                           const BarredStep& step) {
  std::vector<AgencyDesk> desks{{actor.agency, {}}};
  if (!sector.empty()) desks.push_back({actor.agency, sector});
  for (const AgencyDesk& desk : desks) {
    PageAsk ask;
    ask.limit = kLargestPage;
    for (;;) {
      const auto page = reader.accounts(Reach::of_agency(desk), ask);
      if (!page) return fail(page.error());
      if (std::any_of(page->rows.begin(), page->rows.end(),
                      [&](const AccountRow& one) { return may_take(one, step); }))
        return true;
      if (!page->next) break;
      ask.after = page->next;
    }
  }
  return false;
}

// Who may not, is told who may; and where there is nobody, that too.
Result<std::vector<BarredStep>> barred_to(const DeskReader& reader, const LiveCase& live, const Actor& actor,
                                          const DeskRules& rules) {
  std::vector<BarredStep> barred = barred_steps(live, actor, rules);
  if (actor.agency.empty() || live.c.versions.empty()) return barred;
  for (BarredStep& step : barred) {
    const auto there = has_colleague(reader, actor, live.c.filing().sector, step);
    if (!there) return fail(there.error());
    if (*there) continue;
    step.why.en += step.needs_lead
                       ? "; your agency has none: an account of another lead must be made first"
                       : "; your agency has none: an account of another officer must be made first";
    step.why.zh += step.needs_lead ? "；本部门尚无符合条件的人员，请先增设负责人账号"
                                   : "；本部门尚无符合条件的人员，请先增设经办人员账号";
  }
  return barred;
}

// Two that have the same tag have the same page: the last step is the page's that is kept, and the rest is
// who asks, on which side, and what the moment makes of it. What a side may not see is not in its tag either.
std::string tag_of(const Reading& reading, std::string_view moment) {
  const Actor& actor = reading.actor;
  const std::string_view side = reading.is_operator           ? "operator"
                                : reading.side == Side::kFirm ? "firm"
                                                              : "desk";
  std::string all;
  for (const std::string_view part : {side, std::string_view(actor.account), std::string_view(actor.role),
                                      std::string_view(actor.agency), std::string_view(actor.sector)}) {
    all += part;
    all += '\n';
  }
  const Date today = day_in_china(reading.now_ms);
  const bool sees_lane = reading.side == Side::kDesk && !reading.is_operator;
  const std::string lane = sees_lane ? lane_now(reading) : std::string();
  all += today.str() + '\n' + lane + (sees_lane && reading.is_frozen ? "\nfrozen\n" : "\n\n");
  for (const auto& [place, due] : reading.due.contests) {
    const bool is_hidden =
        reading.side == Side::kFirm && reading.live.c.contests[place].what.level == ContestLevel::kPolicy;
    if (!is_hidden) all += fmt::format("{} {} {}\n", place, due.day.str(), due.furthest.str());
  }
  all += moment;
  const std::string tag = fmt::format("v{}-{}", reading.live.c.last_seq, sha256_hex(all).substr(0, 16));
  return sees_lane && reading.beside ? fmt::format("{}-{:02x}", tag, *reading.beside) : tag;
}

}  // namespace

Side side_of(const DeskAccount& account) { return is_of_firm(account.role) ? Side::kFirm : Side::kDesk; }

Result<std::optional<FirmReasons>> reasons_beside(const DeskReader& reader, const DeskRules& rules,
                                                  const CaseRow& row, const PreparedPage& page,
                                                  const LiveCase& live, std::int64_t now_ms) {
  const CaseState state = live.c.state;
  if (live.c.versions.empty() || (state != CaseState::kFilingCheck && state != CaseState::kUnderAssessment))
    return std::optional<FirmReasons>();
  const std::vector<FilingRoute>& routes = rules.automatic_routes;
  if (std::find(routes.begin(), routes.end(), live.c.filing().route) == routes.end())
    return std::optional<FirmReasons>();
  std::set<std::string> sectors(live.sectors.begin(), live.sectors.end());
  if (sectors.empty()) {  // a page that an older program kept does not say
    const auto c = case_from_events(reader, Reach::of_whole_desk(), row.id);
    if (!c) return fail(c.error());
    for (const FilingVersion& one : c->versions) sectors.insert(one.sector);
  }
  const auto held = firm_filings(reader, row.tenant, row.id, now_ms);
  if (!held) return fail(held.error());
  const JsonPiece declaration = JsonPiece(page.part(PagePart::kFiling)).member("declaration");
  const auto why = against_by_other_filings(
      reader, *held,
      {row.tenant, row.id, live.c.filing().sector, std::move(sectors), counted_before(declaration)});
  if (!why) return fail(why.error());
  return std::optional<FirmReasons>(*why);
}

Result<CaseText> page_for(const DeskReader& reader, const Parts& parts, const DeskAccount& account,
                          const CaseRow& row, const std::optional<std::string>& seen) {
  const auto page = PreparedPage::read(row.document);
  if (!page) return fail(page.error());
  const auto live = read_live(page->part(PagePart::kLive));
  if (!live) return fail(live.error());
  const bool may_have_permits = live->c.state >= CaseState::kUnderReview;
  std::string permits = "[]";
  if (may_have_permits) {
    auto text = permits_text(reader, reach_of(account), row.id, day_in_china(parts.now()));
    if (!text) return fail(text.error());
    permits = std::move(*text);
  }
  const Actor actor = actor_of(account);
  Reading reading{
      *page,   *live, row,        parts.law, actor, side_of(account), account.role == Role::kOperator,
      permits, {},    parts.now()};
  reading.due = due_days(*live, parts.law, reading.now_ms);
  std::string extension;
  if (!reading.is_operator) {
    auto text = open_extension(reader, parts, row, *live);
    if (!text) return fail(text.error());
    extension = std::move(*text);
    reading.extension = extension;
  }
  if (reading.side == Side::kDesk) {
    auto barred = barred_to(reader, *live, actor, parts.law.rules);
    if (!barred) return fail(barred.error());
    reading.barred = std::move(*barred);
    const auto beside = reasons_beside(reader, parts.law.rules, row, *page, *live, parts.now());
    if (!beside) return fail(beside.error());
    reading.beside = *beside;
  }
  if (reading.side == Side::kDesk && live->is_visible && !live->c.versions.empty()) {
    // A freeze that was set since the last step is of the page too.
    const auto frozen = frozen_sectors(reader);
    if (!frozen) return fail(frozen.error());
    const std::string& sector = live->c.filing().sector;
    reading.is_frozen = row_now({}, row.summary, *frozen).is_frozen ||
                        std::find(frozen->begin(), frozen->end(), sector) != frozen->end();
  }
  const std::string moment = moment_text(reading);
  std::string tag = tag_of(reading, moment);
  if (seen == tag) return CaseText{{}, std::move(tag), true};
  return CaseText{page_text(reading, moment), std::move(tag), false};
}

Result<LiveCase> live_of(const DeskReader& reader, const Reach& reach, const std::string& id) {
  const auto row = reader.case_of(reach, id);
  if (!row) return fail(row.error());
  const auto page = PreparedPage::read(row->document);
  if (!page) return fail(page.error());
  return read_live(page->part(PagePart::kLive));
}

Result<Names> names_of(const DeskReader& reader, const std::vector<CaseEventRow>& rows) {
  Names names;
  for (const CaseEventRow& row : rows) {
    if (row.account.empty() || names.contains(row.account)) continue;
    const auto account = reader.account_of_session(row.account);
    if (!account) return fail(account.error());
    if (*account) names.emplace(row.account, (*account)->name);
  }
  return names;
}

}  // namespace tidegate::desk
