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
    Reason{EBUSY, "正被占用"},
    Reason{ETXTBSY, "文件正被执行"},
    Reason{EXDEV, "不在同一文件系统"},
    Reason{EINVAL, "参数无效"},
    Reason{ENXIO, "没有该设备或地址"},
    Reason{ENODEV, "没有该设备"},
    Reason{ENOEXEC, "不是可执行的程序"},
    Reason{ENOSYS, "系统不支持此功能"},
    Reason{EOPNOTSUPP, "系统不支持此操作"},
    Reason{EAGAIN, "暂时不可用"},
    Reason{EINTR, "被信号中断"},
    Reason{ESTALE, "网络文件已失效"},
    Reason{EPIPE, "对方已关闭"},
    Reason{EADDRINUSE, "端口已被占用"},
    Reason{EADDRNOTAVAIL, "本机没有该地址"},
    Reason{EAFNOSUPPORT, "不支持该类地址"},
    Reason{ECONNREFUSED, "连接被拒绝"},
    Reason{ECONNRESET, "连接被对方中断"},
    Reason{ECONNABORTED, "连接已中止"},
    Reason{ENOTCONN, "未建立连接"},
    Reason{ETIMEDOUT, "超时"},
    Reason{ENETDOWN, "网络已断开"},
    Reason{ENETUNREACH, "网络不可达"},
    Reason{EHOSTUNREACH, "主机不可达"},
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
