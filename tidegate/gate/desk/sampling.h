// Seeds of the random samples: one a month, made ahead with its commitment, told once the month is over
// (docs/formats/sampling.md).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tidegate/clearance/draw.h"
#include "tidegate/gate/desk/desk_parts.h"

namespace tidegate::desk {

// The month in China at a moment: "2026-11".
std::string period_of(std::int64_t at_ms);

// Makes the seeds of the running and the next month where they are missing, and tells those of months that
// are over.
Result<void> keep_seeds(DeskTransaction& t, std::int64_t now_ms);

// The seed of the running month. nullopt: none was made ahead, or it was told already (the clock was set
// back): nothing can be drawn from it.
Result<std::optional<SamplingSeed>> seed_now(const DeskReader& reader, std::int64_t now_ms);

// Sectors that an alarm has frozen (setting "frozen_sectors").
struct Freeze {
  std::string sector;
  Text reasons;
  std::string account;  // who said so
  std::int64_t at_ms = 0;
};
inline constexpr std::size_t kMostFreezes = 200;
Result<std::vector<Freeze>> freezes(const DeskReader& reader);
Result<std::vector<std::string>> frozen_sectors(const DeskReader& reader);
Result<void> put_freezes(DeskTransaction& t, const std::vector<Freeze>& all, std::int64_t now_ms);

}  // namespace tidegate::desk
