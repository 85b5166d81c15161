#include "tidegate/gate/desk/permit_succession.h"

#include <fmt/format.h>

#include "tidegate/base/instant.h"
#include "tidegate/base/seen_text.h"
#include "tidegate/gate/desk/extension_standing.h"
#include "tidegate/gate/desk/permit_issue.h"
#include "tidegate/permit/verify.h"

namespace tidegate::desk {
namespace {

std::string successor_setting(const std::string& pass) { return "permit.successor/" + pass; }

bool is_active(const PermitRow& row) { return row.state == to_string(PermitState::kActive); }
bool is_over(const PermitRow& row, std::int64_t now_ms) {
  return china_date(now_ms).str() >= row.valid_until;
}

Text follows(const PermitRow& next) {
  return {fmt::format("extended: the permit {} follows it from {} on", next.id, next.valid_from),
          fmt::format("已延长：自 {} 起由许可 {} 接续", next.valid_from, next.id)};
}

Text fell_with(const PermitRow& pass, PermitState state) {
  const bool is_revoked = state == PermitState::kRevoked;
  return {fmt::format("the pass {} that it extends was {} before it ended", pass.id, to_string(state)),
          fmt::format("所延长的许可 {} 在届满前被{}", pass.id, is_revoked ? "撤销" : "暂停")};
}

Result<void> state_too(const Parts& parts, DeskTransaction& t, PermitRow row, const StatementChange& change,
                       std::int64_t now_ms) {
  const auto stated = state_next(*parts.permit_keys, t, row, change, now_ms);
  if (!stated) return fail(stated.error());
  const bool is_resumed = change.state == PermitState::kActive;
  AuditRow audit;
  audit.at_ms = now_ms;
  audit.tenant = row.tenant.text();
  audit.action = is_resumed ? "permit.resume" : "permit.suspend";
  audit.object = row.id;
  audit.outcome = "done";
  audit.detail = "{}";
  t.audit(std::move(audit));
  row.state = to_string(change.state);
  return tell_of_permit(parts, t, row, is_resumed ? "permit.resumed" : "permit.suspended", now_ms);
}

// Whether it was this pass, and no person, that it was suspended with.
Result<bool> fell_with_it(const DeskReader& reader, const PermitRow& pass, const PermitRow& next) {
  if (next.state != to_string(PermitState::kSuspended)) return false;
  const auto newest = newest_statement(reader, next.id);
  if (!newest) return fail(newest.error());
  if (!*newest) return false;
  const auto status = permit::unverified_status((*newest)->file, next.id);
  if (!status) return fail({ErrorCode::kCorrupt, status.error().what, next.id, status.error().what_zh});
  return status->reason == fell_with(pass, PermitState::kSuspended);
}

// The pass that a permit extends, where it is still what follows it.
Result<std::optional<PermitRow>> pass_before(const DeskReader& reader, const PermitRow& row) {
  const auto permit = permit::unverified_permit(row.document, row.id);  // out of our own store
  if (!permit) return fail({ErrorCode::kCorrupt, permit.error().what, row.id, permit.error().what_zh});
  if (permit->replaces.empty()) return std::optional<PermitRow>();
  const auto setting = reader.setting(successor_setting(permit->replaces));
  if (!setting) return fail(setting.error());
  if (!*setting || (*setting)->value != row.id) return std::optional<PermitRow>();
  auto pass = reader.permit(Reach::of_firm(row.tenant), permit->replaces);
  if (!pass) return fail(pass.error());
  return std::optional<PermitRow>(std::move(*pass));
}

Result<void> follow_in_next(const Parts& parts, DeskTransaction& t, const PermitRow& pass,
                            const StatementChange& change, std::int64_t now_ms) {
  auto next = successor_of(t, pass);
  if (!next) return fail(next.error());
  if (!*next) return {};
  if (change.state != PermitState::kActive) {
    if (!is_active(**next)) return {};
    const StatementChange too{PermitState::kSuspended, fell_with(pass, change.state)};
    return state_too(parts, t, std::move(**next), too, now_ms);
  }
  const auto fell = fell_with_it(t, pass, **next);
  if (!fell) return fail(fell.error());
  if (!shows_something(change.reason.zh)) {
    PermitRow active = pass;
    active.state = to_string(PermitState::kActive);
    if (auto said = say_in_status(*parts.permit_keys, t, active, follows(**next), now_ms); !said) return said;
  }
  if (!*fell) return {};
  return state_too(parts, t, std::move(**next), {PermitState::kActive, {}}, now_ms);
}

}  // namespace

Result<std::optional<PermitRow>> successor_of(const DeskReader& reader, const PermitRow& pass) {
  const auto setting = reader.setting(successor_setting(pass.id));
  if (!setting) return fail(setting.error());
  if (!*setting) return std::optional<PermitRow>();
  auto next = reader.permit(Reach::of_firm(pass.tenant), (*setting)->value);
  if (!next) return fail(next.error());
  if (next->state == to_string(PermitState::kRevoked)) return std::optional<PermitRow>();
  return std::optional<PermitRow>(std::move(*next));
}

Result<void> is_not_extended(const DeskReader& reader, const PermitRow& pass, const std::string& case_id) {
  const auto next = successor_of(reader, pass);
  if (!next) return fail(next.error());
  if (!*next || (*next)->case_id == case_id) return {};
  return fail({ErrorCode::kConflict, "the pass was extended already by the permit " + (*next)->id, ":",
               "该评估结果已获延长，由许可 " + (*next)->id + " 接续"});
}

Result<Text> against_extending(const DeskReader& reader, const PermitRow& pass, const std::string& case_id) {
  Text why = against_pass(pass);
  if (!why.empty()) return why;
  const auto next = successor_of(reader, pass);
  if (!next) return fail(next.error());
  if (!*next || (*next)->case_id == case_id) return Text{};
  return Text{fmt::format("the pass {} was extended already: the permit {} follows it", pass.id, (*next)->id),
              fmt::format("原许可 {} 已获延长，由许可 {} 接续", pass.id, (*next)->id)};
}

Result<void> keep_successor(const Parts& parts, DeskTransaction& t, const PermitRow& pass,
                            const PermitRow& next, std::int64_t now_ms) {
  const auto before = t.setting(successor_setting(pass.id));
  if (!before) return fail(before.error());
  const std::int64_t version = *before ? (*before)->version : 0;
  if (auto put = t.put_setting({successor_setting(pass.id), next.id, now_ms, version}); !put)
    return fail(put.error());
  if (is_over(pass, now_ms)) return {};
  return say_in_status(*parts.permit_keys, t, pass, follows(next), now_ms);
}

Result<void> follow_statement(const Parts& parts, DeskTransaction& t, const PermitRow& permit,
                              const StatementChange& change, std::int64_t now_ms) {
  if (change.state == PermitState::kRevoked) {
    const auto pass = pass_before(t, permit);
    if (!pass) return fail(pass.error());
    if (*pass && !is_over(**pass, now_ms)) {
      if (auto said = say_in_status(*parts.permit_keys, t, **pass, {}, now_ms); !said) return said;
    }
  }
  if (is_over(permit, now_ms)) return {};
  return follow_in_next(parts, t, permit, change, now_ms);
}

}  // namespace tidegate::desk
