// Sends what is due to webhooks, signs it, and tries again by a schedule (Standard Webhooks 1.0). At least
// once: a receiver that has seen a webhook-id before takes it as seen. Order is not promised; `seq` and the
// time say what came first.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "tidegate/base/clock.h"
#include "tidegate/base/http_fetch.h"
#include "tidegate/base/result.h"
#include "tidegate/gate/desk/desk.h"

namespace tidegate {

struct DeliveryRow;

struct DeskWebhookOptions {
  bool reaches_this_machine = false;  // loopback may be connected to, also by http: for tests
  std::string ca_file;                // PEM; empty: what the system trusts
};

// Since the start.
struct DeskWebhookCounts {
  std::uint64_t delivered = 0;
  std::uint64_t failed_attempts = 0;
  std::uint64_t given_up = 0;  // messages
  std::uint64_t disabled = 0;  // webhooks
};

class WebhookSender {
 public:
  // Waits after the first, second ... attempt; three days and a quarter in all.
  static constexpr std::int64_t kWaitSeconds[] = {5,      60,     300,    1'800,  7'200,
                                                  18'000, 36'000, 50'400, 72'000, 86'400};
  static constexpr std::int64_t kLeaseMs = 120'000;
  static constexpr std::int64_t kAtOnce = 8;
  static constexpr std::int64_t kSlowMs = 2'000;

  // parts and fetch outlive it. Without fetch: libcurl, loaded with the first message.
  WebhookSender(desk::Parts& parts, DeskWebhookOptions options, HttpFetch* fetch = nullptr);
  ~WebhookSender();

  // One round: at most kAtOnce messages of one webhook, each within ten seconds; behind one that took longer
  // than kSlowMs the others wait. A firm is sent to by one thread at a time, so that the senders of a firm
  // whose receivers are slow are one. Returns how many were tried. For each, `say` hears a line for
  // operators. Several threads at a time. Errors: of the store.
  Result<std::int64_t> send_due(const std::function<void(const std::string&)>& say);
  DeskWebhookCounts counts() const;

 private:
  struct Outcome {
    int status = 0;  // 0: no answer
    bool may_help = true;
  };
  struct Due;
  class Turn;
  Outcome send(const std::string& url, const std::string& secret, const std::string& id,
               const std::string& body);
  Result<std::optional<Due>> take();
  Result<bool> settle(const Due& due, DeliveryRow message, const Outcome& outcome, bool was_tried,
                      const std::function<void(const std::string&)>& say);

  desk::Parts& parts_;
  const DeskWebhookOptions options_;
  std::unique_ptr<HttpFetch> own_;
  HttpFetch* fetch_;
  std::mutex mutex_;
  std::set<std::string> busy_;  // firms that are sent to just now, one a thread; behind mutex_
  std::atomic<std::uint64_t> delivered_{0}, failed_attempts_{0}, given_up_{0}, disabled_{0};
};

// "v1,<base64 of HMAC-SHA-256 over id.seconds.body>". secret: "whsec_" and base64. Empty: no such secret.
std::string webhook_signature(const std::string& secret, const std::string& id, std::int64_t seconds,
                              const std::string& body);

}  // namespace tidegate
