#include "tidegate/server/credential_loop.h"

#include <fmt/format.h>

#include <chrono>
#include <utility>

namespace tidegate::server {
namespace {

// How soon a list that was put there is read; its files are looked at, no more, where nothing has changed.
constexpr std::chrono::milliseconds kLook{2'000};
constexpr std::int64_t kAtOnce = 50;  // cases between two looks at whether to end

}  // namespace

CredentialLoop::CredentialLoop(ZoneDesk& desk, std::function<void(const std::string&)> say)
    : watch_(desk), say_(std::move(say)), thread_([this] { work(); }) {}

CredentialLoop::~CredentialLoop() {
  {
    const std::lock_guard lock(mutex_);
    is_ended_ = true;
  }
  ended_.notify_all();
  thread_.join();
}

void CredentialLoop::work() {
  std::chrono::milliseconds wait{0};
  for (;;) {
    {
      std::unique_lock lock(mutex_);
      if (ended_.wait_for(lock, wait, [this] { return is_ended_; })) return;
    }
    const auto pass = watch_.look_again(kAtOnce);
    // Cases that fail come first in every pass: where they are all of it, the next one waits.
    const bool goes_on = pass && !pass->is_whole && pass->looked_at > 0;
    wait = goes_on ? std::chrono::milliseconds(0) : kLook;
    std::string failure;
    if (!pass) failure = fmt::format("credentials outcome=failing why=\"{}\"", pass.error().what);
    if (pass && pass->failed > 0)
      failure = fmt::format("credentials outcome=failing cases={} why=\"{}\"", pass->failed, pass->why->what);
    if (failure != told_ && !failure.empty()) say_(failure);
    told_ = std::move(failure);
    if (pass && pass->rescored + pass->doubted > 0)
      say_(fmt::format("credentials outcome=looked cases={} rescored={} doubted={}", pass->looked_at,
                       pass->rescored, pass->doubted));
  }
}

}  // namespace tidegate::server
