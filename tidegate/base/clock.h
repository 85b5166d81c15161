// The only source of "now". Stages never see it; gate hands them dates.
#pragma once

#include <cstdint>

#include "tidegate/base/date.h"

namespace tidegate {

class Clock {
 public:
  virtual ~Clock() = default;
  virtual std::int64_t now_ms() const = 0;  // milliseconds since 1970-01-01T00:00Z
};

class SystemClock final : public Clock {
 public:
  std::int64_t now_ms() const override;
};

class FixedClock final : public Clock {
 public:
  explicit FixedClock(std::int64_t ms) : ms_(ms) {}
  std::int64_t now_ms() const override { return ms_; }

 private:
  std::int64_t ms_;
};

// The date on the wall in a zone that is `offset_minutes` ahead of UTC. China: 480, the whole country, no
// summer time.
Date date_in_zone(const Clock& clock, int offset_minutes);

}  // namespace tidegate
