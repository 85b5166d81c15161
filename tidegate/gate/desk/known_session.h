// Whose session a token stands for, as it is read; what is renewed of it is who_asks's.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "tidegate/access/session.h"
#include "tidegate/gate/desk/desk_parts.h"

namespace tidegate::desk {

struct KnownSession {
  SessionRow row;
  std::string hash;  // of the token
  DeskAccount account;
  access::SessionState state = access::SessionState::kEnded;
};
// nullopt: none, or one that has ended, or an account or a firm that was disabled a moment ago.
Result<std::optional<KnownSession>> known_session(const Parts& parts, std::string_view token,
                                                  std::int64_t now);

}  // namespace tidegate::desk
