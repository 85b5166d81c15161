#include "tidegate/base/system_text.h"

#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <system_error>

namespace tidegate {
namespace {

struct Reason {
  int number;
  const char* zh;
};
constexpr std::array kReasons{
    Reason{ENOENT, "文件或目录不存在"},
    Reason{ENOTDIR, "路径中有一段不是目录"},
    Reason{EACCES, "没有权限"},
    Reason{EPERM, "不允许此操作"},
    Reason{EISDIR, "是目录，不是文件"},
    Reason{EEXIST, "已存在"},
    Reason{ENOTEMPTY, "目录不为空"},
    Reason{ENAMETOOLONG, "文件名过长"},
    Reason{ELOOP, "符号链接成环"},
    Reason{EIO, "磁盘读写出错"},
    Reason{EMFILE, "本进程打开的文件过多"},
    Reason{ENFILE, "系统打开的文件过多"},
    Reason{ENOSPC, "磁盘空间不足"},
    Reason{EDQUOT, "超出磁盘配额"},
    Reason{EROFS, "文件系统只读"},
    Reason{EFBIG, "文件过大"},
    Reason{ENOMEM, "内存不足"},
};

}  // namespace

Text system_text(int error_number) {
  Text text{std::generic_category().message(error_number), fmt::format("系统错误 {}", error_number)};
  for (const Reason& reason : kReasons) {
    if (reason.number == error_number) text.zh = reason.zh;
  }
  return text;
}

}  // namespace tidegate
