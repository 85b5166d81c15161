#include "tidegate/base/base64.h"

#include <sodium.h>

namespace tidegate {

std::string to_base64(std::string_view octets) {
  std::string text(sodium_base64_ENCODED_LEN(octets.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
  sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const unsigned char*>(octets.data()),
                    octets.size(), sodium_base64_VARIANT_ORIGINAL);
  text.pop_back();  // the end of a C string
  return text;
}

std::optional<std::string> from_base64(std::string_view text) {
  std::string octets(text.size() / 4 * 3 + 3, '\0');
  std::size_t size = 0;
  if (sodium_base642bin(reinterpret_cast<unsigned char*>(octets.data()), octets.size(), text.data(),
                        text.size(), nullptr, &size, nullptr, sodium_base64_VARIANT_ORIGINAL) != 0)
    return std::nullopt;
  octets.resize(size);
  // What the decoder lets pass (a bit behind the last octet) is found by writing it again.
  if (to_base64(octets) != text) return std::nullopt;
  return octets;
}

}  // namespace tidegate
