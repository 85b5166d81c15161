// Signing in and out, and the own account.
#include <algorithm>

#include "tidegate/access/session.h"
#include "tidegate/base/instant.h"
#include "tidegate/base/json_reader.h"
#include "tidegate/base/json_writer.h"
#include "tidegate/server/api/api.h"
#include "tidegate/server/api/shapes.h"

namespace tidegate::server {
namespace {

using access::Action;

std::string session_document(const DeskAccount& account, const std::string& csrf, std::int64_t expires_ms) {
  JsonWriter json;
  json.begin_object();
  json.key("account");
  write(json, account);
  if (!csrf.empty()) json.key("csrf").string(csrf);
  if (expires_ms != 0) json.key("expires_at").string(instant_text(expires_ms));
  json.end_object();
  return json.take();
}

// Of a body with one text: its value, or the fault.
std::variant<std::string, Problem> one_text(const Ask& ask, std::string_view key) {
  JsonFault fault;
  const JsonReader body(ask.body, fault);
  body.only({key});
  std::string text = body.member(key).string();
  if (fault.first) return problem_of(*fault.first);
  return text;
}

Answered done(const Result<void>& result) {
  if (!result) return problem_of(result.error());
  return Answer{204, {}};
}

bool was_begun_there(DeskOidc* provider, const std::string& token_hash) {
  if (provider == nullptr) return false;
  const auto was = provider->has_begun(token_hash);
  return was && *was;
}

// Where the browser signs out at the provider too. A provider that offers it not, or does not answer, keeps
// its own session.
void send_to_provider(Answer& out, DeskOidc& provider, const std::string& url) {
  const auto at = provider.leave(url + "/v1/oidc/signed-out");
  if (!at || !*at) return;
  JsonWriter json;
  json.begin_object().key("sign_out_at").string(**at).end_object();
  out.status = 200;
  out.json = json.take();
}

}  // namespace

Answered Api::sign_in(const Ask& ask) {
  if (const unsigned wait = sign_ins_.wait_of(ask.request.peer, steady_ms()); wait != 0)
    return Problem{ProblemCode::kTooMany, {}, {}, wait};
  JsonFault fault;
  const JsonReader body(ask.body, fault);
  body.only({"login", "password", "code"});
  SignInAsk asked{body.member("login").string(), body.member("password").string(), {}};
  if (const auto code = body.optional("code")) asked.code = code->string();
  if (fault.first) return problem_of(*fault.first);
  const auto in = desk_.sign_in(asked);
  if (!in) return problem_of(in.error());
  switch (in->answer) {
    case SignInAnswer::kNeedsCode:
      return Problem{ProblemCode::kCodeNeeded, {}, {"/code"}, 0};
    case SignInAnswer::kLocked:
      return locked_until(in->locked_until_ms);
    case SignInAnswer::kWrong:
      return Problem{ProblemCode::kSignInFailed, {}, {}, 0};
    case SignInAnswer::kWelcome:
      break;
  }
  const DeskSession& session = *in->session;
  return Answer{201,
                session_document(session.account, session.csrf, session.expires_ms),
                0,
                {{"Set-Cookie", cookie(session.token, session.expires_ms)}}};
}

// What looks at a password, or at a code, of the own account: one at a time of each, and no more often than a
// peer signs in, right or wrong.
Answered Api::change_own(const Ask& ask, const std::function<Result<DeskOwnChange>()>& change) {
  const std::string& account = ask.asker->account.id;
  const auto turn = own_changes_.begin(account);
  if (!turn) return Problem{ProblemCode::kTooMany, {}, {}, 1};
  if (const unsigned wait = own_tries_.wait_of(account, steady_ms()); wait != 0)
    return Problem{ProblemCode::kTooMany, {}, {}, wait};
  const auto done = change();
  if (!done) return problem_of(done.error());
  if (done->locked_until_ms != 0) return locked_until(done->locked_until_ms);
  if (done->needs_code) return Problem{ProblemCode::kCodeNeeded, {}, {"/code"}, 0};
  if (done->address.empty()) return Answer{204, {}};
  JsonWriter json;
  json.begin_object().key("address").string(done->address).end_object();
  return Answer{201, json.take()};
}

Problem Api::locked_until(std::int64_t until_ms) const {
  const std::int64_t wait = (until_ms - clock_.now_ms() + 999) / 1'000;
  return {ProblemCode::kLocked, {}, {}, static_cast<unsigned>(std::max<std::int64_t>(wait, 1))};
}

// Decoded as the router decodes it: however a path is spelled, it waits with its like.
bool Api::is_costly(const Request& request) {
  if (request.method != "POST" && request.method != "PATCH") return false;
  std::string path;
  if (!percent_decoded(request.path, path)) return false;
  return path == "/v1/session" || path.starts_with("/v1/account/") || path.starts_with("/v1/accounts");
}

void Api::add_session_routes() {
  routes_.push_back({"POST", "/v1/session", {}, true, [this](const Ask& ask) { return sign_in(ask); }});
  // The page that was loaded anew asks for its CSRF text here: by GET, which another site's page cannot read.
  routes_.push_back(
      {"GET", "/v1/session", Action::kReadOwnAccount, false, [this](const Ask& ask) -> Answered {
         const bool has_page = ask.asker->account.role != Role::kMachine;
         return Answer{
             200, session_document(ask.asker->account,
                                   has_page ? access::csrf_text(token_of(ask.request)) : std::string(), 0)};
       }});
  routes_.push_back(
      {"DELETE", "/v1/session", Action::kReadOwnAccount, false, [this](const Ask& ask) -> Answered {
         if (ask.asker->account.role == Role::kMachine) return done(machines_.end_token(*ask.asker));
         // Asked before it ends; what comes of the provider does not keep it from ending.
         const std::string* url = url_;
         const bool was_there = url != nullptr && was_begun_there(options_.oidc, ask.asker->token_hash);
         if (auto out = desk_.sign_out(*ask.asker); !out) return problem_of(out.error());
         Answer out{204, {}, 0, {{"Set-Cookie", cookie("", 0)}}};
         if (was_there) send_to_provider(out, *options_.oidc, *url);
         return out;
       }});
  routes_.push_back({"POST", "/v1/account/password", Action::kChangeOwnAccount, true,
                     [this](const Ask& ask) -> Answered {
                       JsonFault fault;
                       const JsonReader body(ask.body, fault);
                       body.only({"old", "new"});
                       const std::string before = body.member("old").string();
                       const std::string after = body.member("new").string();
                       if (fault.first) return problem_of(*fault.first);
                       return change_own(ask,
                                         [&] { return desk_.change_password(*ask.asker, before, after); });
                     },
                     Replay::kNotKept});
  routes_.push_back({"POST", "/v1/account/second-factor", Action::kChangeOwnAccount, true,
                     [this](const Ask& ask) -> Answered {
                       auto password = one_text(ask, "password");
                       if (auto* problem = std::get_if<Problem>(&password)) return std::move(*problem);
                       return change_own(ask, [&] {
                         return desk_.begin_second_factor(*ask.asker, std::get<std::string>(password));
                       });
                     },
                     Replay::kNotKept});
  routes_.push_back({"POST", "/v1/account/second-factor/confirmation", Action::kChangeOwnAccount, true,
                     [this](const Ask& ask) -> Answered {
                       auto code = one_text(ask, "code");
                       if (auto* problem = std::get_if<Problem>(&code)) return std::move(*problem);
                       return change_own(ask, [&] {
                         return desk_.confirm_second_factor(*ask.asker, std::get<std::string>(code));
                       });
                     },
                     Replay::kNotKept});
  routes_.push_back({"POST", "/v1/account/second-factor/removal", Action::kChangeOwnAccount, true,
                     [this](const Ask& ask) -> Answered {
                       JsonFault fault;
                       const JsonReader body(ask.body, fault);
                       body.only({"password", "code"});
                       const std::string password = body.member("password").string();
                       std::string code;
                       if (const auto shown = body.optional("code")) code = shown->string();
                       if (fault.first) return problem_of(*fault.first);
                       return change_own(
                           ask, [&] { return desk_.drop_second_factor(*ask.asker, password, code); });
                     },
                     Replay::kNotKept});
}

}  // namespace tidegate::server
