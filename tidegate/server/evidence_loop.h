// The thread that records at the desk for as long as the server runs.
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

#include "tidegate/gate/desk/evidence_recorder.h"

namespace tidegate::server {

class EvidenceLoop {
 public:
  // say hears a line for operators where recording stops or goes on. Both outlive it.
  EvidenceLoop(EvidenceRecorder& recorder, std::function<void(const std::string&)> say);
  ~EvidenceLoop();  // records what waits and asks for a last checkpoint: some seconds
  EvidenceLoop(const EvidenceLoop&) = delete;
  EvidenceLoop& operator=(const EvidenceLoop&) = delete;

 private:
  void work();
  void tell();
  EvidenceRecorder& recorder_;
  const std::function<void(const std::string&)> say_;
  std::string told_, told_of_cut_;  // of the thread
  std::mutex mutex_;
  std::condition_variable ended_;
  bool is_ended_ = false;
  std::thread thread_;
};

}  // namespace tidegate::server
