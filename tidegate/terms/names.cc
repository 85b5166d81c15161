#include "tidegate/terms/data_profile.h"
#include "tidegate/terms/decision.h"
#include "tidegate/terms/risk_report.h"

namespace tidegate {

std::string_view to_string(Sensitivity s) {
  constexpr std::array<std::string_view, 5> kNames{"none", "important", "pi", "spi", "secret"};
  return kNames[static_cast<std::size_t>(s)];
}

std::string_view to_string(ListGrade grade) {
  constexpr std::array<std::string_view, 6> kNames{"context", "type", "wording", "synonym", "exact", "scale"};
  return kNames[static_cast<std::size_t>(grade)];
}

std::string_view to_string(ReviewVerdict verdict) {
  constexpr std::array<std::string_view, 3> kNames{"open", "dismissed", "confirmed"};
  return kNames[static_cast<std::size_t>(verdict)];
}

std::string_view letter(Factor f) {
  constexpr std::array<std::string_view, kFactorCount> kLetters{"N", "P", "D", "R", "T", "X",
                                                                "B", "G", "C", "H", "V"};
  return kLetters[static_cast<std::size_t>(f)];
}

std::string_view to_string(Lane lane) {
  constexpr std::array<std::string_view, 4> kNames{"green", "blue", "yellow", "red"};
  return kNames[static_cast<std::size_t>(lane)];
}

std::string_view to_string(EvidenceGrade g) {
  constexpr std::array<std::string_view, 6> kNames{"none", "E0", "E1", "E2", "E3", "E4"};
  return kNames[static_cast<std::size_t>(g)];
}

std::string_view to_string(ItemVerdict verdict) {
  constexpr std::array<std::string_view, 3> kNames{"allowed", "allowed_on_conditions", "refused"};
  return kNames[static_cast<std::size_t>(verdict)];
}

std::string_view to_string(DecisionKind kind) {
  constexpr std::array<std::string_view, 4> kNames{"passed", "partly_passed", "refused", "terminated"};
  return kNames[static_cast<std::size_t>(kind)];
}

}  // namespace tidegate
