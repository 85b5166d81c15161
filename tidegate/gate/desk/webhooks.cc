#include "tidegate/gate/desk/webhooks.h"

#include <arpa/inet.h>

#include <algorithm>
#include <cstring>
#include <span>

#include "tidegate/base/base64.h"
#include "tidegate/base/instant.h"
#include "tidegate/base/ip_address.h"
#include "tidegate/base/json_writer.h"
#include "tidegate/gate/desk/desk_parts.h"

namespace tidegate {
namespace {

constexpr std::size_t kLongestUrl = 2'048;

Error refused(std::string where, std::string en, std::string zh) {
  return {ErrorCode::kOutOfRange, std::move(en), std::move(where), std::move(zh)};
}

// https, or http where tests ask for it; a host; neither user nor fragment. Which machine it is shows when it
// is connected to.
bool is_address(std::string_view url, bool takes_plain) {
  const bool is_plain = url.starts_with("http://");
  if (url.size() > kLongestUrl || (!url.starts_with("https://") && !(is_plain && takes_plain))) return false;
  const bool is_visible = std::all_of(url.begin(), url.end(), [](char c) { return c > ' ' && c < 0x7f; });
  const std::string_view rest = url.substr(url.find("//") + 2);
  const std::string_view host = rest.substr(0, rest.find_first_of("/?"));
  return is_visible && url.find('#') == std::string_view::npos && !host.empty() && !host.starts_with(':') &&
         host.find('@') == std::string_view::npos;
}

// The host of an address that is one, without port and the brackets of IPv6.
std::string_view host_of(std::string_view url) {
  std::string_view host = url.substr(url.find("//") + 2);
  host = host.substr(0, host.find_first_of("/?"));
  if (host.starts_with('[')) return host.substr(1, std::min(host.find(']'), host.size()) - 1);
  return host.substr(0, host.find(':'));
}

// What can be told of a host before it is connected to: an address inside, in whatever way it is written, or
// a name of this machine. Other names are judged by what they resolve to, at each connection.
bool is_inside(std::string_view host, bool takes_loopback) {
  std::string name(host);
  std::transform(name.begin(), name.end(), name.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  if (name.ends_with('.')) name.pop_back();
  if (name == "localhost" || name.ends_with(".localhost")) return !takes_loopback;
  std::array<std::uint8_t, 16> octets{};
  std::size_t size = 0;
  in_addr four{};
  if (inet_pton(AF_INET6, name.c_str(), octets.data()) == 1) {
    size = octets.size();
  } else if (inet_aton(name.c_str(), &four) == 1) {  // also 127.1 and 0x7f000001
    std::memcpy(octets.data(), &four, sizeof four);
    size = sizeof four;
  }
  if (size == 0) return false;
  const std::span<const std::uint8_t> address(octets.data(), size);
  return !is_public_address(address) && !(takes_loopback && is_loopback_address(address));
}

std::optional<Error> fault_of(const std::string& url, bool takes_plain) {
  if (!is_address(url, takes_plain)) {
    return refused("/url", "an address is https://HOST/PATH, without user and fragment",
                   "地址须为 https://主机/路径，不含用户名与片段");
  }
  if (is_inside(host_of(url), takes_plain)) {
    return refused("/url",
                   "this address is of the server itself or of a private network, and messages go to public "
                   "addresses alone: name a receiver that is reached over the Internet",
                   "该地址属于服务器本机或内部网络，消息仅发往公网地址：请填写可经互联网访问的接收地址");
  }
  return std::nullopt;
}

std::optional<Error> fault_of(const std::vector<std::string>& events) {
  const bool are_known =
      !events.empty() && std::all_of(events.begin(), events.end(), [&](const std::string& event) {
        return (event == "*" && events.size() == 1) ||
               std::find(kWebhookEvents.begin(), kWebhookEvents.end(), event) != kWebhookEvents.end();
      });
  if (are_known && events.size() <= kWebhookEvents.size()) return std::nullopt;
  std::string all;
  for (const std::string_view event : kWebhookEvents) all += (all.empty() ? "" : ", ") + std::string(event);
  return refused("/events", "events are [\"*\"] or some of " + all, "events 须为 [\"*\"]，或取自 " + all);
}

std::string words_of(std::vector<std::string> events) {
  std::sort(events.begin(), events.end());
  events.erase(std::unique(events.begin(), events.end()), events.end());
  std::string words;
  for (const std::string& event : events) words += (words.empty() ? "" : " ") + event;
  return words;
}

DeskWebhook webhook_of(const WebhookRow& row) {
  DeskWebhook out{row.id, row.url, {}, row.is_disabled, row.created_ms, row.version, {}};
  std::string_view rest = row.events;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(' '), rest.size());
    out.events.emplace_back(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return out;
}

DeskDelivery delivery_of(const DeliveryRow& row) {
  return {row.id, row.kind, row.state, row.attempts, row.status, row.created_ms, row.next_at_ms};
}

Result<WebhookRow> enabled(const DeskTransaction& t, const DeskAsker& asker, const std::string& id) {
  auto row = t.webhook(desk::reach_of(asker.account), id);
  if (row && row->is_disabled)
    return fail({ErrorCode::kConflict, "this webhook is disabled", {}, "该 Webhook 已停用"});
  return row;
}

std::string body_of(std::string_view type, std::int64_t at_ms, const desk::CaseNews* news) {
  JsonWriter json;
  json.begin_object().key("type").string(type).key("timestamp").string(instant_text(at_ms));
  json.key("data").begin_object();
  if (news != nullptr) {
    json.key("case").string(news->case_id);
    if (!news->permit.empty()) json.key("permit").string(news->permit);
    json.key("state").string(news->state);
    if (news->seq != 0) json.key("seq").integer(news->seq);
  }
  json.end_object().end_object();
  return json.take();
}

}  // namespace

Result<DeskPage<DeskWebhook>> DeskWebhooks::webhooks(const DeskAsker& asker, const DeskPageAsk& ask) {
  const auto page = desk::page_of(ask);
  if (!page) return fail(page.error());
  const auto rows = parts_.store->read(
      [&](const DeskReader& reader) { return reader.webhooks(desk::reach_of(asker.account), *page); });
  if (!rows) return fail(rows.error());
  DeskPage<DeskWebhook> out;
  for (const WebhookRow& row : rows->rows) out.rows.push_back(webhook_of(row));
  out.next = desk::cursor_text(rows->next);
  return out;
}

Result<DeskWebhook> DeskWebhooks::add(const DeskAsker& asker, const std::string& url,
                                      const std::vector<std::string>& events) {
  if (auto fault = fault_of(url, takes_plain_)) return fail(std::move(*fault));
  if (auto fault = fault_of(events)) return fail(std::move(*fault));
  const std::int64_t now = parts_.now();
  const auto key = desk::drawn<32>();
  WebhookRow row;
  row.id = desk::new_id(now);
  row.tenant = TenantId(asker.account.tenant);
  row.url = url;
  row.secret = "whsec_" + to_base64({reinterpret_cast<const char*>(key.data()), key.size()});
  row.events = words_of(events);
  row.created_ms = now;
  return parts_.store->transact([&](DeskTransaction& t) -> Result<DeskWebhook> {
    const auto there = t.webhooks(desk::reach_of(asker.account), PageAsk{{}, kLargestPage});
    if (!there) return fail(there.error());
    if (there->rows.size() >= kMostOfFirm)
      return fail(
          {ErrorCode::kConflict, "this firm has 20 webhooks already", {}, "该企业已有 20 个 Webhook"});
    if (auto added = t.add_webhook(row); !added) return fail(added.error());
    t.audit(desk::audit_row(asker.account, "webhook.add", row.id, "done", now));
    DeskWebhook made = webhook_of(row);
    made.version = 1;
    made.secret = row.secret;
    return made;
  });
}

Result<DeskWebhook> DeskWebhooks::change(const DeskAsker& asker, const std::string& id,
                                         const DeskWebhookChange& change) {
  if (change.events) {
    if (auto fault = fault_of(*change.events)) return fail(std::move(*fault));
  }
  const std::int64_t now = parts_.now();
  return parts_.store->transact([&](DeskTransaction& t) -> Result<DeskWebhook> {
    auto row = t.webhook(desk::reach_of(asker.account), id);
    if (!row) return fail(row.error());
    const WebhookRow before = *row;
    row->version = change.version;
    if (change.is_disabled) row->is_disabled = *change.is_disabled;
    if (change.events) row->events = words_of(*change.events);
    if (auto kept = t.change_webhook(*row); !kept) return fail(kept.error());
    const auto say = [&](std::string action) {
      t.audit(desk::audit_row(asker.account, std::move(action), id, "done", now));
    };
    if (row->is_disabled != before.is_disabled) say(row->is_disabled ? "webhook.disable" : "webhook.enable");
    if (row->events != before.events) say("webhook.change_events");
    ++row->version;
    return webhook_of(*row);
  });
}

Result<DeskPage<DeskDelivery>> DeskWebhooks::deliveries(const DeskAsker& asker, const std::string& id,
                                                        const DeskPageAsk& ask) {
  const auto page = desk::page_of(ask);
  if (!page) return fail(page.error());
  const auto rows = parts_.store->read([&](const DeskReader& reader) -> Result<Page<DeliveryRow>> {
    const Reach reach = desk::reach_of(asker.account);
    if (const auto hook = reader.webhook(reach, id); !hook) return fail(hook.error());
    return reader.deliveries(reach, id, *page);
  });
  if (!rows) return fail(rows.error());
  DeskPage<DeskDelivery> out;
  for (const DeliveryRow& row : rows->rows) out.rows.push_back(delivery_of(row));
  out.next = desk::cursor_text(rows->next);
  return out;
}

Result<DeskDelivery> DeskWebhooks::send_test(const DeskAsker& asker, const std::string& id) {
  const std::int64_t now = parts_.now();
  return parts_.store->transact([&](DeskTransaction& t) -> Result<DeskDelivery> {
    const auto hook = enabled(t, asker, id);
    if (!hook) return fail(hook.error());
    const DeliveryRow row{desk::new_id(now) + "." + id,
                          id,
                          "webhook.test",
                          body_of("webhook.test", now, nullptr),
                          "pending",
                          0,
                          now,
                          0,
                          now};
    if (auto added = t.add_delivery(row); !added) return fail(added.error());
    t.audit(desk::audit_row(asker.account, "webhook.test", id, "done", now));
    return delivery_of(row);
  });
}

Result<DeskDelivery> DeskWebhooks::send_again(const DeskAsker& asker, const std::string& id,
                                              const std::string& delivery) {
  const std::int64_t now = parts_.now();
  return parts_.store->transact([&](DeskTransaction& t) -> Result<DeskDelivery> {
    const auto hook = enabled(t, asker, id);
    if (!hook) return fail(hook.error());
    auto row = t.delivery(desk::reach_of(asker.account), id, delivery);
    if (!row) return fail(row.error());
    if (row->state == "pending")
      return fail({ErrorCode::kConflict, "it is still being sent", {}, "该消息仍在投递中"});
    row->state = "pending";
    row->attempts = 0;
    row->next_at_ms = now;
    if (auto kept = t.settle_delivery(*row); !kept) return fail(kept.error());
    t.audit(desk::audit_row(asker.account, "webhook.send_again", id, "done", now));
    return delivery_of(*row);
  });
}

Result<void> desk::tell_firm(DeskTransaction& t, const CaseNews& news) {
  if (!news.is_for_firm ||
      std::find(kWebhookEvents.begin(), kWebhookEvents.end(), news.kind) == kWebhookEvents.end())
    return {};
  const auto told = t.tell_webhooks(news.tenant, news.kind, new_id(news.at_ms),
                                    body_of(news.kind, news.at_ms, &news), news.at_ms);
  if (!told) return fail(told.error());
  return {};
}

}  // namespace tidegate
