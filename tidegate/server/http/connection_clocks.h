// Ends connections whose time is over: a peer that sends a byte a second holds nothing for long (slow-loris),
// since each part of an exchange has a bound as a whole, whatever trickles in meanwhile.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <thread>
#include <unordered_set>

namespace tidegate::server {

// One connection's clock. Its part of the exchange ends at `until_ms` of the steady clock; never: no bound.
struct ConnectionClock {
  static constexpr std::int64_t kNever = INT64_MAX;
  int socket = -1;
  std::atomic<std::int64_t> until_ms{kNever};
  std::atomic<bool> is_cut{false};
  bool is_counted = false;  // among its peer's connections; of the thread that reads it

  void allow(unsigned seconds);  // from now
  void pause() { until_ms = kNever; }
};

class ConnectionClocks {
 public:
  ConnectionClocks();
  ~ConnectionClocks();
  ConnectionClocks(const ConnectionClocks&) = delete;
  ConnectionClocks& operator=(const ConnectionClocks&) = delete;

  // The clock is this one's until it is taken out, which must come before the socket is closed.
  ConnectionClock* put_in(int socket, unsigned seconds);
  void take_out(ConnectionClock* clock);

  std::uint64_t open() const { return open_; }
  std::uint64_t cut() const { return cut_; }

 private:
  void watch();

  std::mutex mutex_;
  std::condition_variable ended_;
  std::unordered_set<ConnectionClock*> clocks_;
  bool is_ended_ = false;
  std::atomic<std::uint64_t> open_{0};
  std::atomic<std::uint64_t> cut_{0};
  std::thread watcher_;
};

}  // namespace tidegate::server
