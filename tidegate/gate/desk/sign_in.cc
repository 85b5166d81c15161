// Signing in and out, and who it is that a session's token stands for.
#include "tidegate/access/sign_in.h"

#include <algorithm>

#include "tidegate/access/password.h"
#include "tidegate/access/session.h"
#include "tidegate/access/totp.h"
#include "tidegate/gate/desk/desk_parts.h"
#include "tidegate/gate/desk/firm_standing.h"

namespace tidegate {

Result<DeskSession> desk::begin_session(DeskTransaction& t, const DeskAccount& account, std::int64_t now,
                                        std::int64_t expires, const std::string& rotated_from) {
  DeskSession session;
  session.token = access::token_text(desk::drawn<32>());
  session.csrf = access::csrf_text(session.token);
  session.expires_ms = expires;
  session.account = account;
  SessionRow row;
  row.token_sha256 = access::token_hash(session.token);
  row.account = account.id;
  row.csrf = session.csrf;
  row.stage = "full";
  row.created_ms = now;
  row.last_seen_ms = now;
  row.expires_ms = expires;
  row.rotated_from = rotated_from;
  if (auto added = t.add_session(row); !added) return fail(added.error());
  return session;
}

namespace {

access::Attempts attempts_of(const AccountRow& row) {
  return {static_cast<std::int32_t>(row.failed_sign_ins), row.locked_until_ms, row.totp_step};
}

void keep(const access::Attempts& attempts, AccountRow& row) {
  row.failed_sign_ins = attempts.failed;
  row.locked_until_ms = attempts.locked_until_ms;
  row.totp_step = attempts.last_totp_step;
}

std::int64_t step_of_code(const AccountRow& row, const std::string& code, std::int64_t now_ms) {
  access::TotpSecret secret{};
  if (row.totp_secret.size() != secret.size()) return 0;
  std::copy(row.totp_secret.begin(), row.totp_secret.end(), secret.begin());
  return access::totp_step_of(secret, code, now_ms, row.totp_step).value_or(0);
}

SignInAnswer answer_of(access::SignIn answer) {
  switch (answer) {
    case access::SignIn::kWelcome:
      return SignInAnswer::kWelcome;
    case access::SignIn::kNeedsCode:
      return SignInAnswer::kNeedsCode;
    case access::SignIn::kLocked:
      return SignInAnswer::kLocked;
    case access::SignIn::kWrong:
      break;
  }
  return SignInAnswer::kWrong;
}

}  // namespace

// The password is looked at before the transaction begins, which must not wait for it; that the account has
// not moved on meanwhile, its version says.
Result<DeskSignIn> ZoneDesk::sign_in(const SignInAsk& ask) {
  const std::int64_t now = parts_->now();
  const auto found =
      parts_->store->read([&](const DeskReader& reader) { return reader.account_by_login(ask.login); });
  if (!found) return fail(found.error());
  const bool is_known = found->has_value() && !(*found)->is_disabled && !(*found)->password_hash.empty();
  if (is_known && access::is_locked(attempts_of(**found), now))
    return DeskSignIn{SignInAnswer::kLocked, (*found)->locked_until_ms, {}};
  access::Shown shown;
  shown.is_known = is_known;
  shown.password_is_right =
      access::is_password(ask.password, is_known ? (*found)->password_hash : access::nobodys_hash());
  if (!is_known) return DeskSignIn{};
  shown.has_second_factor = !(*found)->totp_secret.empty() && (*found)->totp_step >= 0;
  shown.code_is_given = !ask.code.empty();
  return parts_->store->transact([&](DeskTransaction& t) -> Result<DeskSignIn> {
    const auto again = t.account_by_login(ask.login);
    if (!again) return fail(again.error());
    if (!*again || (*again)->password_hash != (*found)->password_hash || (*again)->is_disabled)
      return DeskSignIn{};
    AccountRow row = **again;
    const auto may = desk::may_act_for(t, row.tenant);
    if (!may) return fail(may.error());
    if (!*may) return DeskSignIn{};
    const auto account = desk::account_of(row);
    if (!account) return fail(account.error());
    shown.code_step = shown.has_second_factor ? step_of_code(row, ask.code, now) : 0;
    const access::SignedIn in = access::sign_in(shown, attempts_of(row), now);
    DeskSignIn answer{answer_of(in.answer), in.attempts.locked_until_ms, {}};
    if (in.attempts != attempts_of(row)) {
      keep(in.attempts, row);
      if (auto kept = t.change_account(row); !kept) return fail(kept.error());
    }
    if (answer.answer == SignInAnswer::kWelcome) {
      auto session = desk::begin_session(t, *account, now, now + access::kLongestSessionMs, {});
      if (!session) return fail(session.error());
      answer.session = std::move(*session);
    }
    if (answer.answer == SignInAnswer::kWelcome || answer.answer == SignInAnswer::kWrong) {
      t.audit(desk::audit_row(*account, "session.begin", account->id,
                              answer.answer == SignInAnswer::kWelcome ? "done" : "refused", now));
    }
    return answer;
  });
}

Result<std::optional<ZoneDesk::Known>> ZoneDesk::who_asks(std::string_view token) {
  constexpr std::size_t kTokenLength = 43;
  if (token.size() != kTokenLength) return std::optional<Known>();
  const std::int64_t now = parts_->now();
  const std::string hash = access::token_hash(token);
  struct Found {
    std::optional<SessionRow> session;
    std::optional<AccountRow> account;
  };
  const auto found = parts_->store->read([&](const DeskReader& reader) -> Result<Found> {
    auto session = reader.session(hash);
    if (!session) return fail(session.error());
    if (!*session) return Found{};
    auto account = reader.account_of_session((*session)->account);
    if (!account) return fail(account.error());
    if (!*account) return Found{};
    // Of a firm that was disabled a moment ago no session goes on.
    const auto may = desk::may_act_for(reader, (*account)->tenant);
    if (!may) return fail(may.error());
    if (!*may) return Found{};
    return Found{std::move(*session), std::move(*account)};
  });
  if (!found) return fail(found.error());
  if (!found->session || !found->account || found->account->is_disabled) return std::optional<Known>();
  SessionRow session = *found->session;
  const auto state =
      access::session_state({session.created_ms, session.last_seen_ms, session.expires_ms}, now);
  if (state == access::SessionState::kEnded) return std::optional<Known>();
  auto account = desk::account_of(*found->account);
  if (!account) return fail(account.error());
  Known known{{std::move(*account), hash}, {}};
  const bool is_due = state == access::SessionState::kDue;
  if (!is_due && now - session.last_seen_ms < access::kSeenStepMs) return std::optional(std::move(known));
  return parts_->store->transact([&](DeskTransaction& t) -> Result<std::optional<Known>> {
    // Another request of the same page may have changed it meanwhile.
    const auto now_there = t.session(hash);
    if (!now_there) return fail(now_there.error());
    if (!*now_there) return std::optional<Known>();
    SessionRow row = **now_there;
    Known answer = known;
    row.last_seen_ms = now;
    if (is_due && row.expires_ms == session.expires_ms) {
      auto renewed = desk::begin_session(t, known.asker.account, now, row.expires_ms, hash);
      if (!renewed) return fail(renewed.error());
      answer.renewed = std::move(*renewed);
      row.expires_ms = std::min(row.expires_ms, now + access::kGraceMs);
    }
    if (auto kept = t.change_session(row); !kept) return fail(kept.error());
    return std::optional(std::move(answer));
  });
}

Result<void> ZoneDesk::sign_out(const DeskAsker& asker) {
  const std::int64_t now = parts_->now();
  const auto done = parts_->store->transact([&](DeskTransaction& t) -> Result<bool> {
    if (auto ended = t.end_session(asker.token_hash); !ended) return fail(ended.error());
    t.audit(desk::audit_row(asker.account, "session.end", asker.account.id, "done", now));
    return true;
  });
  if (!done) return fail(done.error());
  return {};
}

}  // namespace tidegate
