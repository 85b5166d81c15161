// Signing in and out, and who it is that a session's token stands for.
#include "tidegate/access/sign_in.h"

#include <algorithm>

#include "tidegate/access/password.h"
#include "tidegate/access/session.h"
#include "tidegate/access/totp.h"
#include "tidegate/gate/desk/desk_parts.h"
#include "tidegate/gate/desk/firm_standing.h"
#include "tidegate/gate/desk/known_session.h"

namespace tidegate {

access::Attempts desk::attempts_of(const AccountRow& row) {
  return {static_cast<std::int32_t>(row.failed_sign_ins), row.locked_until_ms, row.totp_step};
}

void desk::keep(const access::Attempts& attempts, AccountRow& row) {
  row.failed_sign_ins = attempts.failed;
  row.locked_until_ms = attempts.locked_until_ms;
  row.totp_step = attempts.last_totp_step;
}

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
  if (!rotated_from.empty()) {
    const auto before = t.session(rotated_from);
    if (!before) return fail(before.error());
    if (*before) row.stage = (*before)->stage;
  }
  row.created_ms = now;
  row.last_seen_ms = now;
  row.expires_ms = expires;
  row.rotated_from = rotated_from;
  if (auto added = t.add_session(row); !added) return fail(added.error());
  return session;
}

bool desk::has_second_factor(const AccountRow& row) { return !row.totp_secret.empty() && row.totp_step >= 0; }

std::int64_t desk::step_of_code(const AccountRow& row, const std::string& code, std::int64_t now_ms) {
  access::TotpSecret secret{};
  if (row.totp_secret.size() != secret.size()) return 0;
  std::copy(row.totp_secret.begin(), row.totp_secret.end(), secret.begin());
  return access::totp_step_of(secret, code, now_ms, row.totp_step).value_or(0);
}

namespace {

// None: no such login, or an account that opens by no password just now. Of neither is more said.
Result<std::optional<AccountRow>> account_that_may(const DeskReader& reader, const std::string& login) {
  auto row = reader.account_by_login(login);
  if (!row || !*row) return row;
  if ((*row)->is_disabled || (*row)->password_hash.empty()) return std::optional<AccountRow>();
  const auto may = desk::may_act_for(reader, (*row)->tenant);
  if (!may) return fail(may.error());
  if (!*may) return std::optional<AccountRow>();
  return row;
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
      parts_->store->read([&](const DeskReader& reader) { return account_that_may(reader, ask.login); });
  if (!found) return fail(found.error());
  const bool is_known = found->has_value();
  const access::Attempts attempts = is_known ? desk::attempts_of(**found) : parts_->strangers.of(ask.login);
  if (access::is_locked(attempts, now))
    return DeskSignIn{SignInAnswer::kLocked, attempts.locked_until_ms, {}};
  access::Shown shown;
  shown.is_known = is_known;
  shown.password_is_right =
      access::is_password(ask.password, is_known ? (*found)->password_hash : access::nobodys_hash());
  const auto strange = [&] {
    const access::SignedIn in = parts_->strangers.fail(ask.login, now);
    return DeskSignIn{answer_of(in.answer), in.attempts.locked_until_ms, {}};
  };
  if (!is_known) return strange();
  shown.has_second_factor = desk::has_second_factor(**found);
  shown.code_is_given = !ask.code.empty();
  bool is_gone = false;  // meanwhile
  const auto done = parts_->store->transact([&](DeskTransaction& t) -> Result<DeskSignIn> {
    const auto again = account_that_may(t, ask.login);
    if (!again) return fail(again.error());
    is_gone = !*again || (*again)->password_hash != (*found)->password_hash;
    if (is_gone) return DeskSignIn{};
    AccountRow row = **again;
    const auto account = desk::account_of(row);
    if (!account) return fail(account.error());
    shown.code_step = shown.has_second_factor ? desk::step_of_code(row, ask.code, now) : 0;
    const access::SignedIn in = access::sign_in(shown, desk::attempts_of(row), now);
    DeskSignIn answer{answer_of(in.answer), in.attempts.locked_until_ms, {}};
    if (in.attempts != desk::attempts_of(row)) {
      desk::keep(in.attempts, row);
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
  return done && is_gone ? strange() : done;
}

Result<std::optional<ZoneDesk::Known>> ZoneDesk::who_asks(std::string_view token) {
  const std::int64_t now = parts_->now();
  const auto found = desk::known_session(*parts_, token, now);
  if (!found) return fail(found.error());
  if (!*found) return std::optional<Known>();
  const SessionRow& session = (*found)->row;
  const std::string& hash = (*found)->hash;
  const access::SessionState state = (*found)->state;
  Known known{{(*found)->account, hash}, {}};
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
