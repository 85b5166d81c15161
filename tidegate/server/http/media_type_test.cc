#include "tidegate/server/http/media_type.h"

#include <gtest/gtest.h>

namespace tidegate::server {
namespace {

TEST(MediaType, JsonIsJsonHoweverItIsWritten) {
  for (const char* said :
       {"application/json", "Application/JSON", "application/json;", "application/json ; charset=utf-8",
        "application/json; charset=\"UTF-8\"", "application/json; x=y;Charset=utf-8"})
    EXPECT_TRUE(is_json(said)) << said;
}

TEST(MediaType, AnotherKindOrAnotherCharsetIsNot) {
  for (const char* said : {"", ";", "text/plain", "application/json5", "application/problem+json",
                           "application/json; charset=utf-16", "application/json;charset=gb18030",
                           "application/json; charset=", "application/json; charset=utf-8; charset=gbk"})
    EXPECT_FALSE(is_json(said)) << said;
}

}  // namespace
}  // namespace tidegate::server
