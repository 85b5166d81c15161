#include "tidegate/gate/desk/known_session.h"

#include "tidegate/gate/desk/firm_standing.h"

namespace tidegate::desk {

Result<std::optional<KnownSession>> known_session(const Parts& parts, std::string_view token,
                                                  std::int64_t now) {
  constexpr std::size_t kTokenLength = 43;
  if (token.size() != kTokenLength) return std::optional<KnownSession>();
  const std::string hash = access::token_hash(token);
  return parts.store->read([&](const DeskReader& reader) -> Result<std::optional<KnownSession>> {
    auto session = reader.session(hash);
    if (!session) return fail(session.error());
    if (!*session) return std::optional<KnownSession>();
    const SessionRow& row = **session;
    const auto state = access::session_state({row.created_ms, row.last_seen_ms, row.expires_ms}, now);
    if (state == access::SessionState::kEnded) return std::optional<KnownSession>();
    const auto account = reader.account_of_session(row.account);
    if (!account) return fail(account.error());
    if (!*account || (*account)->is_disabled) return std::optional<KnownSession>();
    const auto may = may_act_for(reader, (*account)->tenant);
    if (!may) return fail(may.error());
    if (!*may) return std::optional<KnownSession>();
    auto known = account_of(**account);
    if (!known) return fail(known.error());
    // Who comes in at the identity provider shows no password here.
    if (row.stage == "oidc") known->password_is_due = false;
    return std::optional<KnownSession>(KnownSession{row, hash, std::move(*known), state});
  });
}

}  // namespace tidegate::desk
