// The thread that anchors the desk's evidence log for as long as the server runs. It has no lock of the log
// and none of the recorder; a target that hangs holds up no other one within a round.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>

#include "tidegate/base/clock.h"
#include "tidegate/gate/evidence/anchors.h"

namespace tidegate::server {

struct AnchorLoopOptions {
  OwnLogPlace place;
  std::int64_t each_ms = 30'000;                // after one round the next
  const std::atomic<bool>* stopping = nullptr;  // set before the loop is ended; outlives it
};

class AnchorLoop {
 public:
  // say hears a line for operators where a target begins to fail or to hold again. clock and say outlive it.
  AnchorLoop(AnchorLoopOptions options, const Clock& clock, std::function<void(const std::string&)> say);
  ~AnchorLoop();  // what is being asked, or run, is ended: within a second
  AnchorLoop(const AnchorLoop&) = delete;
  AnchorLoop& operator=(const AnchorLoop&) = delete;

 private:
  void work();
  void round();
  void tell(const std::string& target, const std::string& line);
  const AnchorLoopOptions options_;
  const Clock& clock_;
  const std::function<void(const std::string&)> say_;
  std::map<std::string, std::string> told_;  // by target; of the thread
  std::mutex mutex_;
  std::condition_variable ended_;
  bool is_ended_ = false;
  std::thread thread_;
};

}  // namespace tidegate::server
