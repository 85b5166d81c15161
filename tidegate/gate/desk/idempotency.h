// A request that is sent twice under one key is done once (draft-ietf-httpapi-idempotency-key-header): its
// first answer is kept for a day and given again.
//   What is done under a claim is bound to it in the same transaction (store/desk/once_mark.h). A process
//   that dies in the middle leaves a claim that is given up after kLeaseMs: nothing was done, and it is done
//   then. One that dies behind its commit leaves a claim that says that it was done; its answer is lost.
#pragma once

#include <cstdint>
#include <functional>
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
    std::string answer;       // kDone: as it was kept; empty: it was not to be kept, or was lost
    std::int64_t at_ms = 0;   // kOurs: when
  };
  Result<Claimed> claim(const DeskOnce& once);
  // Calls it once, on this thread; what it keeps is bound to the claim.
  void perform(const DeskOnce& once, const Claimed& ours, const std::function<void()>& work);
  // answer  UTF-8; empty: that it was done is kept, and not what was answered.
  // Errors: kUnavailable (the claim lapsed and is another's now, which is left as it is).
  Result<void> finish(const DeskOnce& once, const Claimed& ours, std::int64_t status,
                      const std::string& answer);
  // It came to nothing. is_certain: false where a commit's outcome is not known; then a claim that was acted
  // on stays.
  Result<void> release(const DeskOnce& once, const Claimed& ours, bool is_certain);

 private:
  desk::Parts& parts_;
};

}  // namespace tidegate
