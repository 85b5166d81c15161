// Claim: any bytes give a transfer or at least one problem, in order of place; and a transfer, written out,
// reads back as the same transfer. The pre-check answers every rule of it.
#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>

#include "tidegate/base/check.h"
#include "tidegate/intake/precheck.h"
#include "tidegate/intake/read_transfer.h"
#include "tidegate/intake/write_transfer.h"

namespace {

void round_trip(std::string_view bytes, std::string_view name) {
  using namespace tidegate::intake;
  IntakeOutcome outcome = read_transfer(bytes, name);
  TIDEGATE_CHECK(outcome.transfer.has_value() == outcome.problems.empty());
  for (std::size_t i = 1; i + 1 < outcome.problems.size(); ++i) {
    TIDEGATE_CHECK(outcome.problems[i - 1].line <= outcome.problems[i].line);
  }
  for (const Problem& p : outcome.problems) TIDEGATE_CHECK(!p.says.en.empty() && !p.says.zh.empty());
  if (!outcome.transfer) return;
  for (const bool blanks : {false, true}) {
    const std::string written = write_transfer(*outcome.transfer, {.blanks = blanks});
    IntakeOutcome again = read_transfer(written, name.ends_with(".json") ? "t.yaml" : name);
    TIDEGATE_CHECK(again.transfer.has_value());
    again.transfer->origin = outcome.transfer->origin;
    TIDEGATE_CHECK(*again.transfer == *outcome.transfer);
  }
  std::set<std::string> rules;
  for (const auto& finding : precheck(*outcome.transfer, {})) rules.insert(finding.rule);
  TIDEGATE_CHECK(rules.size() == 30);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  round_trip(bytes, "t.yaml");
  round_trip(bytes, "t.json");
  return 0;
}
