// Failures at logins that are nobody's, counted as an account's are: whoever guesses is shut out of these as
// long, and learns from it of no login whether there is one.
#pragma once

#include <array>
#include <cstdint>
#include <list>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "tidegate/access/sign_in.h"

namespace tidegate::desk {

class StrangerAttempts {
 public:
  static constexpr std::size_t kMost = 65'536;  // remembered, those that were tried last

  // secret  drawn anew with the process: no login is kept, but a hash that it alone can make.
  explicit StrangerAttempts(const std::array<std::uint8_t, 32>& secret, std::size_t most = kMost)
      : secret_(secret), most_(most) {}

  access::Attempts of(std::string_view login);
  // One more failure; what to answer to it.
  access::SignedIn fail(std::string_view login, std::int64_t now_ms);

 private:
  using Kept = std::list<std::pair<std::string, access::Attempts>>;  // least lately first
  std::string name_of(std::string_view login) const;

  const std::array<std::uint8_t, 32> secret_;
  const std::size_t most_;
  std::mutex mutex_;
  Kept kept_;
  std::unordered_map<std::string, Kept::iterator> places_;
};

}  // namespace tidegate::desk
