#include "tidegate/daemon/service_manager.h"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstddef>
#include <cstring>

namespace tidegate::daemon {

bool tell_service_manager(const std::string& socket, std::string_view state) {
  sockaddr_un to{};
  to.sun_family = AF_UNIX;
  if (socket.size() < 2 || socket.size() > sizeof to.sun_path || (socket[0] != '/' && socket[0] != '@'))
    return false;
  std::memcpy(to.sun_path, socket.data(), socket.size());
  if (socket[0] == '@') to.sun_path[0] = '\0';
  const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + socket.size());
  const int from = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (from < 0) return false;
  const auto sent = sendto(from, state.data(), state.size(), MSG_NOSIGNAL | MSG_DONTWAIT,
                           reinterpret_cast<const sockaddr*>(&to), size);
  close(from);
  return sent == static_cast<ssize_t>(state.size());
}

}  // namespace tidegate::daemon
