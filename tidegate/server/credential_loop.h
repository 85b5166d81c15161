// The thread that looks again at what cases and permits lean on, for as long as the server runs.
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

#include "tidegate/gate/desk/credential_watch.h"

namespace tidegate::server {

class CredentialLoop {
 public:
  // say hears a line for operators where something was found or could not be looked at. Both outlive it.
  CredentialLoop(ZoneDesk& desk, std::function<void(const std::string&)> say);
  ~CredentialLoop();  // after the cases that it is at: a pass is at so many that this is a second
  CredentialLoop(const CredentialLoop&) = delete;
  CredentialLoop& operator=(const CredentialLoop&) = delete;

 private:
  void work();
  CredentialWatch watch_;
  const std::function<void(const std::string&)> say_;
  std::string told_;  // of the thread: the last failure, said once
  std::mutex mutex_;
  std::condition_variable ended_;
  bool is_ended_ = false;
  std::thread thread_;
};

}  // namespace tidegate::server
