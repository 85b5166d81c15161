#include "tidegate/access/totp.h"

#include <fmt/format.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <sodium.h>

#include "tidegate/base/check.h"

namespace tidegate::access {
namespace {

constexpr std::uint32_t kSixDigits = 1'000'000;

// RFC 4648 section 6, without padding.
std::string base32(const TotpSecret& bytes) {
  constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  std::string out;
  unsigned held = 0;
  unsigned bits = 0;
  for (const std::uint8_t byte : bytes) {
    held = held << 8 | byte;
    for (bits += 8; bits >= 5; bits -= 5) out.push_back(kLetters[held >> (bits - 5) & 31U]);
    held &= (1U << bits) - 1;
  }
  return out;
}

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '-' || c == '.' || c == '_' || c == '~';
    out += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return out;
}

}  // namespace

std::string totp_code(const TotpSecret& secret, std::int64_t step) {
  std::array<std::uint8_t, 8> counter{};
  for (std::size_t i = 0; i < counter.size(); ++i)
    counter[i] = static_cast<std::uint8_t>(static_cast<std::uint64_t>(step) >> (56 - 8 * i));
  std::array<std::uint8_t, EVP_MAX_MD_SIZE> mac{};
  unsigned size = 0;
  TIDEGATE_CHECK(HMAC(EVP_sha1(), secret.data(), static_cast<int>(secret.size()), counter.data(),
                      counter.size(), mac.data(), &size) != nullptr);
  // Dynamic truncation, RFC 4226 section 5.3.
  const std::size_t at = mac[size - 1] & 15U;
  const std::uint32_t number = (mac[at] & 0x7FU) << 24 | static_cast<std::uint32_t>(mac[at + 1]) << 16 |
                               static_cast<std::uint32_t>(mac[at + 2]) << 8 | mac[at + 3];
  return fmt::format("{:06}", number % kSixDigits);
}

std::optional<std::int64_t> totp_step_of(const TotpSecret& secret, std::string_view code, std::int64_t now_ms,
                                         std::int64_t last_step) {
  const std::int64_t now = now_ms / kTotpStepMs;
  std::optional<std::int64_t> found;
  for (const std::int64_t step : {now - 1, now, now + 1}) {
    const std::string right = totp_code(secret, step);
    const bool is_it =
        code.size() == right.size() && sodium_memcmp(code.data(), right.data(), right.size()) == 0;
    if (is_it && step > last_step) found = step;
  }
  return found;
}

std::string totp_address(const TotpSecret& secret, std::string_view account, std::string_view issuer) {
  return fmt::format("otpauth://totp/{0}:{1}?secret={2}&issuer={0}&algorithm=SHA1&digits=6&period=30",
                     escaped(issuer), escaped(account), base32(secret));
}

}  // namespace tidegate::access
