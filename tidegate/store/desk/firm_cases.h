// What a firm's cases come to together, asked of the database as sums.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace tidegate {

struct FirmCasesAsk {
  std::string but_of;                     // id of a case that is left out; may be empty
  std::int64_t since_ms = 0;              // cases opened then or later are counted
  std::string but_route;                  // its cases are not counted
  std::array<std::string, 3> but_states;  // nor are those
  // One that went against its firm (against_firm.h), or a permit that was suspended or revoked, then or
  // later, whatever was noted since.
  std::int64_t against_since_ms = 0;
  std::string today;  // "2026-11-02": until its own end a permit may be suspended still
};

struct FirmCases {
  // Of those that are counted.
  std::int64_t cases = 0;
  std::int64_t persons = 0;  // sums beyond 64 bits stay at the largest number
  std::int64_t sensitive_persons = 0;
  bool persons_unknown = false;  // one does not say how many
  // Of all the firm's cases, whatever their route and whenever they were opened.
  bool has_ended = false;
  bool has_stopped = false;  // a permit, since then or still; but for what another of its case replaced
  bool has_waiting = false;  // for somebody on its own account (CaseFigures)
  // Sorted, each once, kMostSectors at most.
  std::vector<std::string> sectors;
  std::vector<std::string> sectors_lately;  // those of cases opened at against_since_ms or later
};
inline constexpr std::int64_t kMostSectors = 1000;
inline constexpr std::int64_t kMostPassedLookedAt = 1000;  // cases, by has_passed_by_person

}  // namespace tidegate
