#include "tidegate/server/evidence_loop.h"

#include <fmt/format.h>

#include <chrono>
#include <utility>

namespace tidegate::server {
namespace {

constexpr std::chrono::milliseconds kLook{500};

}  // namespace

EvidenceLoop::EvidenceLoop(EvidenceRecorder& recorder, std::function<void(const std::string&)> say)
    : recorder_(recorder), say_(std::move(say)), thread_([this] { work(); }) {}

EvidenceLoop::~EvidenceLoop() {
  {
    const std::lock_guard lock(mutex_);
    is_ended_ = true;
  }
  ended_.notify_all();
  thread_.join();
}

// Once when it changes, not with every round.
void EvidenceLoop::tell() {
  const EvidenceRecording now = recorder_.recording();
  const std::string line =
      now.fault ? fmt::format("evidence outcome=failing why=\"{}\"", now.fault->what)
      : now.unwitnessed_since_ms != 0
          ? fmt::format("evidence outcome=recording witnesses=lacking")
          : fmt::format("evidence outcome=recording log={}", now.origin.empty() ? "-" : now.origin);
  if (line != told_) say_(line);
  told_ = line;
  if (!now.standing || !now.standing->cut) return;
  const evidence::TornTail& cut = *now.standing->cut;
  const std::string tail = fmt::format("evidence_tail outcome=cut octets={} offset={} kept={}", cut.octets,
                                       cut.offset, cut.kept_as.empty() ? "-" : cut.kept_as);
  if (tail != told_of_cut_) say_(tail);
  told_of_cut_ = tail;
}

void EvidenceLoop::work() {
  std::chrono::milliseconds wait{0};
  for (;;) {
    {
      std::unique_lock lock(mutex_);
      if (ended_.wait_for(lock, wait, [this] { return is_ended_; })) break;
    }
    wait = recorder_.work() ? std::chrono::milliseconds(0) : kLook;
    tell();
  }
  recorder_.flush();
  tell();
}

}  // namespace tidegate::server
