// The API: which path is answered by which journey of the desk, for whom, and in what shape. api/openapi.yaml
// says it for others; a test holds both to each other.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/access/permissions.h"
#include "tidegate/gate/desk/cases.h"
#include "tidegate/gate/desk/decision_point.h"
#include "tidegate/gate/desk/desk_evidence.h"
#include "tidegate/gate/desk/filings.h"
#include "tidegate/gate/desk/flows.h"
#include "tidegate/gate/desk/idempotency.h"
#include "tidegate/gate/desk/machines.h"
#include "tidegate/gate/desk/oidc.h"
#include "tidegate/gate/desk/operations.h"
#include "tidegate/gate/desk/permits.h"
#include "tidegate/gate/desk/recipient_links.h"
#include "tidegate/gate/desk/webhooks.h"
#include "tidegate/server/api/ask.h"
#include "tidegate/server/one_at_a_time.h"
#include "tidegate/server/rate_limit.h"
#include "tidegate/server/router.h"
#include "tidegate/server/sign_in_limit.h"

namespace tidegate::server {

struct ApiOptions {
  bool is_secure = false;   // reached by TLS, here or at a proxy: cookies are sent by TLS alone
  std::int64_t rate = 100;  // requests a second of one account, or of one peer that is nobody's; five
                            // seconds' worth at once; 0: no bound
  bool webhooks_reach_this_machine = false;    // as DeskWebhookOptions
  DeskOidc* oidc = nullptr;                    // lent; none: no identity provider
  const EvidenceRecorder* evidence = nullptr;  // lent; none: no evidence log
};

// What is kept of the answer to a POST with an Idempotency-Key, to be given again. Not kept: where the answer
// holds a secret that is told once, or the request a password.
enum class Replay { kKept, kNotKept };

struct Route {
  std::string_view method;
  std::string_view path;                 // "/v1/accounts/{account}"
  std::optional<access::Action> action;  // none: open to everybody
  bool takes_body = false;
  std::function<Answered(const Ask&)> answer;
  Replay replay = Replay::kKept;
};

// Since the start.
struct ApiCounts {
  std::uint64_t over_rate = 0;  // answered 429 for their rate
  std::uint64_t replayed = 0;   // answered as they were answered first, under an idempotency key
};

// What a request was, for the log: never a value of anybody.
struct Handled {
  std::string_view method;
  std::string_view route;  // the template; empty: none was found
  int status = 0;
  std::string account;  // id; empty: nobody
};

class Api {
 public:
  // desk and clock outlive it.
  Api(ZoneDesk& desk, const Clock& clock, ApiOptions options);
  Api(const Api&) = delete;
  Api& operator=(const Api&) = delete;

  // handled  is filled. Several threads at a time.
  Response answer(const Request& request, Handled& handled);
  Response refusal(int status) const;  // where the server itself refuses

  // What others call this server, "https://desk.example": what is said to this one alone names it. Lent;
  // until it is known nobody is believed who must name it. Once, by whoever knows on which port it listens.
  void is_called(const std::string* url) { url_ = url; }
  // For whom a request, of which the head is known, may have a body of 32 MiB, a filing's paper: the firm, or
  // the account, that its credential stands for, which is looked up and not renewed. Empty: nobody's.
  std::string large_for(const Request& head);

  // Whether a request may have a password looked at or hashed.
  static bool is_costly(const Request& request);

  ApiCounts counts() const { return {over_rate_, replayed_}; }
  const std::vector<Route>& routes() const { return routes_; }

 private:
  Answered answer_route(const Route& route, Ask& ask,
                        std::vector<std::pair<std::string, std::string>>& headers);
  Answered answer_once(const Route& route, const Ask& ask);
  std::optional<Problem> find_asker(const Route& route, Ask& ask,
                                    std::vector<std::pair<std::string, std::string>>& headers);
  // Takes a token of the account, or of the peer where it is nobody's.
  std::optional<Problem> over_rate(const Route& route, const Ask& ask,
                                   std::vector<std::pair<std::string, std::string>>& headers);
  using Headers = std::vector<std::pair<std::string, std::string>>;
  std::optional<Problem> find_session(const Route& route, Ask& ask, Headers& headers);
  std::optional<Problem> find_bearer(Ask& ask, Headers& headers);
  std::optional<Problem> find_holder(const Route& route, Ask& ask);
  std::optional<Problem> read_body(const Route& route, Ask& ask) const;
  std::string cookie(std::string_view token, std::int64_t expires_ms) const;
  std::string browser_cookie(std::string_view text, std::int64_t seconds) const;
  static std::string_view cookie_of(const Request& request, std::string_view name);
  std::string_view token_of(const Request& request) const;

  void add_session_routes();
  void add_account_routes();
  void add_zone_routes();
  void add_operation_routes();
  void add_webhook_routes();
  Answered add_webhook(const Ask& ask);
  Answered change_webhook(const Ask& ask);
  void add_permit_routes();
  void add_oidc_routes();
  void add_case_routes();
  void add_sampling_routes();
  void add_evidence_routes();
  Answered take_case_step(const Ask& ask);
  Answered sign_in(const Ask& ask);
  Answered change_own(const Ask& ask, const std::function<Result<DeskOwnChange>()>& change);
  Problem locked_until(std::int64_t until_ms) const;
  Answered decide_flow(const Ask& ask);
  void add_machine_routes();
  Answered machine_token(const Ask& ask);
  Answered oidc_start(const Ask& ask);
  Answered oidc_callback(const Ask& ask);
  void add_filing_routes();
  void add_filing_file_routes();
  void add_recipient_routes();
  Problem link_problem(const Ask& ask, const Error& error);

  ZoneDesk& desk_;
  DeskOperations operations_;
  DeskCases cases_;
  DeskIdempotency once_;
  DeskWebhooks webhooks_;
  DeskPermits permits_;
  DecisionPoint decisions_;
  DeskFlows flows_;
  DeskEvidence evidence_;
  DeskMachines machines_;
  DeskFilings filings_;
  DeskRecipients recipients_;
  const Clock& clock_;
  ApiOptions options_;
  std::vector<Route> routes_;
  Router router_;
  SignInLimit sign_ins_;
  SignInLimit link_tries_;  // tokens that opened nothing, by peer
  SignInLimit own_tries_;   // at the own password, by account
  OneAtATime own_changes_;  // by account
  RateLimit rate_;
  std::atomic<const std::string*> url_{nullptr};
  std::atomic<std::uint64_t> over_rate_{0};
  std::atomic<std::uint64_t> replayed_{0};
};

// "set" and "remove" of a body, with the version of If-Match.
std::variant<FilingEdit, Problem> filing_edit(const Ask& ask);

}  // namespace tidegate::server
