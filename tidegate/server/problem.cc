#include "tidegate/server/problem.h"

#include <fmt/format.h>

#include <array>
#include <charconv>

#include "tidegate/base/json_writer.h"

namespace tidegate::server {
namespace {

struct Row {
  ProblemCode code;
  int status;
  std::string_view name, en, zh;
};
// In the order of ProblemCode.
constexpr std::array<Row, kProblemCodes> kRows{{
    {ProblemCode::kMalformed, 400, "malformed", "The request cannot be read", "请求格式有误"},
    {ProblemCode::kNotSignedIn, 401, "not_signed_in", "Sign in first", "请先登录"},
    {ProblemCode::kSignInFailed, 401, "sign_in_failed", "Login, password or code is wrong",
     "登录名、密码或验证码有误"},
    {ProblemCode::kCodeNeeded, 401, "code_needed", "The code of the second factor is needed",
     "需要第二因素验证码"},
    {ProblemCode::kCsrf, 403, "csrf", "The request does not come from this console's own page",
     "请求并非来自本控制台页面"},
    {ProblemCode::kNotAllowed, 403, "not_allowed", "This account may not do that", "该账号无权进行此操作"},
    {ProblemCode::kPasswordDue, 403, "password_due",
     "Choose a password of your own first: another chose the present one",
     "请先设置您自己的密码：当前密码由他人设定"},
    {ProblemCode::kNotFound, 404, "not_found", "There is no such thing", "不存在该资源"},
    {ProblemCode::kMethodNotAllowed, 405, "method_not_allowed", "This cannot be done there",
     "该资源不支持此方法"},
    {ProblemCode::kNotAcceptable, 406, "not_acceptable", "It is not to be had in that form",
     "无法以该形式提供"},
    {ProblemCode::kConflict, 409, "conflict", "It is there already, or moved on meanwhile",
     "已存在或已被他人更改"},
    {ProblemCode::kStillRunning, 409, "still_running", "The same request is still being worked on",
     "同一请求仍在处理中"},
    {ProblemCode::kDoneBefore, 409, "done_before",
     "It was done already; its answer held a secret that is told once",
     "已经办理；其答复含有仅告知一次的秘密"},
    {ProblemCode::kRefused, 409, "refused", "The desk's rules do not allow it now", "按办理规则目前不能进行"},
    {ProblemCode::kChanged, 412, "changed", "It has changed since it was read", "读取之后内容已变更"},
    {ProblemCode::kTooLarge, 413, "too_large", "The request is too large", "请求过大"},
    {ProblemCode::kUnsupportedMediaType, 415, "unsupported_media_type", "That form of content is not taken",
     "不支持该内容类型"},
    {ProblemCode::kOutOfRange, 422, "out_of_range", "What it says cannot be", "内容不符合要求"},
    {ProblemCode::kKeyReused, 422, "key_reused", "This idempotency key was used for another request",
     "该幂等键已用于其他请求"},
    {ProblemCode::kVersionNeeded, 428, "version_needed", "Say which version is meant (If-Match)",
     "请以 If-Match 注明所依据的版本"},
    {ProblemCode::kLocked, 429, "locked", "Too many wrong passwords; wait", "密码错误次数过多，请稍候"},
    {ProblemCode::kTooMany, 429, "too_many", "Too many requests; wait", "请求过多，请稍候"},
    {ProblemCode::kHeadTooLarge, 431, "head_too_large", "The head of the request is too large", "请求头过大"},
    {ProblemCode::kInternal, 500, "internal", "A fault of the program", "程序内部错误"},
    {ProblemCode::kUnavailable, 503, "unavailable", "It does not answer just now; try again",
     "暂不可用，请重试"},
}};

constexpr unsigned kRetrySeconds = 5;  // where nobody knows when it will answer again

const Row& row_of(ProblemCode code) { return kRows[static_cast<std::size_t>(code)]; }

ProblemCode code_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::kMalformed:
      return ProblemCode::kMalformed;
    case ErrorCode::kOutOfRange:
      return ProblemCode::kOutOfRange;
    case ErrorCode::kNotFound:
      return ProblemCode::kNotFound;
    case ErrorCode::kConflict:
      return ProblemCode::kConflict;
    case ErrorCode::kLimit:
      return ProblemCode::kTooLarge;
    case ErrorCode::kUnavailable:
    case ErrorCode::kCancelled:
      return ProblemCode::kUnavailable;
    case ErrorCode::kCorrupt:
      break;
  }
  return ProblemCode::kInternal;
}

// In thousandths, of one piece "zh-CN;q=0.8".
int weight_of(std::string_view piece) {
  const std::size_t at = piece.find("q=");
  if (at == std::string_view::npos) return 1'000;
  const std::string_view number = piece.substr(at + 2);
  int weight = number.starts_with('1') ? 1'000 : 0;
  if (number.size() > 2 && number[0] == '0' && number[1] == '.') {
    int unit = 100;
    for (const char c : number.substr(2, 3)) {
      if (c < '0' || c > '9') break;
      weight += (c - '0') * unit;
      unit /= 10;
    }
  }
  return weight;
}

}  // namespace

int status_of(ProblemCode code) { return row_of(code).status; }
std::string_view to_string(ProblemCode code) { return row_of(code).name; }
Text title_of(ProblemCode code) { return {std::string(row_of(code).en), std::string(row_of(code).zh)}; }

Problem problem_of(const Error& error) {
  Problem problem{
      code_of(error.code), {error.what, error.what_zh.empty() ? error.what : error.what_zh}, {}, 0};
  if (problem.code == ProblemCode::kUnavailable) problem.retry_seconds = kRetrySeconds;
  // What a fault of ours says is for operators, not for whoever asks.
  if (problem.code == ProblemCode::kInternal) problem.detail = {};
  // Where the database lies is of no use to whoever asks.
  if (problem.code == ProblemCode::kUnavailable || problem.code == ProblemCode::kInternal) return problem;
  // A place in a body: ":/role", ":" of the whole, as JsonReader tells it, or "/role" of a journey.
  std::string_view where = error.where;
  if (where.starts_with(':')) {
    problem.pointers.emplace_back(where.substr(1));
  } else if (where.starts_with('/')) {
    problem.pointers.emplace_back(where);
  }
  return problem;
}

Problem problem_of_status(int status) {
  for (const Row& row : kRows) {
    if (row.status == status) return {row.code, {}, {}, status == 503 ? 1U : 0U};
  }
  return {ProblemCode::kInternal, {}, {}, 0};
}

std::string document_of(const Problem& problem, Lang lang) {
  const Row& row = row_of(problem.code);
  const Text title = title_of(problem.code);
  const Text detail = problem.detail.empty() ? title : problem.detail;
  JsonWriter json;
  json.begin_object();
  json.key("type").string(fmt::format("urn:tidegate:problem:{}", row.name));
  json.key("title").string(title.in(lang));
  json.key("status").integer(row.status);
  json.key("detail").string(detail.in(lang));
  json.key("code").string(row.name);
  if (!problem.reason.empty()) json.key("reason").string(problem.reason);
  json.key("text").begin_object().key("en").string(detail.en).key("zh").string(detail.zh).end_object();
  json.key("pointers").begin_array();
  for (const std::string& pointer : problem.pointers) json.string(pointer);
  json.end_array().end_object();
  std::string document = json.take();
  if (!problem.more.empty()) document.insert(document.size() - 1, "," + problem.more);
  return document;
}

Response answer(const Problem& problem, Lang lang) {
  Response response{status_of(problem.code),
                    {{"Content-Type", "application/problem+json"},
                     {"Content-Language", lang == Lang::kZh ? "zh-CN" : "en"}},
                    document_of(problem, lang)};
  if (problem.retry_seconds != 0)
    response.headers.emplace_back("Retry-After", std::to_string(problem.retry_seconds));
  return response;
}

Lang language_of(const Request& request) {
  std::string_view rest = request.header("accept-language");
  int zh = 0;
  int en = 0;
  while (!rest.empty()) {
    const std::size_t comma = std::min(rest.find(','), rest.size());
    std::string_view piece = rest.substr(0, comma);
    rest.remove_prefix(std::min(comma + 1, rest.size()));
    while (!piece.empty() && piece.front() == ' ') piece.remove_prefix(1);
    const auto is_of = [&](std::string_view tag) {
      return piece.size() >= 2 && (piece[0] | 0x20) == tag[0] && (piece[1] | 0x20) == tag[1] &&
             (piece.size() == 2 || piece[2] == '-' || piece[2] == ';' || piece[2] == ' ');
    };
    if (is_of("zh")) zh = std::max(zh, weight_of(piece));
    if (is_of("en")) en = std::max(en, weight_of(piece));
  }
  return zh > en ? Lang::kZh : Lang::kEn;
}

}  // namespace tidegate::server
