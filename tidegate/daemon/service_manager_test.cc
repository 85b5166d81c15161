#include "tidegate/daemon/service_manager.h"

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cstring>

namespace tidegate::daemon {
namespace {

// Listens as systemd does, at an abstract name of its own.
class Listener {
 public:
  Listener() : number_(socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0)) {
    sockaddr_un own{};
    own.sun_family = AF_UNIX;
    EXPECT_EQ(bind(number_, reinterpret_cast<const sockaddr*>(&own), sizeof(sa_family_t)), 0);
    socklen_t size = sizeof own;
    EXPECT_EQ(getsockname(number_, reinterpret_cast<sockaddr*>(&own), &size), 0);
    name_ = "@" + std::string(own.sun_path + 1, size - sizeof(sa_family_t) - 1);
  }
  ~Listener() { close(number_); }
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;
  const std::string& name() const { return name_; }
  std::string heard() const {
    std::array<char, 64> text{};
    const auto size = recv(number_, text.data(), text.size(), MSG_DONTWAIT);
    return std::string(text.data(), size > 0 ? static_cast<std::size_t>(size) : 0);
  }

 private:
  int number_;
  std::string name_;
};

TEST(ServiceManager, HearsWhatItIsTold) {
  const Listener listener;
  EXPECT_TRUE(tell_service_manager(listener.name(), "READY=1"));
  EXPECT_EQ(listener.heard(), "READY=1");
  EXPECT_TRUE(tell_service_manager(listener.name(), "STOPPING=1"));
  EXPECT_EQ(listener.heard(), "STOPPING=1");
}

TEST(ServiceManager, IsNotWaitedForWhereThereIsNone) {
  for (const char* socket : {"", "/", "@", "notify", "/nowhere/notify", "@tidegate-nobody-listens"})
    EXPECT_FALSE(tell_service_manager(socket, "READY=1")) << socket;
  EXPECT_FALSE(tell_service_manager("/" + std::string(200, 'x'), "READY=1"));
}

}  // namespace
}  // namespace tidegate::daemon
