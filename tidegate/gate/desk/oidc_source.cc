#include "tidegate/gate/desk/oidc_source.h"

#include <chrono>

#include "tidegate/base/ip_address.h"

namespace tidegate::desk {
namespace {

constexpr std::int64_t kConnectMs = 3'000;
constexpr std::int64_t kWholeMs = 8'000;
constexpr std::size_t kLargestDescription = 262'144;

tl::unexpected<Error> unavailable() {
  return fail({ErrorCode::kUnavailable,
               "the identity provider does not answer just now; try again, or sign in by password",
               {},
               "身份提供方暂无应答；请稍后重试，或使用密码登录"});
}

// Whether a moment lies so long ago; a clock that went back counts as long ago.
bool is_past(std::int64_t then_ms, std::int64_t span_ms, std::int64_t now_ms) {
  return then_ms == 0 || now_ms < then_ms || now_ms - then_ms >= span_ms;
}

}  // namespace

Result<HttpGot> OidcSource::exchange(HttpAsk ask) {
  ask.connect_ms = kConnectMs;
  ask.whole_ms = kWholeMs;
  ask.ca_file = settings_.ca_file;
  ask.headers.emplace_back("Accept", "application/json");
  if (access::is_of_this_machine(ask.url)) {
    ask.allows_plain = true;
    ask.may_connect = is_loopback_address;
  }
  auto got = fetch_.fetch(ask);
  if (!got) return unavailable();
  return got;
}

Result<std::string> OidcSource::got(const std::string& url, std::size_t most_bytes) {
  HttpAsk ask;
  ask.url = url;
  ask.most_bytes = most_bytes;
  auto answer = exchange(std::move(ask));
  if (!answer) return fail(answer.error());
  if (answer->status != 200) return unavailable();
  return std::move(answer->body);
}

Result<OidcSource::Shared> OidcSource::asked() {
  const auto description = got(access::discovery_address(settings_.issuer), kLargestDescription);
  if (!description) return fail(description.error());
  auto provider = access::parse_discovery(*description, settings_.issuer);
  if (!provider) return unavailable();
  const auto set = got(provider->keys_address, access::kLargestKeySet);
  if (!set) return fail(set.error());
  auto keys = access::parse_key_set(*set);
  if (!keys) return unavailable();
  return std::make_shared<const Known>(Known{std::move(*provider), std::move(*keys)});
}

// A worker that waited for a silent provider would be missing elsewhere: who finds another asking goes on
// with what is known, or is told to try again.
Result<OidcSource::Shared> OidcSource::known(bool asks_anew) {
  const std::int64_t now = clock_.now_ms();
  {
    std::unique_lock lock(mutex_);
    if (is_asking_ && !known_)
      has_asked_.wait_for(lock, std::chrono::milliseconds(kWaitMs), [this] { return !is_asking_; });
    const bool is_fresh = known_ && !is_past(known_ms_, kFreshMs, now);
    if (is_fresh && !asks_anew) return known_;
    const bool may_ask =
        asks_anew ? is_past(renewed_ms_, kNewKeysMs, now) : is_past(tried_ms_, kAgainMs, now);
    if (is_asking_ || !may_ask) {
      if (known_) return known_;
      return unavailable();
    }
    is_asking_ = true;
    (asks_anew ? renewed_ms_ : tried_ms_) = now;
  }
  auto fetched = asked();
  const std::lock_guard lock(mutex_);
  is_asking_ = false;
  has_asked_.notify_all();
  if (!fetched) return fail(fetched.error());
  known_ = *fetched;
  known_ms_ = now;
  return known_;
}

Result<access::OidcProvider> OidcSource::provider() {
  const auto now_known = known(false);
  if (!now_known) return fail(now_known.error());
  return (*now_known)->provider;
}

Result<bool> OidcSource::has_signed(const access::Jws& jws) {
  const auto first = known(false);
  if (!first) return fail(first.error());
  if (access::is_signed_by_one(jws, (*first)->keys)) return true;
  // A key that is known and did not sign it will not have signed it a moment later.
  if (!jws.key_id.empty() && access::has_key((*first)->keys, jws.key_id)) return false;
  const auto again = known(true);
  if (!again) return fail(again.error());
  return access::is_signed_by_one(jws, (*again)->keys);
}

}  // namespace tidegate::desk
