#include "tidegate/daemon/desk_commands.h"

#include "tidegate/cli/say.h"
#include "tidegate/daemon/admin_commands.h"
#include "tidegate/daemon/serve_commands.h"
#include "tidegate/daemon/witness_commands.h"

namespace tidegate::daemon {

int run_desk(cli::Call& call) {
  const cli::Arguments& a = call.arguments;
  if (a.command->name == "serve") {
    const auto served = run_serve(a, call.around, call.options.threads);
    return served ? static_cast<int>(ExitCode::kProceed) : cli::report(served.error(), call.look.lang);
  }
  if (a.command->name == "admin init")
    return cli::show(run_admin_init(a, call.around, call.json, call.options.password), call.look.lang);
  if (a.command->name.starts_with("witness ")) return run_witness(call);
  return run_admin(call);
}

}  // namespace tidegate::daemon
