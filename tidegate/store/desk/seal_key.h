// Seals what must not be read from a stolen database file: TOTP secrets, webhook secrets, seeds of samples.
// XChaCha20-Poly1305 (libsodium), a random nonce each; bound to its place, so that a sealed text that is
// moved to another row does not open. The key lies in a file of its own and in no backup.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "tidegate/base/result.h"

namespace tidegate {

class SealKey {
 public:
  explicit SealKey(const std::array<std::uint8_t, 32>& bytes) : bytes_(bytes) {}
  SealKey(const SealKey&) = default;
  SealKey& operator=(const SealKey&) = default;
  ~SealKey();

  // place  what the text belongs to: "accounts.totp_secret/01J...".
  // Returns base64 of nonce and ciphertext; of an empty text an empty one.
  std::string seal(std::string_view text, std::string_view place) const;
  // Errors: kCorrupt (another key, another place, or damaged); nothing of the text is told.
  Result<std::string> open(std::string_view sealed, std::string_view place) const;

 private:
  std::array<std::uint8_t, 32> bytes_;
};

// The key of a data folder, DIR/seal.key (mode 0600: 64 hexadecimal digits and a line end), made on first
// use. Errors: as StateDir::open and StateDir::subject_key.
Result<SealKey> seal_key_of(const std::string& folder);

}  // namespace tidegate
