// Links for recipients abroad, and what their holders may do. Those come without a session: the token stands
// in the Authorization header, and in a link behind its #, so that it is in no log.
#include "tidegate/base/json_reader.h"
#include "tidegate/server/api/api.h"
#include "tidegate/server/api/filing_shapes.h"
#include "tidegate/server/api/shapes.h"

namespace tidegate::server {
namespace {

using access::Action;

constexpr std::size_t kTokenLength = 43;

std::string_view bearer_of(const Request& request) {
  constexpr std::string_view kBearer = "Bearer ";
  const std::string_view header = request.header("authorization");
  return header.starts_with(kBearer) ? header.substr(kBearer.size()) : std::string_view();
}

Answered part_answer(const RecipientPart& part) { return Answer{200, document_of(part), part.version}; }

}  // namespace

// A token that opens nothing is answered as no token is; who tries such ones is made to wait.
Problem Api::link_problem(const Ask& ask, const Error& error) {
  Problem problem = problem_of(error);
  if (error.code != ErrorCode::kNotFound) return problem;
  problem.code = ProblemCode::kNotSignedIn;
  if (bearer_of(ask.request).size() != kTokenLength) return problem;
  const unsigned wait = link_tries_.wait_of(ask.request.peer, steady_ms());
  if (wait != 0) return {ProblemCode::kTooMany, {}, {}, wait};
  return problem;
}

void Api::add_recipient_routes() {
  routes_.push_back({"GET", "/v1/filings/{filing}/recipient-links", Action::kReadFilings, false,
                     [this](const Ask& ask) -> Answered {
                       auto links = recipients_.links(*ask.asker, ask.parameters[0]);
                       if (!links) return problem_of(links.error());
                       return Answer{200, page_document(DeskPage<RecipientLink>{std::move(*links), {}})};
                     }});
  routes_.push_back({"POST", "/v1/filings/{filing}/recipient-links", Action::kWriteFilings, true,
                     [this](const Ask& ask) -> Answered {
                       JsonFault fault;
                       const JsonReader body(ask.body, fault);
                       body.only({"recipient", "days"});
                       NewRecipientLink made;
                       made.recipient = body.member("recipient").integer(0);
                       if (const auto days = body.optional("days")) made.days = days->integer(1, 30);
                       if (fault.first) return problem_of(*fault.first);
                       const auto link = recipients_.add(*ask.asker, ask.parameters[0], made);
                       if (!link) return problem_of(link.error());
                       return Answer{201, document_of(*link)};
                     },
                     Replay::kNotKept});
  routes_.push_back(
      {"DELETE", "/v1/filings/{filing}/recipient-links/{link}", Action::kWriteFilings, false,
       [this](const Ask& ask) -> Answered {
         if (auto done = recipients_.take_back(*ask.asker, ask.parameters[0], ask.parameters[1]); !done)
           return problem_of(done.error());
         return Answer{204, {}};
       }});
  routes_.push_back({"GET", "/v1/recipient-part", {}, false, [this](const Ask& ask) -> Answered {
                       const auto part = recipients_.part(bearer_of(ask.request));
                       if (!part) return link_problem(ask, part.error());
                       return part_answer(*part);
                     }});
  routes_.push_back({"PATCH", "/v1/recipient-part", {}, true, [this](const Ask& ask) -> Answered {
                       // Nobody is told what is wrong with a request who may not make it.
                       const auto held = recipients_.part(bearer_of(ask.request));
                       if (!held) return link_problem(ask, held.error());
                       auto edit = filing_edit(ask);
                       if (auto* problem = std::get_if<Problem>(&edit)) return std::move(*problem);
                       const auto done =
                           recipients_.change(bearer_of(ask.request), std::get<FilingEdit>(edit));
                       if (!done) return link_problem(ask, done.error());
                       if (!done->part) return problem_of(done->problems);
                       return part_answer(*done->part);
                     }});
  routes_.push_back({"POST", "/v1/recipient-part/done", {}, true, [this](const Ask& ask) -> Answered {
                       JsonFault fault;
                       JsonReader(ask.body, fault).only({});
                       if (fault.first) return problem_of(*fault.first);
                       if (auto done = recipients_.hand_over(bearer_of(ask.request)); !done)
                         return link_problem(ask, done.error());
                       return Answer{204, {}};
                     }});
}

}  // namespace tidegate::server
