// What the query of a route may say, as api/openapi.yaml has it. A value outside of that is refused, since
// one that is passed over silently shows other rows than were asked for. Parameters that a route does not
// have say nothing there.
#pragma once

#include <optional>
#include <string_view>

#include "tidegate/server/http/message.h"
#include "tidegate/server/problem.h"

namespace tidegate::server {

// route  its template, "/v1/cases". Of what is asked with GET; parameters that are empty are not asked.
// Returns  400 that names the parameter and what it may be; none: all is as it may be.
std::optional<Problem> fault_of_query(std::string_view route, const Request& request);

}  // namespace tidegate::server
