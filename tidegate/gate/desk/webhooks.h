// A firm's webhooks: addresses that are told what happens to its cases and permits (Standard Webhooks 1.0).
// What is told is written in the transaction of what happened; webhook_sender.h sends it.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/base/result.h"
#include "tidegate/gate/desk/desk.h"

namespace tidegate {

class DeskTransaction;
namespace desk {
struct CaseNews;
}

// Closed; "webhook.test" besides, which goes to whom it was asked for.
inline constexpr std::array<std::string_view, 9> kWebhookEvents{
    "case.state_changed", "case.supplement_asked", "case.decided",   "case.rescored", "permit.issued",
    "permit.suspended",   "permit.resumed",        "permit.revoked", "permit.doubted"};

struct DeskWebhook {
  std::string id;
  std::string url;
  std::vector<std::string> events;  // "*": all
  bool is_disabled = false;         // by its owner, or after days of failure
  std::int64_t created_ms = 0;
  std::int64_t version = 0;
  std::string secret;  // "whsec_..."; told once, when it is made
};
struct DeskWebhookChange {
  std::int64_t version = 0;
  std::optional<bool> is_disabled;
  std::optional<std::vector<std::string>> events;
};
struct DeskDelivery {
  std::string id;
  std::string event;
  std::string state;  // pending, done, failed
  std::int64_t attempts = 0;
  std::int64_t status = 0;  // of HTTP, the last attempt's; 0: none, or no answer
  std::int64_t created_ms = 0;
  std::int64_t next_at_ms = 0;  // pending: the next attempt; else: when it was settled
};

class DeskWebhooks {
 public:
  static constexpr std::size_t kMostOfFirm = 20;

  // takes_plain  http to this very machine is taken too: for tests.
  DeskWebhooks(desk::Parts& parts, bool takes_plain) : parts_(parts), takes_plain_(takes_plain) {}

  Result<DeskPage<DeskWebhook>> webhooks(const DeskAsker& asker, const DeskPageAsk& page);
  // Errors: kOutOfRange at "/url" or "/events", kConflict (kMostOfFirm there already).
  Result<DeskWebhook> add(const DeskAsker& asker, const std::string& url,
                          const std::vector<std::string>& events);
  Result<DeskWebhook> change(const DeskAsker& asker, const std::string& id, const DeskWebhookChange& change);
  Result<DeskPage<DeskDelivery>> deliveries(const DeskAsker& asker, const std::string& id,
                                            const DeskPageAsk& page);
  // Puts a message to this webhook in the queue; returns the delivery. Errors: kConflict (it is disabled).
  Result<DeskDelivery> send_test(const DeskAsker& asker, const std::string& id);
  // Once more, from the beginning of the schedule. Errors: kNotFound, kConflict (still pending; disabled).
  Result<DeskDelivery> send_again(const DeskAsker& asker, const std::string& id, const std::string& delivery);

 private:
  desk::Parts& parts_;
  bool takes_plain_;
};

namespace desk {
// What desk::Parts::told does: puts it in the queue of every webhook of the firm that wants it. A body holds
// ids, states and times alone.
Result<void> tell_firm(DeskTransaction& t, const CaseNews& news);
}  // namespace desk

}  // namespace tidegate
