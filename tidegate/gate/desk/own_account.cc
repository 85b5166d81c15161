// What everybody may do with the own account: its password and its second factor.
#include <algorithm>

#include "tidegate/access/password.h"
#include "tidegate/access/totp.h"
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

// What is changed of the own account, once the password was looked at, outside of the transaction.
Result<void> change(DeskStore& store, const DeskAsker& asker, const std::string& password,
                    const std::string& where, const std::string& action, std::int64_t now,
                    const std::function<Result<void>(DeskTransaction&, AccountRow&)>& how) {
  const auto before = store.read([&](const DeskReader& reader) { return row_of(reader, asker.account.id); });
  if (!before) return fail(before.error());
  if (!access::is_password(password, before->password_hash)) return fail(desk::wrong_password(where));
  const auto done = store.transact([&](DeskTransaction& t) -> Result<bool> {
    auto row = row_of(t, asker.account.id);
    if (!row) return fail(row.error());
    if (row->password_hash != before->password_hash) return fail(desk::wrong_password(where));
    if (auto changed = how(t, *row); !changed) return fail(changed.error());
    if (auto kept = t.change_account(*row); !kept) return fail(kept.error());
    t.audit(desk::audit_row(asker.account, action, asker.account.id, "done", now));
    return true;
  });
  if (!done) return fail(done.error());
  return {};
}

}  // namespace

Result<void> ZoneDesk::change_password(const DeskAsker& asker, const std::string& old_password,
                                       const std::string& new_password) {
  if (auto fault = access::fault_of_password(new_password, asker.account.login))
    return fail({ErrorCode::kOutOfRange, fault->en, "/new", fault->zh});
  auto hash = desk::hashed(new_password);
  if (!hash) return fail(hash.error());
  return change(*parts_->store, asker, old_password, "/old", "account.password", parts_->now(),
                [&](DeskTransaction& t, AccountRow& row) -> Result<void> {
                  row.password_hash = *hash;
                  // Whoever knew the old one is out; the session at hand goes on.
                  const auto own = t.session(asker.token_hash);
                  if (!own) return fail(own.error());
                  if (auto ended = t.end_sessions_of(row.id); !ended) return ended;
                  if (!*own) return {};
                  return t.add_session(**own);
                });
}

Result<std::string> ZoneDesk::begin_second_factor(const DeskAsker& asker, const std::string& password) {
  const access::TotpSecret secret = desk::drawn<20>();
  const auto done = change(*parts_->store, asker, password, "/password", "account.second_factor.begin",
                           parts_->now(), [&](DeskTransaction&, AccountRow& row) -> Result<void> {
                             if (!row.totp_secret.empty() && row.totp_step >= 0) {
                               return fail({ErrorCode::kConflict,
                                            "a second factor is in force already; drop it first",
                                            {},
                                            "已启用第二因素；请先停用"});
                             }
                             row.totp_secret.assign(secret.begin(), secret.end());
                             row.totp_step = kUnconfirmed;
                             return {};
                           });
  if (!done) return fail(done.error());
  return access::totp_address(secret, asker.account.login, "Tidegate");
}

Result<void> ZoneDesk::confirm_second_factor(const DeskAsker& asker, const std::string& code) {
  const std::int64_t now = parts_->now();
  const auto done = parts_->store->transact([&](DeskTransaction& t) -> Result<bool> {
    auto row = row_of(t, asker.account.id);
    if (!row) return fail(row.error());
    access::TotpSecret secret{};
    if (row->totp_secret.size() != secret.size() || row->totp_step >= 0)
      return fail(
          {ErrorCode::kConflict, "no second factor waits for its first code", {}, "没有待确认的第二因素"});
    std::copy(row->totp_secret.begin(), row->totp_secret.end(), secret.begin());
    const auto step = access::totp_step_of(secret, code, now, 0);
    if (!step) {
      return fail({ErrorCode::kOutOfRange,
                   "the code is not that of the present minute; is the device's clock right?", "/code",
                   "验证码与当前时间不符；设备时钟是否准确？"});
    }
    row->totp_step = *step;
    if (auto kept = t.change_account(*row); !kept) return fail(kept.error());
    t.audit(desk::audit_row(asker.account, "account.second_factor.confirm", asker.account.id, "done", now));
    return true;
  });
  if (!done) return fail(done.error());
  return {};
}

Result<void> ZoneDesk::drop_second_factor(const DeskAsker& asker, const std::string& password) {
  return change(*parts_->store, asker, password, "/password", "account.second_factor.drop", parts_->now(),
                [](DeskTransaction&, AccountRow& row) -> Result<void> {
                  row.totp_secret.clear();
                  row.totp_step = 0;
                  return {};
                });
}

}  // namespace tidegate
