// A POST that is sent again under its Idempotency-Key: its first answer again, or why not.
#include <algorithm>

#include "tidegate/base/hash.h"
#include "tidegate/base/json_reader.h"
#include "tidegate/base/json_writer.h"
#include "tidegate/base/utf8.h"
#include "tidegate/server/api/api.h"

namespace tidegate::server {
namespace {

constexpr std::size_t kLongestKey = 255;
constexpr std::size_t kMostKept = std::size_t{1} << 20;  // octets of an answer

// A string of RFC 8941, or the bare text of those who leave its quotes out. Empty: neither.
std::string key_of(std::string_view header) {
  if (header.size() >= 2 && header.front() == '"' && header.back() == '"')
    header = header.substr(1, header.size() - 2);
  const bool is_key = header.size() <= kLongestKey && std::all_of(header.begin(), header.end(), [](char c) {
                        return c > ' ' && c < 0x7f && c != '"' && c != '\\';
                      });
  return is_key ? std::string(header) : std::string();
}

// One path however it is spelled: that of the route, with what stands in its places.
std::string path_of(const Route& route, const std::vector<std::string>& parameters) {
  std::string path;
  std::string_view rest = route.path;
  for (const std::string& parameter : parameters) {
    const std::size_t open = rest.find('{');
    path += rest.substr(0, open);
    path += parameter;
    rest.remove_prefix(rest.find('}') + 1);
  }
  return path += rest;
}

void put_part(std::string& all, std::string_view part) {
  all += std::to_string(part.size()) + ':';
  all += part;
}

// Of an answer that holds a secret neither it nor the body that was sent is kept, not even as a hash that
// somebody could try passwords against.
std::string hash_of(const Route& route, const Request& request) {
  std::string all;
  for (const auto& [name, value] : request.query) {
    put_part(all, name);
    put_part(all, value);
  }
  if (route.replay == Replay::kKept) {
    put_part(all, request.header("content-type"));
    put_part(all, request.body);
  }
  return sha256_hex(all);
}

std::string kept_text(const Answer& answer) {
  JsonWriter json;
  json.begin_object().key("version").integer(answer.version).key("headers").begin_array();
  for (const auto& [name, value] : answer.headers) json.begin_array().string(name).string(value).end_array();
  json.end_array().key("body").string(answer.json).end_object();
  return json.take();
}

bool may_be_kept(const Route& route, const Answer& answer) {
  return (route.replay == Replay::kKept || answer.json.empty()) && answer.json.size() <= kMostKept &&
         answer.json.find('\0') == std::string::npos && valid_utf8(answer.json) == answer.json;
}

Answered again(std::int64_t status, const std::string& kept) {
  if (kept.empty()) return Problem{ProblemCode::kDoneBefore, {}, {}, 0};
  const auto json = parse_json(kept, "answer");
  if (!json) return problem_of(json.error());
  JsonFault fault;
  const JsonReader reader(*json, fault);
  Answer answer{static_cast<int>(status), reader.member("body").string(), reader.member("version").integer()};
  for (const JsonReader& pair : reader.member("headers").items()) {
    const auto both = pair.items(2, 2);
    if (both.size() == 2) answer.headers.emplace_back(both[0].string(), both[1].string());
  }
  if (fault.first) return problem_of({ErrorCode::kCorrupt, "a kept answer is none", {}, {}});
  answer.headers.emplace_back("Idempotency-Replayed", "true");
  return answer;
}

}  // namespace

Answered Api::answer_once(const Route& route, const Ask& ask) {
  const DeskOnce once{
      ask.asker->account.id + " " + std::string(route.method) + " " + path_of(route, ask.parameters),
      key_of(ask.request.header("idempotency-key")), hash_of(route, ask.request)};
  if (once.key.empty()) {
    return Problem{ProblemCode::kMalformed,
                   {"Idempotency-Key is no text of 1 to 255 visible characters of ASCII",
                    "Idempotency-Key 须为 1 至 255 个可见 ASCII 字符"},
                   {},
                   0};
  }
  const auto claimed = once_.claim(once);
  if (!claimed) return problem_of(claimed.error());
  switch (claimed->state) {
    case DeskIdempotency::State::kRunning:
      return Problem{ProblemCode::kStillRunning, {}, {}, 1};
    case DeskIdempotency::State::kOtherRequest:
      return Problem{ProblemCode::kKeyReused, {}, {}, 0};
    case DeskIdempotency::State::kDone:
      ++replayed_;
      return again(claimed->status, claimed->answer);
    case DeskIdempotency::State::kOurs:
      break;
  }
  Answered answered = Problem{};
  once_.perform(once, *claimed, [&] { answered = route.answer(ask); });
  // A problem says that nothing was done: what is sent again is looked at again. Where this cannot be
  // written, the claim's lease ends it.
  if (const auto* answer = std::get_if<Answer>(&answered); answer != nullptr && answer->status < 400) {
    (void)once_.finish(once, *claimed, answer->status,
                       may_be_kept(route, *answer) ? kept_text(*answer) : std::string());
  } else {
    const auto* problem = std::get_if<Problem>(&answered);
    (void)once_.release(once, *claimed, problem == nullptr || status_of(problem->code) < 500);
  }
  return answered;
}

}  // namespace tidegate::server
