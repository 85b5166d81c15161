// A request that is sent twice under one key is done once (draft-ietf-httpapi-idempotency-key-header): its
// first answer is kept for a day and given again.
//   A claim whose process died in the middle is given up after kLeaseMs: what it did not commit is done then,
//   and what it did commit meets itself (a version that moved on, a state, a login that is taken).
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "tidegate/base/result.h"
#include "tidegate/gate/desk/desk.h"

namespace tidegate {

struct DeskOnce {
  std::string scope;           // account, method and path
  std::string key;             // the client's
  std::string request_sha256;  // of what was asked; a key is of one request
};

class DeskIdempotency {
 public:
  static constexpr std::int64_t kLeaseMs = 120'000;
  static constexpr std::int64_t kKeptMs = std::int64_t{24} * 3'600'000;

  explicit DeskIdempotency(desk::Parts& parts) : parts_(parts) {}

  enum class State { kOurs, kRunning, kDone, kOtherRequest };
  struct Claimed {
    State state = State::kOurs;
    std::int64_t status = 0;  // kDone: of the first answer
    std::string answer;       // kDone: as it was kept; empty: it was not to be kept
  };
  Result<Claimed> claim(const DeskOnce& once);
  // answer  UTF-8; empty: that it was done is kept, and not what was answered.
  Result<void> finish(const DeskOnce& once, std::int64_t status, const std::string& answer);
  Result<void> release(const DeskOnce& once);  // it came to nothing

 private:
  desk::Parts& parts_;
};

}  // namespace tidegate
