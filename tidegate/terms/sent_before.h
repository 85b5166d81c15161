// What the register of transfers knows of an exporter: who left before, by the law's counters, and with which
// transfers. Numbers of persons alone.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tidegate/base/date.h"
#include "tidegate/base/text.h"

namespace tidegate {

struct SentTransfer {
  std::string id;         // in the register
  Date on;                // the day it left
  std::string recipient;  // as declared; empty: not named
  std::string region;
  std::string record;        // the assessment that it rests on, SHA-256
  std::int64_t persons = 0;  // different ones in it
};

// What one transfer adds to a counter, after those of earlier days.
struct SentShare {
  std::size_t transfer = 0;  // of SentBefore::transfers
  std::int64_t persons = 0;  // of it in this counter
  std::int64_t added =
      0;  // of them, those whom no earlier one had; persons whom it shows to be one are taken off
};

struct SentCount {
  std::string fact;         // what it answers: "cumulative_before.pi_sensitive"
  Date from;                // first day of the law's window
  std::int64_t before = 0;  // different persons of the window's transfers
  std::int64_t again = 0;   // of this transfer's persons, those among them
  std::int64_t after = 0;   // together
  bool is_whole = false;    // the register is said to hold every transfer of the window
  std::int64_t used = 0;    // what the law was told, where is_told
  bool is_told = false;
  std::vector<SentShare> shares;
};

struct SentBefore {
  std::string exporter;  // credit code or name, as the register knows it; empty: not named
  std::optional<Date>
      complete_from;  // the exporter said that every transfer since this day is in the register
  std::vector<SentTransfer> transfers;  // of the windows, by day
  std::vector<SentCount> counts;
  std::vector<Text> notes;  // where it and what was declared differ
};

}  // namespace tidegate
