#include "tidegate/gate/desk/stranger_attempts.h"

#include <iterator>

#include "tidegate/base/hmac.h"

namespace tidegate::desk {

std::string StrangerAttempts::name_of(std::string_view login) const {
  const Sha256 hash = hmac_sha256(secret_, login);
  return {hash.begin(), hash.end()};
}

access::Attempts StrangerAttempts::of(std::string_view login) {
  const std::string name = name_of(login);
  const std::lock_guard lock(mutex_);
  const auto known = places_.find(name);
  return known == places_.end() ? access::Attempts{} : known->second->second;
}

access::SignedIn StrangerAttempts::fail(std::string_view login, std::int64_t now_ms) {
  const std::string name = name_of(login);
  const std::lock_guard lock(mutex_);
  if (const auto known = places_.find(name); known != places_.end()) {
    kept_.splice(kept_.end(), kept_, known->second);
  } else {
    if (places_.size() >= most_) {
      places_.erase(kept_.front().first);
      kept_.pop_front();
    }
    kept_.emplace_back(name, access::Attempts{});
    places_.emplace(name, std::prev(kept_.end()));
  }
  access::Attempts& attempts = kept_.back().second;
  const access::SignedIn in = access::sign_in({}, attempts, now_ms);
  attempts = in.attempts;
  return in;
}

}  // namespace tidegate::desk
