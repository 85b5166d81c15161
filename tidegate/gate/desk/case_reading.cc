#include "tidegate/gate/desk/case_reading.h"

#include "tidegate/gate/desk/case_book.h"
#include "tidegate/gate/desk/permit_issue.h"

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
    json.end_object();
  }
  json.end_array();
  return json.take();
}

}  // namespace

Side side_of(const DeskAccount& account) { return is_of_firm(account.role) ? Side::kFirm : Side::kDesk; }

Result<CaseText> page_for(const DeskReader& reader, const Parts& parts, const DeskAccount& account,
                          const CaseRow& row, std::optional<std::int64_t> seen) {
  const auto page = PreparedPage::read(row.document);
  if (!page) return fail(page.error());
  const auto live = read_live(page->part(PagePart::kLive));
  if (!live) return fail(live.error());
  const bool may_have_permits = live->c.state >= CaseState::kUnderReview;
  if (seen == live->c.last_seq && !may_have_permits) return CaseText{{}, live->c.last_seq, true};
  std::string permits = "[]";
  if (may_have_permits) {
    auto text = permits_text(reader, reach_of(account), row.id, day_in_china(parts.now()));
    if (!text) return fail(text.error());
    permits = std::move(*text);
  }
  const Actor actor = actor_of(account);
  return CaseText{page_text({*page, *live, row, parts.law, actor, side_of(account),
                             account.role == Role::kOperator, permits, parts.now()}),
                  live->c.last_seq, false};
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
