// Whose account somebody is whom a provider vouches for. Private to this folder.
#pragma once

#include <optional>
#include <string>

#include "tidegate/access/oidc.h"
#include "tidegate/gate/desk/desk_parts.h"

namespace tidegate::desk {

// The account that is linked to the subject; where the settings say so, one is made, or changed to the role
// that the claims give now. nullopt: none, or it is closed. claims: of the ID token. A linked account that a
// person made keeps its role whatever the claims say.
Result<std::optional<DeskAccount>> account_for(DeskTransaction& t, const access::OidcSettings& settings,
                                               const std::string& subject, const Json& claims,
                                               std::int64_t now);

}  // namespace tidegate::desk
