#include "tidegate/server/anchor_loop.h"

#include <fmt/format.h>

#include <chrono>
#include <utility>

namespace tidegate::server {
namespace {

constexpr std::uint64_t kTriesInPeace = 3;  // a chain takes its time

const char* outcome_of(const AnchorStanding& one) {
  if (one.damaged) return "damaged";
  if (!one.refused.empty()) return "refused";
  return one.pending && one.pending->tries > kTriesInPeace ? "pending" : "anchoring";
}

}  // namespace

AnchorLoop::AnchorLoop(AnchorLoopOptions options, const Clock& clock,
                       std::function<void(const std::string&)> say)
    : options_(std::move(options)), clock_(clock), say_(std::move(say)), thread_([this] { work(); }) {}

AnchorLoop::~AnchorLoop() {
  {
    const std::lock_guard lock(mutex_);
    is_ended_ = true;
  }
  ended_.notify_all();
  thread_.join();
}

// Once when it changes, not with every round.
void AnchorLoop::tell(const std::string& target, const std::string& line) {
  std::string& told = told_[target];
  if (told == line) return;
  told = line;
  say_(line);
}

void AnchorLoop::round() {
  GateOptions options;
  options.now_ms = clock_.now_ms();
  options.cancelled = options_.stopping;
  const auto all = work_anchors_once(options_.place, options);
  if (!all && all.error().code == ErrorCode::kConflict) return;  // `anchor run` is at it
  tell("", all ? std::string("anchors outcome=working")
               : fmt::format("anchors outcome=failing why=\"{}\"", all.error().what));
  if (!all) return;
  for (const AnchorStanding& one : *all)
    tell(one.target, fmt::format("anchors target={} outcome={}", one.target, outcome_of(one)));
}

void AnchorLoop::work() {
  std::chrono::milliseconds wait{0};
  for (;;) {
    {
      std::unique_lock lock(mutex_);
      if (ended_.wait_for(lock, wait, [this] { return is_ended_; })) return;
    }
    round();
    wait = std::chrono::milliseconds(options_.each_ms);
  }
}

}  // namespace tidegate::server
