#include "tidegate/gate/desk/oidc_account.h"

#include "tidegate/base/hash.h"
#include "tidegate/gate/desk/account_origin.h"
#include "tidegate/gate/desk/given_name.h"

namespace tidegate::desk {
namespace {

constexpr std::size_t kLoginDigits = 20;

using Found = std::optional<DeskAccount>;

Result<Found> made(DeskTransaction& t, const access::OidcRole& role, const std::string& subject,
                   const Json& claims, std::int64_t now) {
  AccountRow row;
  row.id = new_id(now);
  row.login = "oidc." + sha256_hex(subject).substr(0, kLoginDigits);
  const Json* name = claims.find("name");
  const bool has_name =
      name != nullptr && name->string() != nullptr && !fault_of_name(*name->string(), kLongestName);
  row.name = has_name ? *name->string() : row.login;
  if (!role.tenant.empty()) row.tenant = TenantId(role.tenant);
  row.desk = {role.agency, role.sector};
  row.roles = to_string(role.role);
  row.subject = subject;
  row.created_ms = now;
  AccountOrigin origin;
  origin.is_by_claims = true;
  row.document = origin_text(origin);
  if (auto added = t.add_account(row); !added) return fail(added.error());
  row.version = 1;
  auto account = account_of(row);
  if (!account) return fail(account.error());
  t.audit(audit_row(*account, "account.provision", account->id, "done", now));
  return Found(std::move(*account));
}

}  // namespace

Result<Found> account_for(DeskTransaction& t, const access::OidcSettings& settings,
                          const std::string& subject, const Json& claims, std::int64_t now) {
  const access::OidcRole* role = settings.provision ? access::role_of(*settings.provision, claims) : nullptr;
  auto found = t.account_by_subject(subject);
  if (!found) return fail(found.error());
  if (!*found) return role == nullptr ? Result<Found>(Found()) : made(t, *role, subject, claims, now);
  AccountRow row = **found;
  if (row.is_disabled) return Found();
  const auto origin = origin_of(row);
  if (!origin) return fail(origin.error());
  if (origin->is_by_claims) {
    // Whose a row is never changes.
    const std::string firm = row.tenant ? row.tenant->text() : std::string();
    if (role == nullptr || firm != role->tenant) return Found();
    const AgencyDesk place{role->agency, role->sector};
    if (row.roles != to_string(role->role) || row.desk != place) {
      row.roles = to_string(role->role);
      row.desk = place;
      if (auto kept = t.change_account(row); !kept) return fail(kept.error());
      if (auto ended = t.end_sessions_of(row.id); !ended) return fail(ended.error());
      ++row.version;
      const auto changed = account_of(row);
      if (!changed) return fail(changed.error());
      t.audit(audit_row(*changed, "account.provision_role", changed->id, "done", now));
    }
  }
  auto account = account_of(row);
  if (!account) return fail(account.error());
  return Found(std::move(*account));
}

}  // namespace tidegate::desk
