// Runs tidegate evidence: reads its words, calls a journey.
#include "tidegate/cli/evidence_commands.h"

#include <fmt/format.h>

#include "tidegate/base/instant.h"
#include "tidegate/gate/evidence/bundles.h"

namespace tidegate::cli {
namespace {

// A moment, or the beginning of a day in China.
Result<std::optional<std::int64_t>> moment(const Arguments& a) {
  if (!a.has("--at")) return std::optional<std::int64_t>{};
  if (const auto date = Date::parse(a.value("--at")))
    return std::optional<std::int64_t>{start_of_china_day(*date)};
  const auto at = parse_instant(a.value("--at"));
  if (!at) return fail({at.error().code, at.error().what, "--at", at.error().what_zh});
  return std::optional<std::int64_t>{*at};
}

}  // namespace

Result<Printed> run_evidence(const Arguments& a, bool json, const Look& look, const GateOptions& options) {
  const std::string_view name = a.command->name;
  if (a.positional.size() != 1)
    return fail({ErrorCode::kMalformed,
                 fmt::format("{} takes {}", name, a.command->positional),
                 {},
                 fmt::format("{} 的参数应为 {}", name, a.command->positional)});
  if (name == "evidence show") return evidence_show(a.positional[0], json, look);
  const auto at = moment(a);
  if (!at) return fail(at.error());
  const EvidenceVerifyRequest request{a.positional[0], a.value("--trust"), *at};
  if (name == "evidence receipt") return evidence_receipt(request, a.value("--out"), json, look, options);
  return evidence_verify(request, json, look, options);
}

}  // namespace tidegate::cli
