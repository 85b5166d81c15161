#include "tidegate/terms/assurance.h"

#include <array>

namespace tidegate {

std::string_view to_string(CredentialFault fault) {
  return kCredentialFaultNames[static_cast<std::size_t>(fault)];
}

std::string_view to_string(CredentialStatus status) {
  constexpr std::array<std::string_view, 4> kNames{"unknown", "valid", "revoked", "suspended"};
  return kNames[static_cast<std::size_t>(status)];
}

}  // namespace tidegate
