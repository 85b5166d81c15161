#include "tidegate/server/problem.h"

#include <gtest/gtest.h>

#include <set>

#include "tidegate/base/json.h"

namespace tidegate::server {
namespace {

TEST(Problem, EveryCodeHasItsOwnNameAndBothLanguages) {
  std::set<std::string_view> names;
  for (std::size_t i = 0; i < kProblemCodes; ++i) {
    const auto code = static_cast<ProblemCode>(i);
    EXPECT_TRUE(names.insert(to_string(code)).second);
    EXPECT_FALSE(title_of(code).en.empty());
    EXPECT_FALSE(title_of(code).zh.empty());
    EXPECT_GE(status_of(code), 400);
  }
  EXPECT_EQ(to_string(ProblemCode::kUnavailable), "unavailable");
}

TEST(Problem, IsJsonInTheLanguageThatWasAskedFor) {
  const Problem problem{ProblemCode::kOutOfRange, {"the day is over", "该日期已过"}, {"/valid/until"}, 0};
  const Response response = answer(problem, Lang::kZh);
  EXPECT_EQ(response.status, 422);
  const auto json = parse_json(response.body, "body");
  ASSERT_TRUE(json);
  EXPECT_EQ(*json->find("detail")->string(), "该日期已过");
  EXPECT_EQ(*json->find("text")->find("en")->string(), "the day is over");
  EXPECT_EQ(*json->find("code")->string(), "out_of_range");
  EXPECT_EQ(*json->find("status")->integer(), 422);
  EXPECT_EQ(json->find("pointers")->array()->at(0), Json(std::string("/valid/until")));
}

TEST(Problem, AFaultOfOursSaysNothingOfWhatIsInside) {
  const Problem problem = problem_of({ErrorCode::kCorrupt, "page 7 of /data/desk.db", "/data", "第 7 页"});
  EXPECT_EQ(problem.code, ProblemCode::kInternal);
  EXPECT_EQ(answer(problem, Lang::kEn).body.find("desk.db"), std::string::npos);
}

TEST(Problem, PlacesOutsideTheBodyAreNotTold) {
  EXPECT_TRUE(problem_of({ErrorCode::kConflict, "moved on", "accounts/01J", "已变更"}).pointers.empty());
  EXPECT_EQ(problem_of({ErrorCode::kMalformed, "is no date", "/on", "不是日期"}).pointers,
            (std::vector<std::string>{"/on"}));
  EXPECT_EQ(problem_of({ErrorCode::kMalformed, "is no object", ":", "不是对象"}).pointers,
            (std::vector<std::string>{""}));
  EXPECT_EQ(problem_of({ErrorCode::kMalformed, "is no date", ":/on", "不是日期"}).pointers,
            (std::vector<std::string>{"/on"}));
}

TEST(Problem, StandsForTheNumbersThatTheServerItselfRefusesWith) {
  for (const int status : {400, 413, 431, 503}) EXPECT_EQ(status_of(problem_of_status(status).code), status);
  EXPECT_EQ(problem_of_status(503).retry_seconds, 1U);
}

TEST(Problem, SpeaksChineseWhereItIsWantedMore) {
  const auto language = [](std::string asked) {
    Request request;
    request.headers.emplace_back("accept-language", std::move(asked));
    return language_of(request);
  };
  for (const char* asked : {"zh", "zh-CN,zh;q=0.9,en;q=0.8", "de, ZH-Hans;q=0.5, en;q=0.4"})
    EXPECT_EQ(language(asked), Lang::kZh) << asked;
  for (const char* asked : {"", "en", "en-US,en;q=0.9,zh;q=0.8", "zh;q=0", "zhx", "*", "fr, zh;q=x"})
    EXPECT_EQ(language(asked), Lang::kEn) << asked;
}

}  // namespace
}  // namespace tidegate::server
