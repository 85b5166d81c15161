// A firm's webhooks, for its administrators.
#include "tidegate/base/json_reader.h"
#include "tidegate/server/api/api.h"
#include "tidegate/server/api/shapes.h"

namespace tidegate::server {
namespace {

using access::Action;

constexpr std::size_t kMostEvents = 32;

std::vector<std::string> events_of(const JsonReader& list) {
  std::vector<std::string> events;
  for (const JsonReader& item : list.items(1, kMostEvents)) events.push_back(item.string());
  return events;
}

Answered delivery_answer(const Result<DeskDelivery>& delivery) {
  if (!delivery) return problem_of(delivery.error());
  return Answer{202, document_of(*delivery)};
}

}  // namespace

Answered Api::add_webhook(const Ask& ask) {
  JsonFault fault;
  const JsonReader body(ask.body, fault);
  body.only({"url", "events"});
  const std::string url = body.member("url").string();
  const std::vector<std::string> events = events_of(body.member("events"));
  if (fault.first) return problem_of(*fault.first);
  const auto made = webhooks_.add(*ask.asker, url, events);
  if (!made) return problem_of(made.error());
  return Answer{201, document_of(*made), made->version};
}

Answered Api::change_webhook(const Ask& ask) {
  auto version = version_of(ask.request);
  if (auto* problem = std::get_if<Problem>(&version)) return std::move(*problem);
  JsonFault fault;
  const JsonReader body(ask.body, fault);
  body.only({"is_disabled", "events"});
  DeskWebhookChange change;
  change.version = std::get<std::int64_t>(version);
  if (const auto disabled = body.optional("is_disabled")) change.is_disabled = disabled->boolean();
  if (const auto events = body.optional("events")) change.events = events_of(*events);
  if (fault.first) return problem_of(*fault.first);
  const auto changed = webhooks_.change(*ask.asker, ask.parameters[0], change);
  if (!changed) return problem_of(changed.error());
  return Answer{200, document_of(*changed), changed->version};
}

void Api::add_webhook_routes() {
  routes_.push_back(
      {"GET", "/v1/webhooks", Action::kManageWebhooks, false, [this](const Ask& ask) -> Answered {
         const auto page = webhooks_.webhooks(*ask.asker, page_of(ask.request));
         if (!page) return problem_of(page.error());
         return Answer{200, page_document(*page)};
       }});
  routes_.push_back({"POST", "/v1/webhooks", Action::kManageWebhooks, true,
                     [this](const Ask& ask) { return add_webhook(ask); }, Replay::kNotKept});
  routes_.push_back({"PATCH", "/v1/webhooks/{webhook}", Action::kManageWebhooks, true,
                     [this](const Ask& ask) { return change_webhook(ask); }});
  routes_.push_back({"GET", "/v1/webhooks/{webhook}/deliveries", Action::kManageWebhooks, false,
                     [this](const Ask& ask) -> Answered {
                       const auto page =
                           webhooks_.deliveries(*ask.asker, ask.parameters[0], page_of(ask.request));
                       if (!page) return problem_of(page.error());
                       return Answer{200, page_document(*page)};
                     }});
  routes_.push_back(
      {"POST", "/v1/webhooks/{webhook}/test", Action::kManageWebhooks, false, [this](const Ask& ask) {
         return delivery_answer(webhooks_.send_test(*ask.asker, ask.parameters[0]));
       }});
  routes_.push_back({"POST", "/v1/webhooks/{webhook}/deliveries/{delivery}/again", Action::kManageWebhooks,
                     false, [this](const Ask& ask) {
                       return delivery_answer(
                           webhooks_.send_again(*ask.asker, ask.parameters[0], ask.parameters[1]));
                     }});
}

}  // namespace tidegate::server
