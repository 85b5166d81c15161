#include "tidegate/gate/earlier_exports.h"

#include <fmt/format.h>

#include "tidegate/law/year_ledger.h"

namespace tidegate {
namespace {

Date lawful_start(Date as_of) {
  const bool is_of_2022 = as_of < *Date::of(2024, 3, 22);
  return law::window_start(as_of, is_of_2022 ? 1 : 0);
}

// The day stated, where it is another than the law's.
std::optional<Date> wrong_start(Date as_of, const Facts& flow) {
  const FactValue* from = flow.find("exporter.jurisdiction");
  const auto* place = from == nullptr ? nullptr : std::get_if<Symbol>(from);
  if (place != nullptr && place->name != "CN") return std::nullopt;
  const FactValue* stated = flow.find("cumulative_before.window_start");
  const auto* day = stated == nullptr ? nullptr : std::get_if<Date>(stated);
  if (day == nullptr || *day == lawful_start(as_of)) return std::nullopt;
  return *day;
}

}  // namespace

void distrust_other_windows(Date as_of, Facts& flow) {
  if (!wrong_start(as_of, flow)) return;
  for (const char* name : {"cumulative_before.pi_nonsensitive", "cumulative_before.pi_sensitive"})
    flow.set(name, Unknown{});
}

Text other_window(Date as_of, const Facts& flow) {
  const auto stated = wrong_start(as_of, flow);
  if (!stated) return {};
  const Date start = lawful_start(as_of);
  return {fmt::format("cumulative_before counts from {}, the law of {} from {}: its numbers were not used; "
                      "state what left since then",
                      stated->str(), as_of.str(), start.str()),
          fmt::format("cumulative_before 自 {} 起算，而 {} 的法律自 {} 起算：未采用其数值，请按该日起算填写",
                      stated->str(), as_of.str(), start.str())};
}

}  // namespace tidegate
