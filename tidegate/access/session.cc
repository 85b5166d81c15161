#include "tidegate/access/session.h"

#include <sodium.h>

#include "tidegate/base/base64.h"
#include "tidegate/base/hash.h"

namespace tidegate::access {
namespace {

constexpr std::string_view kCsrfPurpose = "tidegate csrf v1\n";
// A clock that is set right by a little while a session lasts.
constexpr std::int64_t kClockSlackMs = 60'000;

template <typename Octets>
std::string base64url(const Octets& octets) {
  return to_base64url({reinterpret_cast<const char*>(octets.data()), octets.size()});
}

}  // namespace

std::string token_text(const TokenBytes& bytes) { return base64url(bytes); }

std::string token_hash(std::string_view text) { return sha256_hex(text); }

std::string csrf_text(std::string_view token) {
  std::string bytes(kCsrfPurpose);
  bytes += token;
  const Sha256 hash = sha256(bytes);
  return base64url(hash);
}

bool is_csrf_of(std::string_view csrf, std::string_view token) {
  const std::string right = csrf_text(token);
  return csrf.size() == right.size() && sodium_memcmp(csrf.data(), right.data(), right.size()) == 0;
}

SessionState session_state(const SessionTimes& times, std::int64_t now_ms) {
  if (now_ms < times.token_ms - kClockSlackMs || now_ms < times.seen_ms - kClockSlackMs)
    return SessionState::kEnded;
  if (now_ms >= times.expires_ms || now_ms - times.seen_ms >= kIdleMs) return SessionState::kEnded;
  const bool was_changed = times.expires_ms - now_ms <= kGraceMs;
  return now_ms - times.token_ms >= kTokenAgeMs && !was_changed ? SessionState::kDue : SessionState::kValid;
}

}  // namespace tidegate::access
