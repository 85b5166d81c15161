#include "tidegate/base/base64.h"

#include <sodium.h>

namespace tidegate {
namespace {

std::string written(std::string_view octets, int variant) {
  std::string text(sodium_base64_encoded_len(octets.size(), variant), '\0');
  sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const unsigned char*>(octets.data()),
                    octets.size(), variant);
  text.pop_back();  // the end of a C string
  return text;
}

std::optional<std::string> read(std::string_view text, int variant) {
  std::string octets(text.size() / 4 * 3 + 3, '\0');
  std::size_t size = 0;
  if (sodium_base642bin(reinterpret_cast<unsigned char*>(octets.data()), octets.size(), text.data(),
                        text.size(), nullptr, &size, nullptr, variant) != 0)
    return std::nullopt;
  octets.resize(size);
  // What the decoder lets pass (a bit behind the last octet) is found by writing it again.
  if (written(octets, variant) != text) return std::nullopt;
  return octets;
}

}  // namespace

std::string to_base64(std::string_view octets) { return written(octets, sodium_base64_VARIANT_ORIGINAL); }
std::optional<std::string> from_base64(std::string_view text) {
  return read(text, sodium_base64_VARIANT_ORIGINAL);
}
std::string to_base64url(std::string_view octets) {
  return written(octets, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}
std::optional<std::string> from_base64url(std::string_view text) {
  return read(text, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

}  // namespace tidegate
