#include "tidegate/server/http/connection_clocks.h"

#include <sys/socket.h>

#include <chrono>

namespace tidegate::server {
namespace {

// How exact the bounds are, which are of seconds.
constexpr std::chrono::milliseconds kLook{200};

std::int64_t steady_ms() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(
             std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

}  // namespace

void ConnectionClock::allow(unsigned seconds) { until_ms = steady_ms() + std::int64_t{seconds} * 1'000; }

ConnectionClocks::ConnectionClocks() : watcher_([this] { watch(); }) {}

ConnectionClocks::~ConnectionClocks() {
  {
    const std::lock_guard lock(mutex_);
    is_ended_ = true;
  }
  ended_.notify_all();
  watcher_.join();
  for (ConnectionClock* clock : clocks_) delete clock;
}

ConnectionClock* ConnectionClocks::put_in(int socket, unsigned seconds) {
  auto clock = std::make_unique<ConnectionClock>();
  clock->socket = socket;
  clock->allow(seconds);
  const std::lock_guard lock(mutex_);
  clocks_.insert(clock.get());
  ++open_;
  return clock.release();
}

void ConnectionClocks::take_out(ConnectionClock* clock) {
  const std::lock_guard lock(mutex_);
  if (clocks_.erase(clock) == 0) return;
  --open_;
  delete clock;
}

void ConnectionClocks::watch() {
  std::unique_lock lock(mutex_);
  while (!ended_.wait_for(lock, kLook, [this] { return is_ended_; })) {
    const std::int64_t now = steady_ms();
    for (ConnectionClock* clock : clocks_) {
      if (clock->until_ms > now || clock->is_cut.exchange(true)) continue;
      // The reader sees the end of the stream and closes; until then the number is still this connection's.
      shutdown(clock->socket, SHUT_RDWR);
      ++cut_;
    }
  }
}

}  // namespace tidegate::server
