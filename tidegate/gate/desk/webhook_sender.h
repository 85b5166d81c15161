// Sends what is due to webhooks, signs it, and tries again by a schedule (Standard Webhooks 1.0). At least
// once: a receiver that has seen a webhook-id before takes it as seen. Order is not promised; `seq` and the
// time say what came first.
//   Webhooks have their turns in a circle, whatever waits for them. One whose receiver fails or is slow rests
//   between its turns, tries one message in each, and holds none of the senders that are kept for others.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "tidegate/base/clock.h"
#include "tidegate/base/http_fetch.h"
#include "tidegate/base/result.h"
#include "tidegate/gate/desk/desk.h"

namespace tidegate {

class DeskReader;
struct DeliveryRow;
struct WaitingWebhook;

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
  // A webhook rests as long as kWaitSeconds say after its first, second ... turn that failed, and no longer
  // than the last of so many.
  static constexpr std::size_t kLongestRest = 3;
  // Senders for firms whose last turn failed; for those and the ones that had no turn yet. The rest of eight
  // is for receivers that have answered.
  static constexpr std::size_t kForFailing = 2;
  static constexpr std::size_t kForUnproven = 6;

  // parts and fetch outlive it. Without fetch: libcurl, loaded with the first message.
  WebhookSender(desk::Parts& parts, DeskWebhookOptions options, HttpFetch* fetch = nullptr);
  ~WebhookSender();

  // One turn: at most kAtOnce messages of one webhook, each within ten seconds; behind one that took longer
  // than kSlowMs the others wait. A firm is sent to by one thread at a time. Returns how many were taken. For
  // each that is tried, `say` hears a line for operators. Several threads at a time. Errors: of the store.
  Result<std::int64_t> send_due(const std::function<void(const std::string&)>& say);
  DeskWebhookCounts counts() const;

 private:
  struct Outcome {
    int status = 0;  // 0: no answer
    bool may_help = true;
  };
  struct Due;
  class Turn;
  enum class Trust { kProven, kNew, kFailing };
  // How a webhook's last turn went. Kept until it is disabled or gone, and its firm has a message for one
  // that had no turn yet.
  struct Standing {
    std::size_t failures = 0;  // turns in a row; 0: its receiver answers
    std::int64_t rests_until_ms = 0;
  };
  using Key = std::pair<std::string, std::string>;  // firm, webhook
  struct Tally {
    int tried = 0, taken = 0;  // taken: by the receiver
    bool is_slow = false;
  };
  Outcome send(const std::string& url, const std::string& secret, const std::string& id,
               const std::string& body);
  Trust trust_in(const Key& key) const;
  bool has_room_for(Trust trust) const;
  std::optional<Key> chosen(const std::vector<WaitingWebhook>& waiting, std::int64_t now_ms) const;
  Result<std::optional<Key>> next(std::int64_t now_ms);
  Result<void> forget_gone(const DeskReader& reader, const std::vector<WaitingWebhook>& waiting);
  Result<std::optional<Due>> take();
  Result<bool> settle(const Due& due, DeliveryRow message, const Outcome& outcome, bool was_tried,
                      const std::function<void(const std::string&)>& say);
  void end_turn(const Due& due, const Tally& tally);

  desk::Parts& parts_;
  const DeskWebhookOptions options_;
  std::unique_ptr<HttpFetch> own_;
  HttpFetch* fetch_;
  std::mutex mutex_;
  // Behind mutex_: firms that are sent to just now, one a thread; the webhook that had the last turn.
  std::map<std::string, Trust> busy_;
  std::map<Key, Standing> standing_;
  std::string last_;
  std::atomic<std::uint64_t> delivered_{0}, failed_attempts_{0}, given_up_{0}, disabled_{0};
};

// "v1,<base64 of HMAC-SHA-256 over id.seconds.body>". secret: "whsec_" and base64. Empty: no such secret.
std::string webhook_signature(const std::string& secret, const std::string& id, std::int64_t seconds,
                              const std::string& body);

}  // namespace tidegate
