#include "tidegate/terms/assurance.h"

#include <array>

namespace tidegate {

std::string_view to_string(CredentialFault fault) {
  constexpr std::array<std::string_view, 31> kNames{
      "unreadable",        "algorithm",        "unknown_issuer", "unknown_key",
      "wrong_algorithm",   "bad_signature",    "unchecked",      "key_out_of_time",
      "unknown_kind",      "kind_not_allowed", "not_accredited", "accreditation_ended",
      "accreditation_now", "revoked",          "suspended",      "not_yet_valid",
      "expired",           "other_entity",     "other_system",   "other_site",
      "other_process",     "level_too_low",    "not_bound",      "trust_list_stale",
      "status_forged",     "status_missing",   "status_stale",   "no_expiry",
      "work_too_old",      "filing_alone",     "kind_limit"};
  return kNames[static_cast<std::size_t>(fault)];
}

std::string_view to_string(CredentialStatus status) {
  constexpr std::array<std::string_view, 4> kNames{"unknown", "valid", "revoked", "suspended"};
  return kNames[static_cast<std::size_t>(status)];
}

}  // namespace tidegate
