#include "tidegate/gate/desk/webhook_sender.h"

#include <fmt/format.h>

#include <chrono>
#include <iterator>

#include "tidegate/base/base64.h"
#include "tidegate/base/hmac.h"
#include "tidegate/base/ip_address.h"
#include "tidegate/gate/desk/desk_parts.h"
#include "tidegate/ports/http_client.h"

namespace tidegate {
namespace {

constexpr std::string_view kSecretMark = "whsec_";
constexpr int kGone = 410;  // the receiver wants no more (Standard Webhooks)

AuditRow disabled_row(const WebhookRow& hook, std::int64_t now_ms) {
  AuditRow row;
  row.at_ms = now_ms;
  row.role = to_string(Role::kMachine);
  row.tenant = hook.tenant ? hook.tenant->text() : std::string();
  row.action = "webhook.disable";
  row.object = hook.id;
  row.outcome = "done";
  row.detail = "{}";
  return row;
}

Result<void> disable(DeskTransaction& t, const std::string& id, std::int64_t now_ms) {
  auto hook = t.webhook(Reach::of_whole_desk(), id);
  if (!hook) return fail(hook.error());
  if (hook->is_disabled) return {};
  hook->is_disabled = true;
  if (auto kept = t.change_webhook(*hook); !kept) return fail(kept.error());
  t.audit(disabled_row(*hook, now_ms));
  return {};
}

std::string firm_of(const WebhookRow& hook) { return hook.tenant ? hook.tenant->text() : std::string(); }

}  // namespace

std::string webhook_signature(const std::string& secret, const std::string& id, std::int64_t seconds,
                              const std::string& body) {
  if (!secret.starts_with(kSecretMark)) return {};
  const auto key = from_base64(std::string_view(secret).substr(kSecretMark.size()));
  if (!key) return {};
  const Sha256 mac = hmac_sha256({reinterpret_cast<const std::uint8_t*>(key->data()), key->size()},
                                 fmt::format("{}.{}.{}", id, seconds, body));
  return "v1," + to_base64({reinterpret_cast<const char*>(mac.data()), mac.size()});
}

WebhookSender::WebhookSender(desk::Parts& parts, DeskWebhookOptions options, HttpFetch* fetch)
    : parts_(parts),
      options_(std::move(options)),
      own_(fetch == nullptr ? http_client() : nullptr),
      fetch_(fetch == nullptr ? own_.get() : fetch) {}
WebhookSender::~WebhookSender() = default;

DeskWebhookCounts WebhookSender::counts() const {
  return {delivered_, failed_attempts_, given_up_, disabled_};
}

WebhookSender::Outcome WebhookSender::send(const std::string& url, const std::string& secret,
                                           const std::string& id, const std::string& body) {
  const std::int64_t seconds = parts_.now() / 1'000;
  const bool is_plain = url.starts_with("http://");
  HttpAsk ask;
  ask.method = "POST";
  ask.url = url;
  ask.headers = {{"Content-Type", "application/json"},
                 {"User-Agent", "Tidegate"},
                 {"webhook-id", id},
                 {"webhook-timestamp", std::to_string(seconds)},
                 {"webhook-signature", webhook_signature(secret, id, seconds, body)}};
  ask.body = body;
  ask.most_bytes = 16'384;
  ask.ca_file = options_.ca_file;
  ask.allows_plain = options_.reaches_this_machine;
  ask.may_connect = [this, is_plain](std::span<const std::uint8_t> octets) {
    if (options_.reaches_this_machine && is_loopback_address(octets)) return true;
    return !is_plain && is_public_address(octets);
  };
  const auto got = fetch_->fetch(ask);
  if (got) return {got->status, got->status != kGone};
  // Too much was answered: it was received all the same, but not as it should be. Tried again.
  return {0, true};
}

struct WebhookSender::Due {
  WebhookRow hook;
  std::vector<DeliveryRow> messages;
};

// A firm's turn with this thread: it is busy until then.
class WebhookSender::Turn {
 public:
  Turn(WebhookSender& sender, std::string firm) : sender_(sender), firm_(std::move(firm)) {}
  ~Turn() {
    const std::lock_guard lock(sender_.mutex_);
    sender_.busy_.erase(firm_);
  }
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;

 private:
  WebhookSender& sender_;
  const std::string firm_;
};

// What is due of one webhook, whose firm is busy from now on. None: nothing, or of busy firms alone.
Result<std::optional<WebhookSender::Due>> WebhookSender::take() {
  using Answer = std::optional<Due>;
  const std::lock_guard lock(mutex_);
  const std::vector<std::string> busy(busy_.begin(), busy_.end());
  const auto has_due = parts_.store->read(
      [&](const DeskReader& reader) { return reader.has_due_deliveries(parts_.now(), busy); });
  if (!has_due) return fail(has_due.error());
  if (!*has_due) return Answer();
  auto taken = parts_.store->transact([&](DeskTransaction& t) -> Result<Answer> {
    auto messages = t.take_deliveries(parts_.now(), kLeaseMs, kAtOnce, busy);
    if (!messages) return fail(messages.error());
    if (messages->empty()) return Answer();
    auto hook = t.webhook(Reach::of_whole_desk(), messages->front().webhook);
    if (!hook) return fail(hook.error());
    return Answer(Due{std::move(*hook), std::move(*messages)});
  });
  if (taken && *taken) busy_.insert(firm_of((*taken)->hook));
  return taken;
}

// Keeps how one message fared.
Result<bool> WebhookSender::settle(const Due& due, DeliveryRow message, const Outcome& outcome,
                                   bool was_tried, const std::function<void(const std::string&)>& say) {
  const bool is_done = was_tried && outcome.status >= 200 && outcome.status < 300;
  const auto spent = static_cast<std::size_t>(message.attempts);
  const bool is_spent = due.hook.is_disabled || (was_tried && spent > std::size(kWaitSeconds));
  const std::int64_t now = parts_.now();
  message.next_at_ms = now;
  if (is_done) {
    message.state = "done";
  } else if (is_spent || !outcome.may_help) {
    message.state = "failed";
  } else {
    message.next_at_ms += kWaitSeconds[spent == 0 ? 0 : spent - 1] * 1'000;
  }
  bool is_disabled = false;
  auto settled = parts_.store->transact([&](DeskTransaction& t) -> Result<bool> {
    is_disabled = false;
    if (auto kept = t.settle_delivery(message); !kept) return fail(kept.error());
    if (message.state != "failed" || due.hook.is_disabled) return true;
    // Every attempt of days has failed; only where nothing else came through meanwhile is the address dead.
    const auto lives = t.has_delivered_since(due.hook.id, message.created_ms);
    if (!lives) return fail(lives.error());
    if (*lives && outcome.may_help) return true;
    is_disabled = true;
    if (auto done = disable(t, due.hook.id, now); !done) return fail(done.error());
    return true;
  });
  if (is_done) ++delivered_;
  if (!is_done && was_tried) ++failed_attempts_;
  if (message.state == "failed") ++given_up_;
  if (is_disabled) ++disabled_;
  if (was_tried) {
    say(fmt::format("webhook_delivery webhook={} event={} status={} attempt={} outcome={}{}", due.hook.id,
                    message.kind, outcome.status, message.attempts, message.state,
                    is_disabled ? " disabled=yes" : ""));
  }
  return settled;
}

Result<std::int64_t> WebhookSender::send_due(const std::function<void(const std::string&)>& say) {
  auto due = take();
  if (!due) return fail(due.error());
  if (!*due) return 0;
  const Turn turn(*this, firm_of((*due)->hook));
  const WebhookRow& hook = (*due)->hook;
  bool is_slow = false;  // it did not answer just now, or was long about it: its other messages wait too
  for (DeliveryRow message : (*due)->messages) {
    const bool is_tried = !hook.is_disabled && !is_slow;
    Outcome outcome{static_cast<int>(message.status), true};
    if (is_tried) {
      const auto begin = std::chrono::steady_clock::now();
      outcome = send(hook.url, hook.secret, message.id.substr(0, message.id.find('.')), message.body);
      const auto spent = std::chrono::steady_clock::now() - begin;
      is_slow = outcome.status == 0 || spent > std::chrono::milliseconds(kSlowMs);
      ++message.attempts;
      message.status = outcome.status;
    }
    // Due again when its lease ends: better twice than never.
    if (const auto kept = settle(**due, std::move(message), outcome, is_tried, say); !kept)
      return fail(kept.error());
  }
  return static_cast<std::int64_t>((*due)->messages.size());
}

}  // namespace tidegate
