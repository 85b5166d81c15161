#include "tidegate/cli/moment.h"

#include "tidegate/base/date.h"
#include "tidegate/base/instant.h"

namespace tidegate::cli {

Result<std::optional<std::int64_t>> moment_asked(const Arguments& arguments) {
  if (!arguments.has("--at")) return std::optional<std::int64_t>{};
  const std::string text = arguments.value("--at");
  if (const auto date = Date::parse(text)) return std::optional<std::int64_t>{start_of_china_day(*date)};
  const auto at = parse_instant(text);
  if (!at) return fail({at.error().code, at.error().what, "--at", at.error().what_zh});
  return std::optional<std::int64_t>{*at};
}

}  // namespace tidegate::cli
