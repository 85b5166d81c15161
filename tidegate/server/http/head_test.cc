#include "tidegate/server/http/head.h"

#include <gtest/gtest.h>

namespace tidegate::server {
namespace {

Request with(std::vector<std::pair<std::string, std::string>> headers) {
  Request head;
  head.headers = std::move(headers);
  return head;
}

TEST(Head, HasTokensForNames) {
  EXPECT_TRUE(is_field("x-word", "any thing"));
  EXPECT_TRUE(is_field("x-empty", ""));
  for (const char* name : {"", "content-length ", " host", "a b", "a:b", "a\tb", "名"})
    EXPECT_FALSE(is_field(name, "1")) << name;
  EXPECT_FALSE(is_field("x", "a\rb"));
  EXPECT_FALSE(is_field("x", "a\nb"));
  EXPECT_FALSE(is_field("x", std::string_view("a\0b", 3)));
}

TEST(Head, AsksForATargetWithoutSpacesAndControls) {
  EXPECT_TRUE(is_target("/v1/cases?q=%20+潮"));
  EXPECT_TRUE(is_target("*"));
  for (const char* target : {"", "/a b", " /a", "/a\tb", "/a\rb", "/a\x01", "/a\x7f"})
    EXPECT_FALSE(is_target(target)) << target;
}

TEST(Head, SaysOnceOfWhomItAsksAndWhereItsBodyEnds) {
  EXPECT_TRUE(is_clear(with({{"host", "a"}, {"content-length", "3"}}), "HTTP/1.1"));
  EXPECT_TRUE(is_clear(with({{"host", "a"}, {"transfer-encoding", "Chunked"}}), "HTTP/1.1"));
  EXPECT_TRUE(is_clear(with({}), "HTTP/1.0"));
  EXPECT_FALSE(is_clear(with({}), "HTTP/1.1"));
  EXPECT_FALSE(is_clear(with({{"host", "a"}, {"host", "a"}}), "HTTP/1.1"));
  EXPECT_FALSE(is_clear(with({{"host", "a"}, {"transfer-encoding", "chunked"}}), "HTTP/1.0"));
  EXPECT_FALSE(is_clear(with({{"host", "a"}, {"transfer-encoding", "gzip"}}), "HTTP/1.1"));
  EXPECT_FALSE(
      is_clear(with({{"host", "a"}, {"transfer-encoding", "chunked"}, {"content-length", "3"}}), "HTTP/1.1"));
  EXPECT_FALSE(is_clear(with({{"host", "a"}, {"content-length", "3"}, {"content-length", "3"}}), "HTTP/1.1"));
}

}  // namespace
}  // namespace tidegate::server
