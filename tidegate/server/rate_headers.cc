#include "tidegate/server/rate_headers.h"

#include <fmt/format.h>

namespace tidegate::server {

unsigned take_and_say(RateLimit& limit, std::string_view policy, const std::string& asker,
                      std::int64_t now_us, std::vector<std::pair<std::string, std::string>>& headers) {
  const auto taken = limit.take(asker, now_us);
  headers.emplace_back("RateLimit-Policy",
                       fmt::format("\"{}\";q={};w={}", policy, limit.burst(), limit.window_s()));
  headers.emplace_back("RateLimit", fmt::format("\"{}\";r={};t={}", policy, taken.left, taken.full_in_s));
  return taken.wait_seconds;
}

}  // namespace tidegate::server
