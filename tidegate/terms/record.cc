#include "tidegate/terms/record.h"

namespace tidegate {

std::string_view to_string(RecordKind kind) {
  constexpr std::string_view kNames[] = {"assessment", "case_step", "permit", "permit_status",
                                         "credential", "backup",    "warning"};
  return kNames[static_cast<std::size_t>(kind)];
}

std::string_view to_string(RecordStatus status) {
  constexpr std::string_view kNames[] = {"live", "suspended", "revoked", "superseded"};
  return kNames[static_cast<std::size_t>(status)];
}

}  // namespace tidegate
