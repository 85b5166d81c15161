#include "tidegate/daemon/admin_commands.h"

#include <fmt/format.h>

#include <charconv>

#include "tidegate/cli/say.h"
#include "tidegate/gate/admin.h"
#include "tidegate/gate/desk/permit_admin.h"

namespace tidegate::daemon {

namespace {

constexpr std::int64_t kLargestNumber = 10'000;

Result<std::optional<std::int64_t>> number_of(const cli::Arguments& a, const char* option) {
  if (!a.has(option)) return std::optional<std::int64_t>{};
  const std::string text = a.value(option);
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || error != std::errc{} || end != text.data() + text.size() || number < 0 ||
      number > kLargestNumber) {
    return fail({ErrorCode::kMalformed,
                 fmt::format("\"{}\" is not a number from 0 to {}", text, kLargestNumber), option,
                 fmt::format("“{}”不是 0 至 {} 的数字", text, kLargestNumber)});
  }
  return std::optional<std::int64_t>{number};
}

Result<Printed> permit_settings(const cli::Call& call, const AdminRequest& request) {
  const cli::Arguments& a = call.arguments;
  PermitSettingsChange change;
  change.agency = a.value("--agency");
  change.issuer = a.value("--issuer");
  change.issuer_zh = a.value("--issuer-zh");
  change.resets_clock = a.has("--reset-clock");
  struct Number {
    const char* option;
    std::optional<std::int64_t>& to;
  };
  for (const Number& one :
       {Number{"--months", change.validity_months}, Number{"--grace-hours", change.grace_hours},
        Number{"--statement-hours", change.statement_hours}}) {
    auto number = number_of(a, one.option);
    if (!number) return fail(number.error());
    one.to = *number;
  }
  return admin_permit_settings(request, change, call.json, call.look);
}

}  // namespace

int run_admin(cli::Call& call) {
  const cli::Arguments& a = call.arguments;
  const std::string_view name = a.command->name;
  const bool is_of_zone = name == "admin check-zone" || name == "admin new-zone";
  const bool has_file = is_of_zone || name == "admin backup" || name == "admin restore";
  if (a.positional.size() != (has_file ? 1U : 0U))
    return cli::wrong_count(call, has_file ? a.command->positional : "no further word");
  if (name == "admin check-zone")
    return cli::show(admin_check_zone(a.positional[0], call.around.now_ms, call.json, call.look),
                     call.look.lang);
  if (name == "admin new-zone")
    return cli::show(admin_new_zone(a.positional[0], call.json, call.look), call.look.lang);
  if (!a.has("--data"))
    return cli::report(
        {ErrorCode::kMalformed, "name the folder of the desk's data", "--data", "请指明办理台数据目录"},
        call.look.lang);
  if (const auto good = cli::check_sources({a.value("--database")}); !good)
    return cli::report(good.error(), call.look.lang);
  const AdminRequest request{a.value("--data"), a.value("--database"), call.options.password,
                             has_file ? a.positional[0] : "", call.around.now_ms};
  if (name == "admin backup") return cli::show(admin_backup(request, call.json, call.look), call.look.lang);
  if (name == "admin restore") return cli::show(admin_restore(request, call.json, call.look), call.look.lang);
  if (name == "admin migrate") return cli::show(admin_migrate(request, call.json, call.look), call.look.lang);
  if (name == "admin credentials")
    return cli::show(admin_credentials(request, call.json, call.look), call.look.lang);
  if (name == "admin rotate-permit-key") {
    const PermitKeyChange change{a.value("--key"), a.value("--passphrase-file")};
    return cli::show(admin_rotate_permit_key(request, change, call.json, call.look), call.look.lang);
  }
  if (name == "admin permit-settings") return cli::show(permit_settings(call, request), call.look.lang);
  return cli::show(admin_check(request, call.json, call.look), call.look.lang);
}

}  // namespace tidegate::daemon
