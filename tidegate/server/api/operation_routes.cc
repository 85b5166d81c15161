// Long work that was begun: how far it is, and to cancel it.
#include "tidegate/server/api/api.h"
#include "tidegate/server/api/shapes.h"

namespace tidegate::server {

using access::Action;

// Whoever has an account may ask; whose operations it sees is the store's to bound.
void Api::add_operation_routes() {
  routes_.push_back({"GET", "/v1/operations/{operation}", Action::kReadOwnAccount, false,
                     [this](const Ask& ask) -> Answered {
                       const auto operation = operations_.operation(*ask.asker, ask.parameters[0]);
                       if (!operation) return problem_of(operation.error());
                       Answer answer{200, document_of(*operation)};
                       if (operation->state == "running") answer.headers.emplace_back("Retry-After", "1");
                       return answer;
                     }});
  routes_.push_back({"DELETE", "/v1/operations/{operation}", Action::kReadOwnAccount, false,
                     [this](const Ask& ask) -> Answered {
                       if (auto done = operations_.cancel(*ask.asker, ask.parameters[0]); !done)
                         return problem_of(done.error());
                       return Answer{204, {}};
                     }});
}

}  // namespace tidegate::server
