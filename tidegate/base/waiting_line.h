// Callers that come while one of them does something slow: they stand in line, and whoever stands first does
// it for as many as can be served together, so that one sync of a disk is for the lot. Several threads at a
// time.
#pragma once

#include <atomic>
#include <cstddef>
#include <deque>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace tidegate {

template <typename Wish>
class WaitingLine {
 public:
  struct Place {
    explicit Place(Wish wanted) : wish(std::move(wanted)) {}
    Wish wish;  // of whoever stands first while it serves, of its owner before and afterwards
    bool is_first() const { return state.load() == kFirst; }

   private:
    friend WaitingLine;
    enum State : int { kWaits, kFirst, kServed };
    std::atomic<int> state{kWaits};
  };
  // Shared, since who was served goes at once.
  using Together = std::vector<std::shared_ptr<Place>>;

  explicit WaitingLine(std::size_t most) : most_(most) {}

  // Returns when the caller stands first, and has to serve; or when it was served. Null: too many wait.
  std::shared_ptr<Place> stand(Wish wish) {
    const auto me = std::make_shared<Place>(std::move(wish));
    {
      const std::lock_guard lock(mutex_);
      if (line_.size() >= most_) return nullptr;
      line_.push_back(me);
      if (line_.size() == 1) me->state = Place::kFirst;
    }
    me->state.wait(Place::kWaits);
    return me;
  }

  // Of whoever stands first: those that are served together, in order, for as long as the next one fits;
  // itself in any case. Those whom the last time served are about to come again: half as many are let come,
  // or each second time would be begun by one of them alone. Not all: while the disk works for one half, the
  // other gets ready, and each yielding costs a turn of the processor where other programs want it too.
  template <typename Fits>
  Together together(Fits fits) {
    let_come();
    const std::lock_guard lock(mutex_);
    Together out;
    for (const auto& one : line_) {
      if (!fits(std::as_const(one->wish)) && !out.empty()) break;
      out.push_back(one);
    }
    last_together_ = out.size();
    return out;
  }

  // The first ones are served, the caller first among them; the next one serves.
  void leave(std::size_t count) {
    Together served;
    std::shared_ptr<Place> next;
    {
      const std::lock_guard lock(mutex_);
      const auto end = line_.begin() + static_cast<std::ptrdiff_t>(count);
      served.assign(line_.begin() + 1, end);
      line_.erase(line_.begin(), end);
      if (!line_.empty()) next = line_.front();
    }
    for (const auto& one : served) wake(*one, Place::kServed);
    if (next) wake(*next, Place::kFirst);
  }

 private:
  static void wake(Place& place, int state) {
    place.state = state;
    place.state.notify_one();
  }
  void let_come() {
    std::size_t seen = 0;
    for (;;) {
      {
        const std::lock_guard lock(mutex_);
        const bool has_grown = line_.size() > seen;
        seen = line_.size();
        if (2 * seen >= last_together_ || !has_grown) return;
      }
      std::this_thread::yield();
    }
  }

  const std::size_t most_;
  std::mutex mutex_;
  std::deque<std::shared_ptr<Place>> line_;  // behind mutex_
  std::size_t last_together_ = 1;            // of whoever stands first
};

}  // namespace tidegate
