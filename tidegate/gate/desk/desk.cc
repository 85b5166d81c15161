#include "tidegate/gate/desk/desk.h"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>

#include "tidegate/access/password.h"
#include "tidegate/base/base64.h"
#include "tidegate/base/ulid.h"
#include "tidegate/gate/desk/account_origin.h"
#include "tidegate/gate/desk/cases.h"
#include "tidegate/gate/desk/credential_shelf.h"
#include "tidegate/gate/desk/desk_parts.h"
#include "tidegate/gate/desk/follow_calendar.h"
#include "tidegate/gate/desk/operations.h"
#include "tidegate/gate/desk/permit_issue.h"
#include "tidegate/gate/desk/sampling.h"
#include "tidegate/gate/desk/webhooks.h"
#include "tidegate/gate/desk/workers.h"
#include "tidegate/gate/desk/zone.h"
#include "tidegate/gate/desk/zone_kept.h"
#include "tidegate/gate/filing/check_filing.h"

namespace tidegate {
namespace desk {

template <std::size_t N>
std::array<std::uint8_t, N> drawn() {
  std::array<std::uint8_t, N> bytes{};
  randombytes_buf(bytes.data(), bytes.size());
  return bytes;
}
template std::array<std::uint8_t, 10> drawn();
template std::array<std::uint8_t, 16> drawn();
template std::array<std::uint8_t, 20> drawn();
template std::array<std::uint8_t, 32> drawn();

Parts::Parts() = default;
Parts::~Parts() { workers.reset(); }  // they stand on all the rest

std::string new_id(std::int64_t now_ms) { return ulid(now_ms, drawn<10>()); }

Result<DeskAccount> account_of(const AccountRow& row) {
  const auto role = role_of(row.roles);
  if (!role)
    return fail({ErrorCode::kCorrupt, "an account has a role that this program does not know", row.id, {}});
  const auto origin = origin_of(row);
  if (!origin) return fail(origin.error());
  return DeskAccount{row.id,
                     row.login,
                     row.name,
                     *role,
                     row.tenant ? row.tenant->text() : std::string(),
                     row.desk.agency,
                     row.desk.sector,
                     has_second_factor(row),
                     origin->password_is_due,
                     row.is_disabled,
                     row.subject.value_or(std::string()),
                     row.locked_until_ms,
                     row.created_ms,
                     row.version};
}

Reach reach_of(const DeskAccount& account) {
  if (is_of_firm(account.role)) return Reach::of_firm(TenantId(account.tenant));
  if (account.role == Role::kOfficer || account.role == Role::kLead)
    return Reach::of_agency({account.agency, account.sector});
  return Reach::of_whole_desk();
}

AuditRow audit_row(const DeskAccount& who, std::string action, std::string object, std::string outcome,
                   std::int64_t now_ms) {
  AuditRow row;
  row.at_ms = now_ms;
  row.account = who.id;
  row.role = to_string(who.role);
  row.desk = {who.agency, who.sector};
  row.tenant = who.tenant;
  row.action = std::move(action);
  row.object = std::move(object);
  row.outcome = std::move(outcome);
  row.detail = "{}";
  return row;
}

Result<std::string> hashed(std::string_view password) {
  auto hash = access::password_hash(password, drawn<16>());
  if (!hash) {
    return fail({ErrorCode::kUnavailable,
                 "there is no memory to look at a password just now",
                 {},
                 "内存不足，暂时无法校验密码"});
  }
  return std::move(*hash);
}

Error wrong_password(std::string where) {
  return {ErrorCode::kOutOfRange, "the password is wrong", std::move(where), "密码有误"};
}

std::string cursor_text(const std::optional<Cursor>& cursor) {
  if (!cursor) return {};
  return to_base64url(cursor->key + '\n' + cursor->id);
}

Result<PageAsk> page_of(const DeskPageAsk& ask) {
  PageAsk page;
  page.limit = std::clamp<std::int64_t>(ask.limit, 1, kLargestPage);
  if (ask.after.empty()) return page;
  constexpr std::size_t kLongest = 1'024;
  const std::string both =
      ask.after.size() <= kLongest ? from_base64url(ask.after).value_or(std::string()) : std::string();
  const std::size_t mark = both.find('\n');
  if (mark == std::string::npos) {
    return fail({ErrorCode::kMalformed,
                 "\"after\" is not what a page gave as its next",
                 {},
                 "“after”不是上一页给出的 next"});
  }
  page.after = Cursor{both.substr(0, mark), both.substr(mark + 1)};
  return page;
}

}  // namespace desk

ZoneDesk::ZoneDesk(std::unique_ptr<desk::Parts> parts) : parts_(std::move(parts)) {}
ZoneDesk::~ZoneDesk() = default;

Result<std::unique_ptr<ZoneDesk>> ZoneDesk::open(const DeskOptions& options) {
  auto zone = zone_of_desk(options.folder, day_in_china(options.clock->now_ms()));
  if (!zone) return fail(std::move(zone.error()));
  DeskStore::Options how;
  how.migrates = options.migrates;
  auto store = DeskStore::open({options.folder, options.database_url, options.password}, how);
  if (!store) return fail(std::move(store.error()));
  auto parts = std::make_unique<desk::Parts>();
  parts->filing_grounds =
      FilingGrounds::of(std::move(zone->looks), std::move(zone->grounds), options.program);
  parts->store = std::move(*store);
  parts->clock = options.clock;
  parts->law = std::move(zone->law);
  parts->zone = std::move(zone->told);
  const std::int64_t now = parts->now();
  const auto kept = parts->store->transact([&](DeskTransaction& t) -> Result<bool> {
    if (auto seeds = desk::keep_seeds(t, now); !seeds) return fail(seeds.error());
    if (auto known = desk::keep_zone(t, parts->zone, now); !known) return fail(known.error());
    return true;
  });
  if (!kept) return fail(kept.error());
  parts->told = desk::tell_firm;
  parts->credentials = std::make_unique<desk::CredentialShelf>(options.folder);
  parts->workers = std::make_unique<desk::Workers>(*parts->store, *parts->clock);
  parts->permit_keys = std::make_shared<desk::PermitKeys>(
      desk::PermitKeyPlace{options.folder, options.permit_key, options.permit_passphrase_file});
  parts->decided = [of = parts.get()](DeskTransaction& t, const desk::DecidedCase& decided) {
    return desk::settle_permits(*of, t, decided, of->now());
  };
  return std::unique_ptr<ZoneDesk>(new ZoneDesk(std::move(parts)));
}

Result<void> ZoneDesk::ready() { return parts_->store->ping(); }
std::size_t ZoneDesk::operations_held() const { return parts_->workers->held(); }
const ZoneTold& ZoneDesk::zone() const { return parts_->zone; }
const std::string& ZoneDesk::shown() { return parts_->store->shown(); }

Result<bool> ZoneDesk::has_accounts() {
  const auto held = parts_->store->read([](const DeskReader& reader) { return reader.accounts_held(); });
  if (!held) return fail(held.error());
  return *held > 0;
}

Result<void> ZoneDesk::sweep() {
  constexpr std::int64_t kKeptMs = std::int64_t{30} * 24 * 3'600'000;
  constexpr std::int64_t kAtOnce = 1'000;
  const std::int64_t now = parts_->now();
  const auto swept = parts_->store->transact([&](DeskTransaction& t) -> Result<Swept> {
    if (auto seeds = desk::keep_seeds(t, now); !seeds) return fail(seeds.error());
    return t.sweep(now, now - kKeptMs, kAtOnce);
  });
  if (!swept) return fail(swept.error());
  if (const auto failed = DeskOperations(*parts_).fail_lost(); !failed) return fail(failed.error());
  if (const auto due = desk::run_due(*parts_); !due) return fail(due.error());
  if (const auto followed = desk::follow_calendar(*parts_); !followed) return fail(followed.error());
  return {};
}

}  // namespace tidegate
