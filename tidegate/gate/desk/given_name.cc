#include "tidegate/gate/desk/given_name.h"

#include <fmt/format.h>

#include "tidegate/base/seen_text.h"
#include "tidegate/base/utf8.h"

namespace tidegate::desk {
namespace {

Error refused(std::string en, std::string zh) {
  return {ErrorCode::kOutOfRange, std::move(en), "/name", std::move(zh)};
}

}  // namespace

std::optional<Error> fault_of_name(std::string_view name, std::size_t most) {
  if (!shows_something(name))
    return refused("a name is needed that can be seen, not blanks alone",
                   "须填写可见的名称，不得仅为空白字符");
  if (first_characters(name, most).size() != name.size()) {
    return refused(fmt::format("the name is longer than {} characters", most),
                   fmt::format("名称超过 {} 个字符", most));
  }
  if (has_misleading(name)) {
    return refused("the name holds control characters, or marks that turn the direction of writing",
                   "名称含有控制字符或改变书写方向的字符");
  }
  return std::nullopt;
}

}  // namespace tidegate::desk
