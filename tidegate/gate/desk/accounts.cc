// Accounts: who makes whom, and what is changed of others' accounts.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "tidegate/access/oidc.h"
#include "tidegate/access/password.h"
#include "tidegate/gate/desk/account_origin.h"
#include "tidegate/gate/desk/desk_parts.h"
#include "tidegate/gate/desk/filing_work.h"
#include "tidegate/gate/desk/given_name.h"

namespace tidegate {
namespace {

constexpr std::size_t kLongestLogin = 64;

Error refused(std::string where, std::string en, std::string zh) {
  return {ErrorCode::kOutOfRange, std::move(en), std::move(where), std::move(zh)};
}

// Small letters of ASCII, digits and a few signs, so that two logins never look the same.
bool is_login(std::string_view login) {
  const auto may_stand = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_' || c == '@';
  };
  return login.size() >= 3 && login.size() <= kLongestLogin &&
         std::all_of(login.begin(), login.end(), may_stand);
}

bool is_agency(std::string_view agency) {
  return agency == "cyberspace" || agency == "public_security" || agency == "sector_regulator";
}

Error not_a_subject() {
  return refused(
      "/subject",
      "a subject is the provider's issuer, a bar and its name of the person: https://id.example|1234",
      "关联身份须为提供方 issuer、竖线与其用户标识，例如 https://id.example|1234");
}

std::optional<Error> fault_of_login(const std::string& login) {
  if (is_login(login)) return std::nullopt;
  return refused("/login", "a login has 3 to 64 of a to z, 0 to 9 and . - _ @",
                 "登录名须为 3 至 64 个 a-z、0-9 或 . - _ @");
}

std::optional<Error> fault_of_role(const NewDeskAccount& made) {
  if (made.role == Role::kMachine)
    return refused("/role", "a machine client has no account; register its key",
                   "机器客户端没有账号；请登记其公钥");
  return desk::fault_of_place(made.role, made.tenant, made.agency, made.sector);
}

std::optional<Error> fault_of_proof(const NewDeskAccount& made) {
  if (made.password.empty() && !made.subject.empty()) return std::nullopt;  // signs in at the provider alone
  const auto fault = access::fault_of_password(made.password, made.login);
  if (!fault) return std::nullopt;
  return refused("/password", fault->en, fault->zh);
}

// Cases come to a sector's regulator by its gate alone: an account of another sector would never see one.
std::optional<Error> fault_of_sector(const std::string& sector, const DeskRules& rules) {
  if (sector.empty() || rules.deciding_agency == "sector_regulator") return std::nullopt;
  std::vector<std::string> known;
  for (const GateRule& gate : rules.gates) {
    if (gate.agency != "sector_regulator") continue;
    if (gate.sector.empty() || gate.sector == sector) return std::nullopt;
    if (std::find(known.begin(), known.end(), gate.sector) == known.end()) known.push_back(gate.sector);
  }
  if (known.empty())
    return refused("/sector", "the rules of this desk ask no sector's regulator",
                   "本平台的规则不征询任何行业主管部门");
  return refused(
      "/sector",
      fmt::format("no gate of this desk asks the regulator of that sector; it asks those of {}",
                  fmt::join(known, ", ")),
      fmt::format("本平台没有征询该行业主管部门的环节；所征询的行业有 {}", fmt::join(known, "、")));
}

Error subject_is_taken() {
  return {ErrorCode::kConflict, "this subject is linked to an account already", "/subject",
          "该身份已关联账号"};
}

// Whether one may make or change accounts of that role: a firm's administrator those of the firm.
bool is_of_realm(const DeskAccount& who, Role role, const std::string& tenant) {
  return who.role == Role::kOperator ||
         (who.role == Role::kFirmAdmin && is_of_firm(role) && tenant == who.tenant);
}

AccountRow row_to_make(const NewDeskAccount& made, std::string hash, std::int64_t now) {
  AccountRow row;
  row.id = desk::new_id(now);
  row.login = made.login;
  row.name = made.name;
  if (!made.tenant.empty()) row.tenant = TenantId(made.tenant);
  row.desk = {made.agency, made.sector};
  row.roles = to_string(made.role);
  row.password_hash = std::move(hash);
  if (!made.subject.empty()) row.subject = made.subject;
  row.created_ms = now;
  row.document = "{}";
  return row;
}

Error login_is_taken() { return {ErrorCode::kConflict, "this login is taken", "/login", "该登录名已被使用"}; }

// Of a row whose subject is another account's.
std::optional<Error> fault_of_link(DeskTransaction& t, const AccountRow& row) {
  if (!row.subject) return std::nullopt;
  const auto known = t.account_by_subject(*row.subject);
  if (!known) return known.error();
  if (*known && (*known)->id != row.id) return subject_is_taken();
  return std::nullopt;
}

constexpr std::string_view kDisable = "account.disable";
constexpr std::string_view kUnlinkSubject = "account.unlink_subject";
constexpr std::string_view kResetPassword = "account.reset_password";
constexpr std::string_view kResetSecondFactor = "account.reset_second_factor";
constexpr std::string_view kLinkSubject = "account.link_subject";

// What becomes of it, a word of the audit trail each.
std::vector<std::string_view> changes_of(const AccountRow& before, const AccountRow& after,
                                         const DeskAccountChange& change) {
  std::vector<std::string_view> out;
  const auto note = [&](bool is_so, std::string_view action) {
    if (is_so) out.push_back(action);
  };
  note(after.name != before.name, "account.rename");
  note(after.is_disabled != before.is_disabled, after.is_disabled ? kDisable : "account.enable");
  note(change.unlocks, "account.unlock");
  note(change.password.has_value(), kResetPassword);
  note(after.totp_secret != before.totp_secret, kResetSecondFactor);
  note(after.subject != before.subject, after.subject ? kLinkSubject : kUnlinkSubject);
  return out;
}

// Whoever did this can come in as that person, or lets somebody.
bool opens_account(std::string_view action) {
  return action == kResetPassword || action == kResetSecondFactor || action == kLinkSubject;
}

// Whoever is in by what holds no more is put out.
bool ends_sessions(std::string_view action) {
  return opens_account(action) || action == kDisable || action == kUnlinkSubject;
}

Result<DeskAccount> make(DeskTransaction& t, const NewDeskAccount& made, std::string hash,
                         const DeskAccount* by, std::int64_t now) {
  const auto taken = t.account_by_login(made.login);
  if (!taken) return fail(taken.error());
  if (*taken) return fail(login_is_taken());
  AccountRow row = row_to_make(made, std::move(hash), now);
  if (by != nullptr) {
    desk::AccountOrigin origin;
    origin.password_is_due = !row.password_hash.empty();
    desk::open_to(row, std::move(origin), by->id, now, false);
  }
  if (auto fault = fault_of_link(t, row)) return fail(std::move(*fault));
  if (auto added = t.add_account(row); !added) return fail(added.error());
  row.version = 1;
  auto account = desk::account_of(row);
  if (account)
    t.audit(desk::audit_row(by == nullptr ? *account : *by, "account.add", account->id, "done", now));
  return account;
}

}  // namespace

std::optional<Error> desk::fault_of_place(Role role, const std::string& tenant, const std::string& agency,
                                          const std::string& sector) {
  if (is_of_firm(role) == tenant.empty()) {
    return refused("/tenant", "the roles of a firm need their firm, and no other role has one",
                   "企业角色须注明所属企业，其他角色不得注明");
  }
  const bool is_officer = role == Role::kOfficer || role == Role::kLead;
  if (is_officer != is_agency(agency)) {
    return refused("/agency",
                   "an officer is of cyberspace, public_security or sector_regulator, and nobody else is",
                   "办理人员须属于 cyberspace、public_security 或 sector_regulator，其他角色不得注明");
  }
  if ((agency == "sector_regulator") == sector.empty())
    return refused("/sector", "a sector regulator's officer has a sector, and no other has one",
                   "行业主管部门人员须注明行业，其他人员不得注明");
  return std::nullopt;
}

Result<DeskAccount> ZoneDesk::add_first_account(const std::string& login, const std::string& password) {
  NewDeskAccount made;
  made.login = login;
  made.name = login;
  made.role = Role::kOperator;
  made.password = password;
  if (auto faults = faults_of(made); !faults.empty()) return fail(std::move(faults.front()));
  auto hash = desk::hashed(password);
  if (!hash) return fail(hash.error());
  const std::int64_t now = parts_->now();
  return parts_->store->transact([&](DeskTransaction& t) -> Result<DeskAccount> {
    const auto held = t.accounts_held();
    if (!held) return fail(held.error());
    if (*held > 0) {
      return fail({ErrorCode::kConflict,
                   "there are accounts already; an operator makes further ones",
                   {},
                   "已有账号；其他账号由运行人员创建"});
    }
    return make(t, made, *hash, nullptr, now);
  });
}

Result<DeskPage<DeskAccount>> ZoneDesk::accounts(const DeskAsker& asker, const DeskPageAsk& ask) {
  const auto page = desk::page_of(ask);
  if (!page) return fail(page.error());
  const auto rows = parts_->store->read(
      [&](const DeskReader& reader) { return reader.accounts(desk::reach_of(asker.account), *page); });
  if (!rows) return fail(rows.error());
  DeskPage<DeskAccount> out;
  for (const AccountRow& row : rows->rows) {
    auto account = desk::account_of(row);
    if (!account) return fail(account.error());
    out.rows.push_back(std::move(*account));
  }
  out.next = desk::cursor_text(rows->next);
  return out;
}

Result<DeskAccount> ZoneDesk::account(const DeskAsker& asker, const std::string& id) {
  const auto row = parts_->store->read(
      [&](const DeskReader& reader) { return reader.account(desk::reach_of(asker.account), id); });
  if (!row) return fail(row.error());
  return desk::account_of(*row);
}

std::vector<Error> faults_of(const NewDeskAccount& made) {
  std::vector<Error> faults;
  const auto note = [&](std::optional<Error> fault) {
    if (fault) faults.push_back(std::move(*fault));
  };
  note(fault_of_login(made.login));
  note(desk::fault_of_name(made.name, desk::kLongestName));
  note(fault_of_role(made));
  if (!made.subject.empty() && !access::is_subject(made.subject)) note(not_a_subject());
  note(fault_of_proof(made));
  return faults;
}

Result<DeskAccount> ZoneDesk::add_account(const DeskAsker& asker, const NewDeskAccount& made) {
  if (auto faults = faults_of(made); !faults.empty()) return fail(std::move(faults.front()));
  if (!is_of_realm(asker.account, made.role, made.tenant))
    return fail(refused("/role", "an account of that role is not yours to make", "无权创建该角色的账号"));
  if (auto fault = fault_of_sector(made.sector, parts_->law.rules)) return fail(std::move(*fault));
  auto hash = made.password.empty() ? Result<std::string>(std::string()) : desk::hashed(made.password);
  if (!hash) return fail(hash.error());
  const std::int64_t now = parts_->now();
  return parts_->store->transact(
      [&](DeskTransaction& t) -> Result<DeskAccount> { return make(t, made, *hash, &asker.account, now); });
}

Result<DeskAccount> ZoneDesk::change_account(const DeskAsker& asker, const std::string& id,
                                             const DeskAccountChange& change) {
  if (id == asker.account.id)
    return fail(
        {ErrorCode::kConflict,
         "the own account is not changed here: the password and the second factor at /v1/account, and "
         "the rest by another administrator",
         ":", "不能在此更改本人账号：密码与第二因素请在本人账号页修改，其余由另一名管理员修改"});
  std::string hash;
  if (change.password) {
    if (auto fault = access::fault_of_password(*change.password, {}))
      return fail(refused("/password", fault->en, fault->zh));
    auto made = desk::hashed(*change.password);
    if (!made) return fail(made.error());
    hash = std::move(*made);
  }
  if (change.name) {
    if (auto fault = desk::fault_of_name(*change.name, desk::kLongestName)) return fail(std::move(*fault));
  }
  if (change.subject && !change.subject->empty() && !access::is_subject(*change.subject))
    return fail(not_a_subject());
  const std::int64_t now = parts_->now();
  return parts_->store->transact([&](DeskTransaction& t) -> Result<DeskAccount> {
    auto row = t.account(desk::reach_of(asker.account), id);
    if (!row) return fail(row.error());
    const AccountRow before = *row;
    row->version = change.version;
    if (change.password) {
      if (auto fault = access::fault_of_password(*change.password, row->login))
        return fail(refused("/password", fault->en, fault->zh));
    }
    if (change.name) row->name = *change.name;
    if (change.is_disabled) row->is_disabled = *change.is_disabled;
    if (change.unlocks) {
      row->failed_sign_ins = 0;
      row->locked_until_ms = 0;
    }
    if (change.password) row->password_hash = hash;
    if (change.drops_second_factor) {
      row->totp_secret.clear();
      row->totp_step = 0;
    }
    if (change.subject) {
      row->subject.reset();
      if (!change.subject->empty()) row->subject = *change.subject;
      if (auto fault = fault_of_link(t, *row)) return fail(std::move(*fault));
    }
    const std::vector<std::string_view> changes = changes_of(before, *row, change);
    // What changes nothing ends no session: an account is put out with a row in the audit, or not at all.
    if (changes.empty()) {
      if (change.version != before.version) return fail(desk::moved_on());
      return desk::account_of(before);
    }
    const bool opens = std::any_of(changes.begin(), changes.end(), opens_account);
    if (opens) {
      auto origin = desk::origin_of(before);
      if (!origin) return fail(origin.error());
      origin->password_is_due |= change.password.has_value();
      desk::open_to(*row, std::move(*origin), asker.account.id, now, true);
    }
    if (auto kept = t.change_account(*row); !kept) return fail(kept.error());
    const bool puts_out = std::any_of(changes.begin(), changes.end(), ends_sessions);
    if (puts_out) {
      if (auto ended = t.end_sessions_of(id); !ended) return fail(ended.error());
    }
    for (const std::string_view action : changes)
      t.audit(desk::audit_row(asker.account, std::string(action), id, "done", now));
    ++row->version;
    return desk::account_of(*row);
  });
}

Result<std::vector<DeskAudit>> ZoneDesk::audit(const DeskAsker&, std::int64_t after, std::int64_t limit) {
  AuditAsk ask;
  ask.after_seq = after;
  ask.limit = std::clamp<std::int64_t>(limit, 1, kLargestPage);
  const auto rows = parts_->store->read([&](const DeskReader& reader) { return reader.audit(ask); });
  if (!rows) return fail(rows.error());
  std::vector<DeskAudit> out;
  for (const AuditRow& row : *rows) {
    out.push_back({row.seq, row.at_ms, row.account, row.role, row.desk.agency, row.tenant, row.action,
                   row.object, row.outcome, row.detail, row.hash});
  }
  return out;
}

}  // namespace tidegate
