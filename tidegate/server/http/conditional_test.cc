#include "tidegate/server/http/conditional.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace tidegate::server {
namespace {

bool holds(std::string sent) {
  Request request;
  request.headers.emplace_back("if-none-match", std::move(sent));
  return is_held(request, "\"v7\"");
}

TEST(Conditional, NamesAnETagAmongOthersWeakOrNot) {
  for (const char* sent : {"\"v7\"", "W/\"v7\"", "\"v6\",\"v7\"", " \"x\" ,\tW/\"v7\" ", "*"})
    EXPECT_TRUE(holds(sent)) << sent;
  for (const char* sent : {"", "v7", "\"v70\"", "\"v7", "W/v7", ",", "\"v6\", \"v8\""})
    EXPECT_FALSE(holds(sent)) << sent;
}

TEST(Conditional, ReadsAnyText) {
  rc::check([](const std::string& text) {
    std::size_t octets = 0;
    each_member(text, [&](std::string_view member) { octets += member.size(); });
    RC_ASSERT(octets <= text.size());
    RC_ASSERT(holds(text + ", \"v7\""));
  });
}

}  // namespace
}  // namespace tidegate::server
