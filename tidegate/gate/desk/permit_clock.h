// The latest moment that the desk's clock ever showed, so that a clock that is set back is seen: by every
// decision at once, and after a restart to the minute (setting "permit.clock"). Several threads at a time.
#pragma once

#include <cstdint>
#include <mutex>

#include "tidegate/base/clock.h"
#include "tidegate/store/desk/desk_store.h"

namespace tidegate::desk {

class PermitClock {
 public:
  PermitClock(DeskStore& store, const Clock& clock) : store_(store), clock_(clock) {}

  struct Seen {
    std::int64_t now_ms = 0;        // a step back of a second or less stands still
    std::int64_t last_seen_ms = 0;  // later than now_ms: the clock went back
  };
  // Errors: of the store, the first time.
  Result<Seen> look();
  // Writes what was seen where the last writing is a minute old; what cannot be written is tried again later.
  void keep();

 private:
  DeskStore& store_;
  const Clock& clock_;
  std::mutex mutex_;
  bool is_loaded_ = false;    // by mutex_
  std::int64_t seen_ms_ = 0;  // by mutex_
  std::int64_t kept_ms_ = 0;  // by mutex_; of the clock, when it was last written
};

// After a clock that was far ahead was set right: from now on it counts from here. A server that runs is
// started anew.
Result<void> reset_permit_clock(DeskTransaction& t, std::int64_t now_ms);

}  // namespace tidegate::desk
