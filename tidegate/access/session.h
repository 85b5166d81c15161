// Sessions of the console: a token in a cookie, kept as its hash alone, that ends when it is not used and is
// changed while it is.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tidegate::access {

using TokenBytes = std::array<std::uint8_t, 32>;

// As the cookie holds it: 43 characters of base64url.
std::string token_text(const TokenBytes& bytes);
// As it is kept: SHA-256 of the text, hex. Who reads the store cannot sign in with what he reads.
std::string token_hash(std::string_view text);
// What a page sends in a header beside the cookie, which another site's page cannot read (CSRF). It is bound
// to the token and tells nothing of it.
std::string csrf_text(std::string_view token);
bool is_csrf_of(std::string_view csrf, std::string_view token);

struct SessionTimes {
  std::int64_t token_ms = 0;  // when this token was made
  std::int64_t seen_ms = 0;   // last request, as far as it was kept
  std::int64_t expires_ms =
      0;  // of the first token that long after the sign-in; of one that was changed, soon
};

inline constexpr std::int64_t kIdleMs = 30 * 60'000;
inline constexpr std::int64_t kLongestSessionMs = 12 * 3'600'000;
inline constexpr std::int64_t kTokenAgeMs = 15 * 60'000;
// Requests under way when the token changed still hold the old one.
inline constexpr std::int64_t kGraceMs = 30'000;
// How old the last request that is kept may be before another is: not every reading page writes.
inline constexpr std::int64_t kSeenStepMs = 60'000;

enum class SessionState {
  kEnded,
  kValid,
  kDue,  // valid, and its token is due to be changed
};
// A time before the session's own beginning is a clock that jumped back: ended, since nothing can be said.
SessionState session_state(const SessionTimes& times, std::int64_t now_ms);

}  // namespace tidegate::access
