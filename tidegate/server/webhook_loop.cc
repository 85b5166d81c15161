#include "tidegate/server/webhook_loop.h"

#include <chrono>
#include <utility>

namespace tidegate::server {
namespace {

constexpr std::chrono::milliseconds kLook{500};
constexpr std::chrono::seconds kStoreIsGone{5};

}  // namespace

WebhookLoop::WebhookLoop(WebhookSender& sender, std::function<void(const std::string&)> say)
    : sender_(sender), say_(std::move(say)) {
  for (unsigned i = 0; i < kThreads; ++i) threads_.emplace_back([this] { work(); });
}

WebhookLoop::~WebhookLoop() {
  {
    const std::lock_guard lock(mutex_);
    is_ended_ = true;
  }
  ended_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

void WebhookLoop::work() {
  std::chrono::milliseconds wait = kLook;
  for (;;) {
    {
      std::unique_lock lock(mutex_);
      if (ended_.wait_for(lock, wait, [this] { return is_ended_; })) return;
    }
    const auto tried = sender_.send_due(say_);
    if (!tried) say_("webhook_delivery outcome=store_unavailable");
    wait = !tried       ? std::chrono::milliseconds(kStoreIsGone)
           : *tried > 0 ? std::chrono::milliseconds(0)
                        : kLook;
  }
}

}  // namespace tidegate::server
