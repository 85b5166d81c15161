#include "tidegate/gate/desk/permit_key_gone.h"

#include <sys/stat.h>

#include "tidegate/gate/desk/permit_keys.h"

namespace tidegate::desk {

Error permit_key_gone(const std::string& path) {
  return {ErrorCode::kNotFound,
          "the key that signs this desk's permits is not there, and serve does not start without it: put it "
          "there, name it with --permit-key FILE, or make another with tidegate admin rotate-permit-key "
          "--data DIR",
          path,
          "此处没有本办理台签署许可的密钥，缺少该密钥 serve 无法启动：请放回该密钥，或用 --permit-key FILE "
          "指明，或用 tidegate admin rotate-permit-key --data DIR 另行生成"};
}

std::optional<Error> missing_permit_key(const DeskReader& reader, const std::string& folder) {
  const std::string path = folder + kOwnPermitKey;
  struct stat about {};
  if (::stat(path.c_str(), &about) == 0 || !permit_trust_text(reader)) return std::nullopt;
  return permit_key_gone(path);
}

}  // namespace tidegate::desk
