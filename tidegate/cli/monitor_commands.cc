#include "tidegate/cli/monitor_commands.h"

#include "tidegate/cli/say.h"
#include "tidegate/gate/evidence/monitor.h"

namespace tidegate::cli {

int run_monitor(const Call& call) {
  const Arguments& a = call.arguments;
  if (a.positional.size() != 1) return wrong_count(call, "PLACE");
  if (!a.has("--state"))
    return report({ErrorCode::kMalformed,
                   "--state is needed: where what was seen is kept",
                   {},
                   "须给出 --state：保存已查看内容的目录"},
                  call.look.lang);
  return show(monitor_log({a.positional[0], a.values("--key"), a.value("--state"), a.value("--ca")},
                          call.json, call.look),
              call.look.lang);
}

}  // namespace tidegate::cli
