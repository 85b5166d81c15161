// Tells systemd how the desk is doing: the datagrams of sd_notify(3), without its library.
#pragma once

#include <string>
#include <string_view>

namespace tidegate::daemon {

// socket  what NOTIFY_SOCKET says: a path, or "@" and an abstract name; empty: nobody asks.
// state   "READY=1", "STOPPING=1".
// False: nobody asks, or it could not be sent. Never waits.
bool tell_service_manager(const std::string& socket, std::string_view state);

}  // namespace tidegate::daemon
