#include "tidegate/server/console_files.h"

#include <gtest/gtest.h>

#include <array>

namespace tidegate::server {
namespace {

constexpr std::array<ConsoleFile, 3> kFiles{{{"assets/index-3fa9c1.js", "plain", "zipped"},
                                             {"favicon.svg", "<svg/>", ""},
                                             {"index.html", "<html>", "<zipped>"}}};

Response ask(std::string path, std::vector<std::pair<std::string, std::string>> headers = {}) {
  static const ConsoleFiles console(kFiles);
  Request request;
  request.method = "GET";
  request.path = std::move(path);
  request.headers = std::move(headers);
  return console.answer(request);
}

std::string header(const Response& response, std::string_view name) {
  for (const auto& [key, value] : response.headers) {
    if (key == name) return value;
  }
  return {};
}

TEST(ConsoleFiles, TakesEveryPathButThoseOfTheApiAndOfThoseWhoWatch) {
  for (const char* path : {"/", "/cases/01J", "/v1x", "/assets/a.js", "/recipient"})
    EXPECT_TRUE(ConsoleFiles::is_path(path)) << path;
  for (const char* path : {"/v1", "/v1/", "/v1/cases", "/healthz", "/readyz", "/metrics", "", "*"})
    EXPECT_FALSE(ConsoleFiles::is_path(path)) << path;
}

TEST(ConsoleFiles, AnswersAPathOfTheConsoleWithItsPage) {
  for (const char* path : {"/", "/index.html", "/cases/01J", "/%2e%2e/etc/passwd", "/recipient"}) {
    const Response response = ask(path);
    EXPECT_EQ(response.status, 200) << path;
    EXPECT_EQ(response.body, "<html>") << path;
    EXPECT_EQ(header(response, "Content-Type"), "text/html; charset=utf-8");
    EXPECT_EQ(header(response, "Cache-Control"), "no-cache");
    EXPECT_EQ(header(response, "Content-Security-Policy"), kConsolePolicy);
  }
}

// Its script and style stand in the page: the console's policy would stop them.
TEST(ConsoleFiles, ServesThePageThatVerifiesUnderThePolicyThatItStates) {
  constexpr std::string_view kPage =
      "<head><meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src "
      "'sha256-x='\" />";
  const std::array<ConsoleFile, 2> files{{{"index.html", "<html>", ""}, {"verify.html", kPage, ""}}};
  const ConsoleFiles console(files);
  Request request;
  request.method = "GET";
  request.path = "/verify.html";
  const Response response = console.answer(request);
  EXPECT_EQ(response.body, kPage);
  EXPECT_EQ(header(response, "Content-Security-Policy"),
            "default-src 'none'; script-src 'sha256-x='; frame-ancestors 'none'");
  for (const char* other :
       {"", "<html>", "<meta http-equiv=\"Content-Security-Policy\" content=\"script-src *\">"})
    EXPECT_EQ(verify_page_policy(other), "") << other;
}

TEST(ConsoleFiles, KeepsForGoodWhatIsNamedByItsHashAndNeverGivesAPageForAScript) {
  const Response script = ask("/assets/index-3fa9c1.js");
  EXPECT_EQ(script.body, "plain");
  EXPECT_EQ(header(script, "Content-Type"), "text/javascript; charset=utf-8");
  EXPECT_EQ(header(script, "Cache-Control"), "public, max-age=31536000, immutable");
  EXPECT_EQ(ask("/assets/index-000000.js").status, 404);
}

TEST(ConsoleFiles, SaysThatThePageIsStillTheSame) {
  const std::string etag = header(ask("/"), "ETag");
  EXPECT_TRUE(etag.starts_with("W/\"")) << etag;
  for (const std::string& held : {etag, "\"x\", " + etag, etag.substr(2), std::string("*")}) {
    const Response response = ask("/cases", {{"if-none-match", held}});
    EXPECT_EQ(response.status, 304) << held;
    EXPECT_TRUE(response.body.empty());
    EXPECT_EQ(header(response, "ETag"), etag);
  }
  EXPECT_EQ(ask("/", {{"if-none-match", "\"x\""}}).status, 200);
}

TEST(ConsoleFiles, CompressesForThoseAloneWhoTakeIt) {
  for (const char* takes : {"gzip", "br, gzip", "deflate, gzip;q=0.5"}) {
    const Response response = ask("/", {{"accept-encoding", takes}});
    EXPECT_EQ(response.body, "<zipped>") << takes;
    EXPECT_EQ(header(response, "Content-Encoding"), "gzip");
    EXPECT_EQ(header(response, "Vary"), "Accept-Encoding");
  }
  for (const char* takes : {"", "br", "gzip;q=0", "gzip;q=0.000", "xgzip"})
    EXPECT_EQ(ask("/", {{"accept-encoding", takes}}).body, "<html>") << takes;
  EXPECT_EQ(ask("/favicon.svg", {{"accept-encoding", "gzip"}}).body, "<svg/>");
}

TEST(ConsoleFiles, IsReadAndNeverWritten) {
  const ConsoleFiles console(kFiles);
  Request request;
  request.method = "POST";
  request.path = "/";
  const Response response = console.answer(request);
  EXPECT_EQ(response.status, 405);
  EXPECT_EQ(header(response, "Allow"), "GET");
}

TEST(ConsoleFiles, SaysHowToBuildWhatIsNotThere) {
  const ConsoleFiles none(std::span<const ConsoleFile>{});
  Request request;
  request.method = "GET";
  request.path = "/";
  const Response response = none.answer(request);
  EXPECT_EQ(response.status, 200);
  EXPECT_NE(response.body.find("tools/web build"), std::string::npos);
  EXPECT_NE(response.body.find("控制台"), std::string::npos);
}

TEST(ConsoleFiles, HoldsWhatTheBuildFoundInOrder) {
  const auto files = built_console();
  EXPECT_TRUE(std::is_sorted(files.begin(), files.end(),
                             [](const ConsoleFile& a, const ConsoleFile& b) { return a.path < b.path; }));
}

}  // namespace
}  // namespace tidegate::server
