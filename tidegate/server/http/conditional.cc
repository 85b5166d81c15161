#include "tidegate/server/http/conditional.h"

namespace tidegate::server {

bool is_held(const Request& request, std::string_view etag) {
  bool holds = false;
  each_member(request.header("if-none-match"), [&](std::string_view member) {
    if (member.starts_with("W/")) member.remove_prefix(2);
    holds = holds || member == etag || member == "*";
  });
  return holds;
}

}  // namespace tidegate::server
