#include "tidegate/server/router.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace tidegate::server {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Router routes() {
  Router router;
  router.add("GET", "/healthz", 0);
  router.add("GET", "/v1/accounts/{account}", 1);
  router.add("PATCH", "/v1/accounts/{account}", 2);
  router.add("GET", "/v1/accounts/me", 3);
  router.add("POST", "/v1/cases/{case}/notes/{note}", 4);
  return router;
}

TEST(Router, FindsARouteAndWhatStandsInItsPlaces) {
  const Router router = routes();
  EXPECT_EQ(router.find("GET", "/healthz").route, 0U);
  EXPECT_EQ(router.find("HEAD", "/healthz").route, 0U);
  const auto found = router.find("POST", "/v1/cases/01J/notes/a%2Fb%20%E6%BD%AE");
  EXPECT_EQ(found.route, 4U);
  EXPECT_THAT(found.parameters, ElementsAre("01J", "a/b 潮"));
}

TEST(Router, AWordGoesBeforeAPlace) {
  const Router router = routes();
  EXPECT_EQ(router.find("GET", "/v1/accounts/me").route, 3U);
  EXPECT_EQ(router.find("PATCH", "/v1/accounts/me").route, 2U);
  EXPECT_EQ(router.find("GET", "/v1/accounts/you").route, 1U);
}

TEST(Router, SaysWhichMethodsAPathHas) {
  const Router router = routes();
  const auto found = router.find("DELETE", "/v1/accounts/x");
  EXPECT_EQ(found.route, std::nullopt);
  EXPECT_THAT(found.allowed, ElementsAre("GET", "PATCH"));
}

TEST(Router, TakesNoPathThatIsNone) {
  const Router router = routes();
  for (const char* path : {"", "/", "healthz", "/healthz/", "//healthz", "/v1/accounts/", "/v1/accounts//x",
                           "/v1/accounts/x/y", "*", "/HEALTHZ"}) {
    const auto found = router.find("GET", path);
    EXPECT_EQ(found.route, std::nullopt) << path;
    EXPECT_THAT(found.allowed, IsEmpty()) << path;
  }
  for (const char* path :
       {"/v1/accounts/%", "/v1/accounts/%4", "/v1/accounts/%00", "/v1/accounts/%0a", "/v1/accounts/%ff"})
    EXPECT_TRUE(router.find("GET", path).is_malformed) << path;
}

TEST(Router, AnyPathIsAnsweredOneWayOrTheOther) {
  const Router router = routes();
  rc::check([&](const std::string& method, const std::string& path) {
    const auto found = router.find(method, path);
    RC_ASSERT(!found.route || found.allowed.empty());
  });
}

}  // namespace
}  // namespace tidegate::server
