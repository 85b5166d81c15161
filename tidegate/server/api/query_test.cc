#include "tidegate/server/api/query.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tidegate::server {
namespace {

using Pairs = std::vector<std::pair<std::string, std::string>>;

std::optional<Problem> fault(const char* route, Pairs query, const char* method = "GET") {
  Request request;
  request.method = method;
  request.query = std::move(query);
  return fault_of_query(route, request);
}

TEST(Query, IsRefusedWhereItSaysWhatItCannotAndNamesWhat) {
  const Pairs wrong{{"limit", "abc"},
                    {"limit", "0"},
                    {"limit", "201"},
                    {"limit", "-1"},
                    {"limit", "1e2"},
                    {"limit", " 5"},
                    {"limit", "99999999999999999999"},
                    {"lane", "purple"},
                    {"state", "nope"},
                    {"assignee", "you"},
                    {"is_open", "maybe"},
                    {"is_open", "TRUE"},
                    {"is_open", "false "}};
  for (const auto& pair : wrong) {
    const auto problem = fault("/v1/cases", {pair});
    ASSERT_TRUE(problem) << pair.first << "=" << pair.second;
    EXPECT_EQ(status_of(problem->code), 400);
    EXPECT_THAT(problem->detail.en, testing::StartsWith(pair.first + " is "));
    EXPECT_THAT(problem->detail.zh, testing::HasSubstr(pair.first));
    EXPECT_THAT(problem->detail.en, testing::Not(testing::HasSubstr(pair.second + "\"")));
  }
  EXPECT_TRUE(fault("/v1/contests", {{"level", "fact"}}));
  EXPECT_TRUE(fault("/v1/contests", {{"state", "under_assessment"}}));
  EXPECT_TRUE(fault("/v1/contests", {{"limit", "0"}}));
  EXPECT_TRUE(fault("/v1/audit", {{"after", "-1"}}));
  EXPECT_TRUE(fault("/v1/cases/{case}/steps", {{"after", "x"}}));
  EXPECT_TRUE(fault("/v1/filings", {{"limit", "x"}}, "HEAD"));
  EXPECT_TRUE(fault("/v1/firms", {{"limit", "5"}, {"limit", "6"}})) << "which one?";
}

TEST(Query, IsTakenWhereItSaysWhatItMayOrWhatTheRouteDoesNotAsk) {
  EXPECT_FALSE(fault("/v1/cases", {{"limit", "1"},
                                   {"lane", "red"},
                                   {"state", "under_assessment"},
                                   {"assignee", "none"},
                                   {"is_open", "false"},
                                   {"after", "any text"}}));
  EXPECT_FALSE(fault("/v1/cases", {{"limit", "200"}, {"lane", ""}, {"x", "y"}}));
  EXPECT_FALSE(fault("/v1/contests", {{"level", "policy"}, {"state", "answered"}, {"after", "x"}}));
  EXPECT_FALSE(fault("/v1/audit", {{"after", "0"}}));
  EXPECT_FALSE(fault("/v1/oidc/callback", {{"state", "nope"}}));
  EXPECT_FALSE(fault("/v1/flows", {{"limit", "500"}}));
  EXPECT_FALSE(fault("/v1/accounts", {{"limit", "0"}}, "POST"));
}

}  // namespace
}  // namespace tidegate::server
