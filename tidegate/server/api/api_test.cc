#include "tidegate/server/api/api.h"

#include <gtest/gtest.h>

namespace tidegate::server {
namespace {

bool is_costly(const char* method, const char* path) {
  Request request;
  request.method = method;
  request.path = path;
  return Api::is_costly(request);
}

TEST(Api, KnowsWhatLooksAtPasswordsHoweverItsPathIsSpelled) {
  for (const char* const path : {"/v1/session", "/v1/%73ession", "/%761/s%65ssion", "/v1/accounts",
                                 "/v1/%61ccounts", "/v1/account/password", "/v1/acc%6Funt/second-factor"})
    EXPECT_TRUE(is_costly("POST", path)) << path;
  EXPECT_TRUE(is_costly("PATCH", "/v1/%61ccounts/a1"));
  EXPECT_FALSE(is_costly("GET", "/v1/session"));
  EXPECT_FALSE(is_costly("GET", "/v1/accounts"));
  for (const char* const path : {"/v1/decisions", "/v1/session/", "/v1//session", "/v1/%zz", "/"})
    EXPECT_FALSE(is_costly("POST", path)) << path;
}

}  // namespace
}  // namespace tidegate::server
