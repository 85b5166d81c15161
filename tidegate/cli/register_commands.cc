// Runs tidegate register: reads its words, calls a journey.
#include "tidegate/cli/register_commands.h"

#include <charconv>

#include "tidegate/cli/progress_line.h"
#include "tidegate/cli/say.h"

namespace tidegate::cli {
namespace {

int run_register_add(Call& call) {
  const Arguments& a = call.arguments;
  if (a.positional.size() != 1) return wrong_count(call, "RECORD");
  const auto on = day_of(a, "--on");
  if (!on) return report(on.error(), call.look.lang);
  const RegisterAddRequest request{a.positional[0],        *on,
                                   a.values("--data"),     a.has("--without-data"),
                                   a.has("--in-doubt"),    a.value("--exporter"),
                                   a.has("--new-exporter")};
  const Result<Printed> done = [&] {
    ProgressLine line(call.around.progress, call.look.lang);
    call.options.progress = line.sink();
    return register_add(request, call.json, call.look, call.options);
  }();
  return show(done, call.look.lang);
}

}  // namespace

int run_register(Call& call) {
  const Arguments& a = call.arguments;
  const std::string_view name = a.command->name;
  const std::string exporter = a.value("--exporter");
  if (name == "register add") return run_register_add(call);
  const std::size_t words = name == "register remove" || name == "register merge" ? 1 : 0;
  if (a.positional.size() != words) return wrong_count(call, words == 0 ? "nothing" : a.command->positional);
  if (name == "register list")
    return show(register_list(exporter, call.json, call.look, call.options), call.look.lang);
  if (name == "register merge")
    return show(register_merge(a.positional[0], call.json, call.look, call.options), call.look.lang);
  if (name == "register remove") {
    return show(register_remove(a.positional[0], a.value("--reason"), call.json, call.look, call.options),
                call.look.lang);
  }
  if (name == "register destroy-key") {
    const std::string text = a.value("--year");
    int year = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), year);
    if (error != std::errc{} || end != text.data() + text.size() || year < 1 || year > 9999) {
      return report(
          {ErrorCode::kMalformed, "name a year, as --year 2024", "--year", "请写年份，如 --year 2024"},
          call.look.lang);
    }
    return show(register_destroy_key(exporter, year, call.json, call.look, call.options), call.look.lang);
  }
  const auto from = day_of(a, "--from");
  if (!from) return report(from.error(), call.look.lang);
  if (from->has_value() == a.has("--stop")) {
    return report({ErrorCode::kMalformed, "give either --from DATE or --stop", "--from",
                   "请给出 --from DATE 或 --stop 之一"},
                  call.look.lang);
  }
  return show(register_complete(exporter, *from, call.json, call.look, call.options), call.look.lang);
}

}  // namespace tidegate::cli
