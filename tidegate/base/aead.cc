#include "tidegate/base/aead.h"

#include <sodium.h>

namespace tidegate {
namespace {

static_assert(sizeof(AeadKey) == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);
static_assert(sizeof(AeadNonce) == crypto_aead_xchacha20poly1305_ietf_NPUBBYTES);
static_assert(kAeadTagOctets == crypto_aead_xchacha20poly1305_ietf_ABYTES);

const unsigned char* octets(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}
unsigned char* octets(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

}  // namespace

std::string aead_seal(const AeadKey& key, const AeadNonce& nonce, std::string_view text,
                      std::string_view beside) {
  std::string sealed(text.size() + kAeadTagOctets, '\0');
  crypto_aead_xchacha20poly1305_ietf_encrypt(octets(sealed), nullptr, octets(text), text.size(),
                                             octets(beside), beside.size(), nullptr, nonce.data(),
                                             key.data());
  return sealed;
}

std::optional<std::string> aead_open(const AeadKey& key, const AeadNonce& nonce, std::string_view sealed,
                                     std::string_view beside) {
  if (sealed.size() < kAeadTagOctets) return std::nullopt;
  std::string text(sealed.size() - kAeadTagOctets, '\0');
  if (crypto_aead_xchacha20poly1305_ietf_decrypt(octets(text), nullptr, nullptr, octets(sealed),
                                                 sealed.size(), octets(beside), beside.size(), nonce.data(),
                                                 key.data()) != 0)
    return std::nullopt;
  return text;
}

void wipe(void* octets, std::size_t size) { sodium_memzero(octets, size); }

}  // namespace tidegate
