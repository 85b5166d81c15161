#include "tidegate/gate/register/open.h"

namespace tidegate {

Result<Desk> open_register_desk(const GateOptions& options) {
  auto desk = open_desk(options);
  if (!desk) return desk;
  if (desk->folder() != nullptr) return desk;
  if (desk->shut()) return fail(*desk->shut());
  return fail({ErrorCode::kUnavailable, "the register needs a state folder", {}, "登记簿需要状态目录"});
}

}  // namespace tidegate
