// Threads that send what is due to webhooks for as long as the server runs.
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "tidegate/gate/desk/webhook_sender.h"

namespace tidegate::server {

class WebhookLoop {
 public:
  // A firm has one of them at a time; which webhook has its turn, and what rests: WebhookSender.
  static constexpr unsigned kThreads = 8;

  // say hears a line for operators; several threads at a time. Both outlive it.
  WebhookLoop(WebhookSender& sender, std::function<void(const std::string&)> say);
  ~WebhookLoop();  // waits for what is being sent: ten seconds at most
  WebhookLoop(const WebhookLoop&) = delete;
  WebhookLoop& operator=(const WebhookLoop&) = delete;

 private:
  void work();
  WebhookSender& sender_;
  const std::function<void(const std::string&)> say_;
  std::mutex mutex_;
  std::condition_variable ended_;
  bool is_ended_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace tidegate::server
