#include "tidegate/daemon/admin_commands.h"

#include "tidegate/cli/say.h"
#include "tidegate/gate/admin.h"

namespace tidegate::daemon {

int run_admin(cli::Call& call) {
  const cli::Arguments& a = call.arguments;
  const std::string_view name = a.command->name;
  const bool has_file = name == "admin backup" || name == "admin restore";
  if (a.positional.size() != (has_file ? 1U : 0U))
    return cli::wrong_count(call, has_file ? a.command->positional : "no further word");
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
  return cli::show(admin_check(request, call.json, call.look), call.look.lang);
}

}  // namespace tidegate::daemon
