// What is known of the provider just now: where it is asked, by which keys it signs. Private to this folder.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "tidegate/access/jose/jws.h"
#include "tidegate/access/oidc.h"
#include "tidegate/base/clock.h"
#include "tidegate/base/http_fetch.h"
#include "tidegate/base/result.h"

namespace tidegate::desk {

class OidcSource {
 public:
  static constexpr std::int64_t kFreshMs = 3'600'000;  // asked again after
  static constexpr std::int64_t kAgainMs = 10'000;     // after no answer, nobody asks so long
  static constexpr std::int64_t kNewKeysMs = 60'000;   // an unknown key makes us ask again so often at most

  static constexpr std::int64_t kWaitMs = 1'000;  // for another thread that asks, where nothing is known yet

  // settings, fetch and clock outlive it. Several threads at a time; one of them asks, and none waits long
  // for it.
  OidcSource(const access::OidcSettings& settings, HttpFetch& fetch, const Clock& clock)
      : settings_(settings), fetch_(fetch), clock_(clock) {}

  // Errors: kUnavailable (it does not answer, or says what cannot be used).
  Result<access::OidcProvider> provider();
  // Whether one of its keys signed it; a key that is not known is looked for once more. Errors: as
  // provider().
  Result<bool> has_signed(const access::Jws& jws);
  // One exchange with it within its bounds: by TLS, or on this machine. Errors: kUnavailable.
  Result<HttpGot> exchange(HttpAsk ask);

 private:
  struct Known {
    access::OidcProvider provider;
    std::vector<access::NamedKey> keys;
  };
  using Shared = std::shared_ptr<const Known>;
  Result<Shared> known(bool asks_anew);
  Result<Shared> asked();
  Result<std::string> got(const std::string& url, std::size_t most_bytes);

  const access::OidcSettings& settings_;
  HttpFetch& fetch_;
  const Clock& clock_;
  std::mutex mutex_;
  std::condition_variable has_asked_;
  Shared known_;
  std::int64_t known_ms_ = 0;
  std::int64_t tried_ms_ = 0;    // 0: never
  std::int64_t renewed_ms_ = 0;  // last time that an unknown key made us ask
  bool is_asking_ = false;
};

}  // namespace tidegate::desk
