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

TEST(Conditional, ATagIsOfVersionAndBytesAndNamesItsVersion) {
  const std::string tag = entity_tag(7, "{}");
  EXPECT_EQ(tag, entity_tag(7, "{}"));
  EXPECT_NE(tag, entity_tag(8, "{}"));
  EXPECT_NE(tag, entity_tag(7, "[]")) << "what another is shown of the same version";
  EXPECT_EQ(version_in(tag), 7);
  EXPECT_EQ(version_in("\"v7\""), 7);
  EXPECT_EQ(version_in("\"v7-0123456789abcdef-1f\""), 7);
  for (const char* other :
       {"", "*", "v7", "\"v\"", "\"v7", "\"v7-\"", "\"v7-xyz\"", "\"v7-0123456789abcdeG\"",
        "\"v7-0123456789abcdef-\"", "\"v7-0123456789abcdef-1g\"", "\"v7-0123456789abcdef-1f-00\"",
        "\"v7-1f\"", "\"v99999999999999999999\"", "\"v-0123456789abcdef\"", "\"7\"", "W/\"v7\""})
    EXPECT_EQ(version_in(other), std::nullopt) << other;
}

TEST(Conditional, ReadsAnyText) {
  rc::check([](const std::string& text) {
    std::size_t octets = 0;
    each_member(text, [&](std::string_view member) { octets += member.size(); });
    RC_ASSERT(octets <= text.size());
    (void)version_in(text);
    RC_ASSERT(holds(text + ", \"v7\""));
  });
}

}  // namespace
}  // namespace tidegate::server
