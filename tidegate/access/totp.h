// Codes of a second factor: TOTP (RFC 6238) with HMAC-SHA-1, six digits, thirty seconds, as every
// authenticator app makes them.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tidegate::access {

using TotpSecret = std::array<std::uint8_t, 20>;

inline constexpr std::int64_t kTotpStepMs = 30'000;

// The code of a step, which is the time divided by thirty seconds.
std::string totp_code(const TotpSecret& secret, std::int64_t step);

// The step whose code this is: now, or one before or after, since clocks differ. last_step: that of the last
// code that was taken; none up to it is taken again (RFC 6238 section 5.2). nullopt: it is none of them.
std::optional<std::int64_t> totp_step_of(const TotpSecret& secret, std::string_view code, std::int64_t now_ms,
                                         std::int64_t last_step);

// What an app reads as text or QR code. account and issuer must be free of ':'.
std::string totp_address(const TotpSecret& secret, std::string_view account, std::string_view issuer);

}  // namespace tidegate::access
