#include "tidegate/gate/desk/webhook_sender.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <iterator>

#include "tidegate/base/base64.h"
#include "tidegate/base/hmac.h"
#include "tidegate/base/ip_address.h"
#include "tidegate/gate/desk/desk_parts.h"
#include "tidegate/gate/desk/firm_standing.h"
#include "tidegate/ports/http_client.h"
#include "tidegate/store/desk/delivery_wait.h"

namespace tidegate {
namespace {

constexpr std::string_view kSecretMark = "whsec_";
constexpr int kGone = 410;  // the receiver wants no more (Standard Webhooks)
// The longest that a webhook rests. Longer ones were begun under a clock that was ahead, and are over.
constexpr std::int64_t kMostRestMs = WebhookSender::kWaitSeconds[WebhookSender::kLongestRest - 1] * 1'000;
constexpr std::int64_t kLook = 1'000;  // webhooks that a sender looks through for one whose turn it is

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
  Key key;
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

WebhookSender::Trust WebhookSender::trust_in(const Key& key) const {
  const auto own = standing_.find(key);
  if (own != standing_.end()) return own->second.failures == 0 ? Trust::kProven : Trust::kFailing;
  // One that a firm with a failing receiver adds is no better than that.
  for (auto of = standing_.lower_bound({key.first, {}});
       of != standing_.end() && of->first.first == key.first; ++of) {
    if (of->second.failures > 0) return Trust::kFailing;
  }
  return Trust::kNew;
}

bool WebhookSender::has_room_for(Trust trust) const {
  if (trust == Trust::kProven) return true;
  std::size_t failing = 0, unproven = 0;
  for (const auto& [firm, of] : busy_) {
    if (of == Trust::kFailing) ++failing;
    if (of != Trust::kProven) ++unproven;
  }
  return unproven < kForUnproven && (trust == Trust::kNew || failing < kForFailing);
}

std::optional<WebhookSender::Key> WebhookSender::chosen(const std::vector<WaitingWebhook>& waiting,
                                                        std::int64_t now_ms) const {
  for (const WaitingWebhook& one : waiting) {
    Key key{one.tenant, one.id};
    if (!is_due(one.next_at_ms, now_ms) || busy_.contains(key.first)) continue;
    const auto standing = standing_.find(key);
    const std::int64_t rest_ms = standing == standing_.end() ? 0 : standing->second.rests_until_ms - now_ms;
    if (rest_ms > 0 && rest_ms <= kMostRestMs) continue;
    if (has_room_for(trust_in(key))) return key;
  }
  return std::nullopt;
}

// Before one that had no turn yet is judged by its firm's others: those that are disabled or gone say nothing
// of it.
Result<void> WebhookSender::forget_gone(const DeskReader& reader,
                                        const std::vector<WaitingWebhook>& waiting) {
  for (const WaitingWebhook& one : waiting) {
    if (standing_.contains({one.tenant, one.id})) continue;
    auto of = standing_.lower_bound({one.tenant, {}});
    while (of != standing_.end() && of->first.first == one.tenant) {
      const auto hook = reader.webhook(Reach::of_whole_desk(), of->first.second);
      if (!hook && hook.error().code != ErrorCode::kNotFound) return fail(hook.error());
      of = hook && !hook->is_disabled ? std::next(of) : standing_.erase(of);
    }
  }
  return {};
}

// The webhook whose turn it is: the next in the circle that has something due and does not rest.
Result<std::optional<WebhookSender::Key>> WebhookSender::next(std::int64_t now_ms) {
  using Answer = std::optional<Key>;
  const auto behind = [&](const std::string& after) {
    return parts_.store->read([&](const DeskReader& reader) -> Result<std::vector<WaitingWebhook>> {
      const auto has_due = reader.has_due_deliveries(now_ms);
      if (!has_due) return fail(has_due.error());
      if (!*has_due) return std::vector<WaitingWebhook>();
      auto found = reader.waiting_webhooks(after, kLook);
      if (!found) return found;
      if (auto done = forget_gone(reader, *found); !done) return fail(std::move(done.error()));
      return found;
    });
  };
  auto waiting = behind(last_);
  if (!waiting) return fail(waiting.error());
  Answer found = chosen(*waiting, now_ms);
  const bool is_end = static_cast<std::int64_t>(waiting->size()) < kLook;
  if (!found && is_end && !last_.empty()) {
    waiting = behind({});
    if (!waiting) return fail(waiting.error());
    found = chosen(*waiting, now_ms);
  }
  if (found) {
    last_ = found->second;
  } else {
    last_ = is_end || waiting->empty() ? std::string() : waiting->back().id;
  }
  return found;
}

// What is due of one webhook, whose firm is busy from now on. None: nothing, or nothing whose turn it is.
Result<std::optional<WebhookSender::Due>> WebhookSender::take() {
  using Answer = std::optional<Due>;
  const std::lock_guard lock(mutex_);
  const std::int64_t now = parts_.now();
  const auto key = next(now);
  if (!key) return fail(key.error());
  if (!*key) return Answer();
  const Trust trust = trust_in(**key);
  const bool is_probe = standing_.contains(**key) && trust == Trust::kFailing;
  auto taken = parts_.store->transact([&](DeskTransaction& t) -> Result<Answer> {
    auto messages = t.take_deliveries((*key)->second, now, kLeaseMs, is_probe ? 1 : kAtOnce);
    if (!messages) return fail(messages.error());
    if (messages->empty()) return Answer();
    auto hook = t.webhook(Reach::of_whole_desk(), (*key)->second);
    if (!hook) return fail(hook.error());
    const auto may = desk::may_act_for(t, hook->tenant);
    if (!may) return fail(may.error());
    if (!*may) hook->is_disabled = true;  // for as long as its firm is: the row stays as it is
    return Answer(Due{**key, std::move(*hook), std::move(*messages)});
  });
  if (taken && *taken) busy_.emplace((*key)->first, trust);
  return taken;
}

// How the webhook is to be treated after this turn.
void WebhookSender::end_turn(const Due& due, const Tally& tally) {
  const std::lock_guard lock(mutex_);
  if (tally.tried == 0) {
    standing_.erase(due.key);  // disabled
    return;
  }
  Standing& standing = standing_[due.key];
  if (tally.taken == 0) {
    ++standing.failures;
  } else {
    standing.failures = tally.is_slow ? 1 : 0;
  }
  const std::size_t rest = std::min(standing.failures, kLongestRest);
  standing.rests_until_ms = rest == 0 ? 0 : parts_.now() + kWaitSeconds[rest - 1] * 1'000;
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
  } else if (was_tried) {
    message.next_at_ms += kWaitSeconds[spent - 1] * 1'000;
  } else if (spent == 0) {
    message.next_at_ms = message.created_ms;  // it keeps its place, and waits for its webhook's next turn
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
  const Turn turn(*this, (*due)->key.first);
  const WebhookRow& hook = (*due)->hook;
  Tally tally;  // is_slow: it did not answer just now, or was long about it; its other messages wait too
  for (DeliveryRow message : (*due)->messages) {
    const bool is_tried = !hook.is_disabled && !tally.is_slow;
    Outcome outcome{static_cast<int>(message.status), true};
    if (is_tried) {
      const auto begin = std::chrono::steady_clock::now();
      outcome = send(hook.url, hook.secret, message.id.substr(0, message.id.find('.')), message.body);
      const auto spent = std::chrono::steady_clock::now() - begin;
      tally.is_slow = outcome.status == 0 || spent > std::chrono::milliseconds(kSlowMs);
      ++tally.tried;
      if (outcome.status >= 200 && outcome.status < 300) ++tally.taken;
      ++message.attempts;
      message.status = outcome.status;
    }
    // Due again when its lease ends: better twice than never.
    if (const auto kept = settle(**due, std::move(message), outcome, is_tried, say); !kept)
      return fail(kept.error());
  }
  end_turn(**due, tally);
  return static_cast<std::int64_t>((*due)->messages.size());
}

}  // namespace tidegate
