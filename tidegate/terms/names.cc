#include "tidegate/terms/data_profile.h"
#include "tidegate/terms/decision.h"
#include "tidegate/terms/flow.h"
#include "tidegate/terms/permit.h"
#include "tidegate/terms/risk_report.h"

namespace tidegate {
namespace {

constexpr std::array<std::string_view, 4> kEncryptions{"none", "tls1.2", "tls1.3", "end_to_end"};
constexpr std::array<std::string_view, 7> kConditions{
    "duty", "met_first", "met_by", "pseudonymised", "no_onward", "per_flow_octets", "delete_by"};
constexpr std::array<std::string_view, 3> kStates{"active", "suspended", "revoked"};

template <typename E, std::size_t N>
std::optional<E> value_named(const std::array<std::string_view, N>& names, std::string_view name) {
  for (std::size_t i = 0; i < N; ++i) {
    if (names[i] == name) return static_cast<E>(i);
  }
  return std::nullopt;
}

}  // namespace

std::string_view to_string(Encryption level) { return kEncryptions[static_cast<std::size_t>(level)]; }
std::optional<Encryption> encryption_named(std::string_view name) {
  return value_named<Encryption>(kEncryptions, name);
}

std::string_view to_string(ConditionKind kind) { return kConditions[static_cast<std::size_t>(kind)]; }
std::optional<ConditionKind> condition_named(std::string_view name) {
  return value_named<ConditionKind>(kConditions, name);
}

std::string_view to_string(PermitState state) { return kStates[static_cast<std::size_t>(state)]; }
std::optional<PermitState> state_named(std::string_view name) {
  return value_named<PermitState>(kStates, name);
}

std::string_view to_string(FlowVerdict verdict) {
  constexpr std::array<std::string_view, 3> kNames{"allowed", "held", "refused"};
  return kNames[static_cast<std::size_t>(verdict)];
}

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

std::optional<RiskPart> settled_part(std::string_view name) {
  for (std::size_t f = 0; f < kFactorCount; ++f) {
    const auto factor = static_cast<Factor>(f);
    if (factor != Factor::kD && letter(factor) == name) return factor;
  }
  constexpr std::array<std::string_view, kHarmCount> kHarms{"NS", "PU", "IR"};
  for (std::size_t h = 0; h < kHarmCount; ++h) {
    if (kHarms[h] == name) return static_cast<Harm>(h);
  }
  return std::nullopt;
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
