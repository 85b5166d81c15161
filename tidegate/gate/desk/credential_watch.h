// Cases and permits that lean on a credential which proves less than it did: found where the desk's lists
// have changed or a last day is over, scored anew, and told to who owns them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "tidegate/gate/desk/desk.h"

namespace tidegate {

struct CredentialPass {
  std::int64_t looked_at = 0;  // cases
  std::int64_t rescored = 0;   // open ones, each by a step `rescored` with cause `credential`
  std::int64_t doubted = 0;    // live permits
  std::int64_t failed = 0;     // cases that could not be scored; they are looked at again
  std::optional<Error> why{};  // of the first of them
  bool is_whole = true;        // nothing is left to be looked at
  bool has_lists = true;       // false: there is no trust list, and nothing was looked at
};

class CredentialWatch {
 public:
  // desk  outlives it.
  explicit CredentialWatch(ZoneDesk& desk) : parts_(desk.parts()) {}

  // Looks again at what was not looked up in the lists as they are now, `most` cases and 10,000 at most. What
  // is found of one case is kept whole or not at all, with the note that it was looked at: a pass that is
  // broken off goes on where it stood. A score becomes stricter, never easier; a live permit is noted as
  // doubted, and holds on.
  // Errors: those of the lists and of the database.
  Result<CredentialPass> look_again(std::int64_t most = kMost);
  static constexpr std::int64_t kMost = 10'000;

 private:
  desk::Parts& parts_;
  // The lists that all was looked up in, and when: what comes in later was, too, but for what a review opens
  // again, which waits some minutes.
  std::string done_;
  std::int64_t done_ms_ = 0;
};

}  // namespace tidegate
