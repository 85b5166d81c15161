#include "tidegate/gate/desk/permit_statements.h"

#include <algorithm>

#include "tidegate/base/instant.h"
#include "tidegate/base/seen_text.h"
#include "tidegate/permit/sign.h"
#include "tidegate/permit/standing.h"

namespace tidegate::desk {
namespace {

constexpr std::int64_t kSecondMs = 1'000;
constexpr std::int64_t kHourMs = 3'600'000;
constexpr std::size_t kLongestReason = 4'000;

std::string setting_of(const std::string& permit) { return "permit.status/" + permit; }

tl::unexpected<Error> corrupt(const std::string& id, const Text& why) {
  return fail({ErrorCode::kCorrupt, why.en, id, why.zh});
}

struct Known {
  permit::VerifiedPermit permit;
  std::optional<PermitStatus> last;
  std::int64_t version = 0;  // of the setting; 0: not there
};
Result<Known> known(const DeskReader& reader, const PermitRow& row, const permit::TrustPolicy& trust) {
  auto permit = permit::verify_permit(row.document, trust);
  if (!permit.value) return corrupt(row.id, permit.why);
  Known out{std::move(*permit.value), {}, 0};
  const auto newest = newest_statement(reader, row.id);
  if (!newest) return fail(newest.error());
  if (!*newest) return out;
  out.version = (*newest)->version;
  auto status = permit::verify_status((*newest)->file, trust, out.permit);
  if (!status.value) return corrupt(row.id, status.why);
  out.last = status.value->status();
  return out;
}

// Signs the next and keeps it beside.
Result<PermitStatus> sign_next(const PermitHand& hand, DeskTransaction& t, const Known& known,
                               permit::StatusChange change, std::int64_t now_ms, std::string& file) {
  const auto settings = permit_settings(t);
  if (!settings) return fail(settings.error());
  change.stated_at_ms = now_ms / kSecondMs * kSecondMs;
  // Who takes a permit out of force is not kept waiting by a clock.
  if (change.state != PermitState::kActive) {
    const std::int64_t floor = known.last ? known.last->stated_at_ms : known.permit.permit().issued_at_ms;
    change.stated_at_ms = std::max(change.stated_at_ms, floor);
  }
  change.valid_until_ms = change.stated_at_ms + settings->statement_hours * kHourMs;
  change.signers = {hand.key_id};
  const Permit& permit = known.permit.permit();
  auto status = permit::next_status(permit.id, known.permit.hash(), permit.issued_at_ms,
                                    known.last ? &*known.last : nullptr, change);
  if (!status) return fail(status.error());
  auto made = permit::sign_status(*status, *hand.secret);
  if (!made) return fail(made.error());
  const auto seen = permit::verify_status(*made, hand.trust, known.permit);
  if (!seen.value) return fail({ErrorCode::kConflict, seen.why.en, permit.id, seen.why.zh});
  file = std::move(*made);
  if (auto put = t.put_setting({setting_of(permit.id), file, now_ms, known.version}); !put)
    return fail(put.error());
  return std::move(*status);
}

std::optional<Error> fault_of(const PermitRow& row, const StatementChange& change) {
  const auto refused = [](const char* where, const char* en, const char* zh) {
    return Error{ErrorCode::kOutOfRange, en, where, zh};
  };
  if (row.state == to_string(PermitState::kRevoked))
    return refused("/state", "the permit is revoked, and stays so", "许可已撤销且不可恢复");
  if (change.state == PermitState::kActive && row.state == to_string(PermitState::kActive))
    return refused("/state", "the permit is active already", "许可目前有效，无须恢复");
  if (change.state != PermitState::kRevoked && row.statements >= kMostPermitChanges)
    return refused("/state", "has been changed too often: revoke it, and issue another",
                   "变更次数过多：请撤销后另行签发");
  if (change.state != PermitState::kActive && !shows_something(change.reason.zh))
    return refused("/reason/zh", "a reason is needed: say why, in Chinese at least",
                   "须说明理由（至少用中文）");
  if (change.reason.zh.size() > kLongestReason || change.reason.en.size() > kLongestReason)
    return refused("/reason", "has more than 4,000 octets", "超过 4000 字节");
  return std::nullopt;
}

}  // namespace

Result<std::optional<NewestStatement>> newest_statement(const DeskReader& reader, const std::string& permit) {
  auto row = reader.setting(setting_of(permit));
  if (!row) return fail(row.error());
  if (!*row) return std::optional<NewestStatement>{};
  return std::optional<NewestStatement>{NewestStatement{std::move((*row)->value), (*row)->version}};
}

Result<std::string> state_next(PermitKeys& keys, DeskTransaction& t, const PermitRow& row,
                               const StatementChange& change, std::int64_t now_ms) {
  if (auto fault = fault_of(row, change)) return fail(std::move(*fault));
  const auto hand = keys.hand(t, now_ms);
  if (!hand) return fail(hand.error());
  const auto before = known(t, row, hand->trust);
  if (!before) return fail(before.error());
  permit::StatusChange next;
  next.state = change.state;
  next.reason = change.reason;
  if (!shows_something(next.reason.en)) next.reason.en = next.reason.zh;
  std::string file;
  const auto status = sign_next(*hand, t, *before, std::move(next), now_ms, file);
  if (!status) return fail(status.error());
  PermitRow changed = row;
  changed.state = to_string(change.state);
  PermitStatementRow statement;
  statement.at_ms = now_ms;
  statement.kind = changed.state;
  statement.document = file;
  if (auto put = t.state_permit(std::move(changed), std::move(statement)); !put) return fail(put.error());
  return file;
}

Result<void> say_in_status(PermitKeys& keys, DeskTransaction& t, const PermitRow& row, const Text& reason,
                           std::int64_t now_ms) {
  if (row.state != to_string(PermitState::kActive)) return {};
  const auto hand = keys.hand(t, now_ms);
  if (!hand) return fail(hand.error());
  const auto before = known(t, row, hand->trust);
  if (!before) return fail(before.error());
  permit::StatusChange next;
  next.reason = reason;
  std::string file;
  // What is said beside does not wait for a clock.
  const std::int64_t at = before->last ? std::max(now_ms, before->last->stated_at_ms) : now_ms;
  const auto status = sign_next(*hand, t, *before, std::move(next), at, file);
  if (!status) return fail(status.error());
  return {};
}

Result<bool> needs_renewal(const std::optional<NewestStatement>& newest, const PermitRow& row,
                           std::int64_t now_ms) {
  if (!newest) return true;
  const auto status = permit::unverified_status(newest->file, row.id);
  if (!status) return fail({ErrorCode::kCorrupt, status.error().what, row.id, status.error().what_zh});
  if (status->state == PermitState::kRevoked) return false;
  if (china_date(now_ms).str() >= row.valid_until) return false;
  return now_ms - status->stated_at_ms >= kHourMs;
}

Result<std::string> renewed_statement(PermitKeys& keys, DeskTransaction& t, const PermitRow& row,
                                      std::int64_t now_ms) {
  auto newest = newest_statement(t, row.id);
  if (!newest) return fail(newest.error());
  const auto needed = needs_renewal(*newest, row, now_ms);
  if (!needed) return fail(needed.error());
  if (!*needed) return std::move((*newest)->file);
  const auto hand = keys.hand(t, now_ms);
  if (!hand) return fail(hand.error());
  const auto before = known(t, row, hand->trust);
  if (!before) return fail(before.error());
  permit::StatusChange next;
  if (before->last) {
    next.state = before->last->state;
    next.reason = before->last->reason;
  }
  std::string file;
  const auto status = sign_next(*hand, t, *before, std::move(next), now_ms, file);
  if (!status) return fail(status.error());
  return file;
}

}  // namespace tidegate::desk
