// What a rate limit says in the answer of what is left: RateLimit-Policy and RateLimit.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tidegate/server/rate_limit.h"

namespace tidegate::server {

// Takes a token of a limit that is on, and adds what it has to say.
// policy  of what the bucket is: "account", "peer". Returns the seconds to wait, 0: go on.
unsigned take_and_say(RateLimit& limit, std::string_view policy, const std::string& asker,
                      std::int64_t now_us, std::vector<std::pair<std::string, std::string>>& headers);

}  // namespace tidegate::server
