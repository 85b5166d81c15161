// Signing in at an identity provider: off to it, and back. What goes wrong on the way back is read by a
// person in a browser, so it is told as a page too.
#include <fmt/format.h>

#include "tidegate/base/json_writer.h"
#include "tidegate/gate/desk/oidc.h"
#include "tidegate/server/api/api.h"

namespace tidegate::server {
namespace {

constexpr std::string_view kCallback = "/v1/oidc/callback";
constexpr std::string_view kSignedOut = "/v1/oidc/signed-out";

Problem no_provider() {
  return {
      ProblemCode::kNotFound,
      {"this desk has no identity provider; sign in by password", "本服务未配置身份提供方；请使用密码登录"},
      {},
      0};
}

Problem problem_of(const DeskOidcIn& in) {
  switch (in.answer) {
    case DeskOidcAnswer::kUnknown:
      return {ProblemCode::kNotAllowed,
              {"you are signed in at the provider, but have no account at this desk; ask your administrator "
               "to link one",
               "已通过身份提供方认证，但您在本服务没有账号；请联系管理员关联账号"},
              {},
              0};
    case DeskOidcAnswer::kRefused:
      return {ProblemCode::kNotAllowed,
              {"the identity provider did not sign you in", "身份提供方未完成登录"},
              {},
              0};
    case DeskOidcAnswer::kUntrusted:
      return {ProblemCode::kNotAllowed,
              {fmt::format("what the identity provider says cannot be believed ({}); tell the operator",
                           in.claim),
               fmt::format("身份提供方的答复不可信（{}）；请告知运行人员", in.claim)},
              {},
              0};
    case DeskOidcAnswer::kBroken:
    case DeskOidcAnswer::kWelcome:
      break;
  }
  return {ProblemCode::kMalformed,
          {"this sign-in was begun in another browser, too long ago, or is finished; begin again",
           "本次登录由其他浏览器发起、已超时或已完成；请重新登录"},
          {},
          0};
}

// Both texts are ours, and hold nothing of the request.
Answered told(const Request& request, const Problem& problem) {
  if (request.header("accept").find("text/html") == std::string_view::npos) return problem;
  const Text title = title_of(problem.code);
  const Text detail = problem.detail.empty() ? title : problem.detail;
  Answer page{
      status_of(problem.code),
      fmt::format("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Tidegate "
                  "潮闸</title></head>\n"
                  "<body><h1>{}</h1>\n<p>{}</p>\n<h1 lang=\"zh-CN\">{}</h1>\n<p lang=\"zh-CN\">{}</p>\n"
                  "<p><a href=\"/\">Tidegate 潮闸</a></p></body></html>\n",
                  title.en, detail.en, title.zh, detail.zh),
      0,
      {{"Content-Type", "text/html; charset=utf-8"}}};
  if (problem.retry_seconds != 0)
    page.headers.emplace_back("Retry-After", std::to_string(problem.retry_seconds));
  return page;
}

Problem not_just_now(const Error& error) {
  constexpr unsigned kRetrySeconds = 10;
  Problem problem = server::problem_of(error);
  if (problem.code == ProblemCode::kUnavailable) problem.retry_seconds = kRetrySeconds;
  return problem;
}

Answered signed_out(const Ask& ask, DeskOidc* oidc) {
  if (oidc == nullptr) return told(ask.request, no_provider());
  const auto has_left = oidc->has_left(std::string(ask.request.parameter("state")));
  if (!has_left) return told(ask.request, not_just_now(has_left.error()));
  if (!*has_left) {
    return told(ask.request, {ProblemCode::kMalformed,
                              {"this sign-out was begun elsewhere, too long ago, or is finished; nothing was "
                               "changed by it here",
                               "本次退出由其他位置发起、已超时或已完成；未对本服务作任何更改"},
                              {},
                              0});
  }
  return Answer{303, {}, 0, {{"Location", "/"}}};
}

}  // namespace

// Lax: the provider's page sends the browser back, and the cookie must come along.
std::string Api::browser_cookie(std::string_view text, std::int64_t seconds) const {
  return fmt::format("{}={}; Path=/; HttpOnly; SameSite=Lax; Max-Age={}{}",
                     options_.is_secure ? "__Host-tidegate-oidc" : "tidegate-oidc", text, seconds,
                     options_.is_secure ? "; Secure" : "");
}

Answered Api::oidc_start(const Ask& ask) {
  const std::string* url = url_;
  if (options_.oidc == nullptr || url == nullptr) return told(ask.request, no_provider());
  if (const unsigned wait = sign_ins_.wait_of(ask.request.peer, steady_ms()); wait != 0)
    return told(ask.request, {ProblemCode::kTooMany, {}, {}, wait});
  const auto begun = options_.oidc->begin(*url + std::string(kCallback));
  if (!begun) return told(ask.request, not_just_now(begun.error()));
  return Answer{302,
                {},
                0,
                {{"Location", begun->address},
                 {"Set-Cookie", browser_cookie(begun->browser, DeskOidc::kStateMs / 1'000)}}};
}

Answered Api::oidc_callback(const Ask& ask) {
  const std::string* url = url_;
  if (options_.oidc == nullptr || url == nullptr) return told(ask.request, no_provider());
  const Request& request = ask.request;
  DeskOidcBack back;
  back.state = request.parameter("state");
  back.code = request.parameter("code");
  back.issuer = request.parameter("iss");
  back.error = request.parameter("error");
  back.browser = cookie_of(request, options_.is_secure ? "__Host-tidegate-oidc" : "tidegate-oidc");
  const auto in = options_.oidc->finish(back, *url + std::string(kCallback));
  if (!in) return told(request, not_just_now(in.error()));
  if (!in->session) return told(request, problem_of(*in));
  return Answer{303,
                {},
                0,
                {{"Location", "/"},
                 {"Set-Cookie", cookie(in->session->token, in->session->expires_ms)},
                 {"Set-Cookie", browser_cookie("", 0)}}};
}

void Api::add_oidc_routes() {
  routes_.push_back({"GET", "/v1/sign-in-ways", {}, false, [this](const Ask& ask) -> Answered {
                       JsonWriter json;
                       json.begin_object().key("password").boolean(true);
                       json.key("has_session").boolean(!token_of(ask.request).empty()).key("oidc");
                       if (options_.oidc == nullptr) {
                         json.null();
                       } else {
                         const Text& name = options_.oidc->name();
                         json.begin_object().key("name").begin_object();
                         json.key("en").string(name.en).key("zh").string(name.zh).end_object().end_object();
                       }
                       json.end_object();
                       return Answer{200, json.take()};
                     }});
  routes_.push_back({"GET", "/v1/oidc/start", {}, false, [this](const Ask& ask) { return oidc_start(ask); }});
  routes_.push_back({"GET", kCallback, {}, false, [this](const Ask& ask) { return oidc_callback(ask); }});
  routes_.push_back(
      {"GET", kSignedOut, {}, false, [this](const Ask& ask) { return signed_out(ask, options_.oidc); }});
}

}  // namespace tidegate::server
