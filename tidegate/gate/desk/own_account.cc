// What everybody may do with the own account: its password and its second factor.
#include <algorithm>

#include "tidegate/access/password.h"
#include "tidegate/access/totp.h"
#include "tidegate/gate/desk/account_origin.h"
#include "tidegate/gate/desk/desk_parts.h"

namespace tidegate {
namespace {

// Of a secret that no code was shown of yet: it is not in force.
constexpr std::int64_t kUnconfirmed = -1;

Result<AccountRow> row_of(const DeskReader& reader, const std::string& id) {
  auto row = reader.account_of_session(id);
  if (!row) return fail(row.error());
  if (!*row) return fail({ErrorCode::kNotFound, "there is no such account", {}, "不存在该账号"});
  return std::move(**row);
}

// What somebody with a session tries to change, and shows for it.
struct Attempt {
  std::string action;
  Error wrong;  // said where what was shown is not right
  std::int64_t now = 0;
};
using Proves = std::function<Result<bool>(const AccountRow&)>;
using Change = std::function<Result<void>(DeskTransaction&, AccountRow&)>;

// A failure is kept and audited, so its transaction goes well; it is said afterwards.
Result<DeskOwnChange> settle(DeskStore& store, const DeskAsker& asker, const Attempt& attempt,
                             const Proves& proves, const Change& change) {
  bool is_wrong = false;
  auto done = store.transact([&](DeskTransaction& t) -> Result<DeskOwnChange> {
    is_wrong = false;
    auto row = row_of(t, asker.account.id);
    if (!row) return fail(row.error());
    const access::Attempts before = desk::attempts_of(*row);
    if (access::is_locked(before, attempt.now)) return DeskOwnChange{before.locked_until_ms};
    const auto is_right = proves(*row);
    if (!is_right) return fail(is_right.error());
    is_wrong = !*is_right;
    access::Shown shown;
    shown.is_known = true;
    shown.password_is_right = *is_right;
    desk::keep(access::sign_in(shown, before, attempt.now).attempts, *row);
    if (!is_wrong) {
      if (auto changed = change(t, *row); !changed) return fail(changed.error());
    }
    if (auto kept = t.change_account(*row); !kept) return fail(kept.error());
    t.audit(desk::audit_row(asker.account, attempt.action, asker.account.id, is_wrong ? "refused" : "done",
                            attempt.now));
    return DeskOwnChange{};
  });
  if (done && is_wrong) return fail(attempt.wrong);
  return done;
}

// A password as it was looked at, outside of the transaction, which must not wait for it.
struct Looked {
  std::string hash;
  bool is_right = false;
  bool has_second_factor = false;
  std::int64_t locked_until_ms = 0;  // not 0: nothing was looked at
};
Result<Looked> look(DeskStore& store, const DeskAsker& asker, const std::string& password, std::int64_t now) {
  const auto row = store.read([&](const DeskReader& reader) { return row_of(reader, asker.account.id); });
  if (!row) return fail(row.error());
  if (access::is_locked(desk::attempts_of(*row), now)) return Looked{{}, false, false, row->locked_until_ms};
  return Looked{row->password_hash, access::is_password(password, row->password_hash),
                desk::has_second_factor(*row), 0};
}

Result<DeskOwnChange> settle(DeskStore& store, const DeskAsker& asker, const Attempt& attempt,
                             const Looked& looked, const Change& change) {
  if (looked.locked_until_ms != 0) return DeskOwnChange{looked.locked_until_ms};
  return settle(
      store, asker, attempt,
      [&](const AccountRow& row) -> Result<bool> {
        return looked.is_right && row.password_hash == looked.hash;
      },
      change);
}

}  // namespace

Result<DeskOwnChange> ZoneDesk::change_password(const DeskAsker& asker, const std::string& old_password,
                                                const std::string& new_password) {
  if (auto fault = access::fault_of_password(new_password, asker.account.login))
    return fail({ErrorCode::kOutOfRange, fault->en, "/new", fault->zh});
  if (new_password == old_password)
    return fail(
        {ErrorCode::kOutOfRange, "choose another than the present one", "/new", "新密码不得与当前密码相同"});
  const Attempt attempt{"account.password", desk::wrong_password("/old"), parts_->now()};
  const auto looked = look(*parts_->store, asker, old_password, attempt.now);
  if (!looked) return fail(looked.error());
  // Who is refused makes the server hash nothing more.
  auto hash = looked->is_right ? desk::hashed(new_password) : Result<std::string>(std::string());
  if (!hash) return fail(hash.error());
  return settle(*parts_->store, asker, attempt, *looked,
                [&](DeskTransaction& t, AccountRow& row) -> Result<void> {
                  auto origin = desk::origin_of(row);
                  if (!origin) return fail(origin.error());
                  origin->password_is_due = false;
                  row.document = desk::origin_text(*origin);
                  row.password_hash = *hash;
                  // Whoever knew the old one is out; the session at hand goes on.
                  const auto own = t.session(asker.token_hash);
                  if (!own) return fail(own.error());
                  if (auto ended = t.end_sessions_of(row.id); !ended) return ended;
                  if (!*own) return {};
                  return t.add_session(**own);
                });
}

Result<DeskOwnChange> ZoneDesk::begin_second_factor(const DeskAsker& asker, const std::string& password) {
  const access::TotpSecret secret = desk::drawn<20>();
  const Attempt attempt{"account.second_factor.begin", desk::wrong_password("/password"), parts_->now()};
  const auto looked = look(*parts_->store, asker, password, attempt.now);
  if (!looked) return fail(looked.error());
  auto done =
      settle(*parts_->store, asker, attempt, *looked, [&](DeskTransaction&, AccountRow& row) -> Result<void> {
        if (desk::has_second_factor(row)) {
          return fail({ErrorCode::kConflict,
                       "a second factor is in force already; drop it first",
                       {},
                       "已启用第二因素；请先停用"});
        }
        row.totp_secret.assign(secret.begin(), secret.end());
        row.totp_step = kUnconfirmed;
        return {};
      });
  if (done && done->locked_until_ms == 0)
    done->address = access::totp_address(secret, asker.account.login, "Tidegate");
  return done;
}

Result<DeskOwnChange> ZoneDesk::confirm_second_factor(const DeskAsker& asker, const std::string& code) {
  const Attempt attempt{
      "account.second_factor.confirm",
      {ErrorCode::kOutOfRange, "the code is not that of the present minute; is the device's clock right?",
       "/code", "验证码与当前时间不符；设备时钟是否准确？"},
      parts_->now()};
  std::int64_t shown = 0;
  return settle(
      *parts_->store, asker, attempt,
      [&](const AccountRow& row) -> Result<bool> {
        access::TotpSecret secret{};
        if (row.totp_secret.size() != secret.size() || row.totp_step >= 0) {
          return fail({ErrorCode::kConflict,
                       "no second factor waits for its first code",
                       {},
                       "没有待确认的第二因素"});
        }
        std::copy(row.totp_secret.begin(), row.totp_secret.end(), secret.begin());
        const auto step = access::totp_step_of(secret, code, attempt.now, 0);
        shown = step.value_or(0);
        return step.has_value();
      },
      [&](DeskTransaction&, AccountRow& row) -> Result<void> {
        row.totp_step = shown;
        return {};
      });
}

// As a sign-in asks: a code beside the password, each once. A wrong one of either counts as a failure.
Result<DeskOwnChange> ZoneDesk::drop_second_factor(const DeskAsker& asker, const std::string& password,
                                                   const std::string& code) {
  Attempt attempt{"account.second_factor.drop", desk::wrong_password("/password"), parts_->now()};
  const auto looked = look(*parts_->store, asker, password, attempt.now);
  if (!looked) return fail(looked.error());
  if (looked->locked_until_ms != 0) return DeskOwnChange{looked->locked_until_ms};
  if (looked->is_right && looked->has_second_factor) {
    if (code.empty()) return DeskOwnChange{0, true};
    attempt.wrong = {ErrorCode::kOutOfRange,
                     "the code is not that of the present minute, or was used already; wait for the next one",
                     "/code", "验证码与当前时间不符或已使用过；请等待下一个验证码"};
  }
  return settle(
      *parts_->store, asker, attempt,
      [&](const AccountRow& row) -> Result<bool> {
        if (!looked->is_right || row.password_hash != looked->hash) return false;
        return !desk::has_second_factor(row) || desk::step_of_code(row, code, attempt.now) != 0;
      },
      [](DeskTransaction&, AccountRow& row) -> Result<void> {
        row.totp_secret.clear();
        row.totp_step = 0;
        return {};
      });
}

}  // namespace tidegate
