// What became of long work: asked about and cancelled by who began it, or by colleagues of the same firm or
// authority. The work itself: workers.h.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "tidegate/base/result.h"
#include "tidegate/gate/desk/desk.h"

namespace tidegate {

struct DeskOperation {
  std::string id;
  std::string kind;
  std::string state;  // running, done, failed, cancelled
  std::int64_t progress_permille = 0;
  std::int64_t created_ms = 0;
  std::int64_t updated_ms = 0;
  std::int64_t version = 0;
  std::string result;          // JSON, of one that is done
  std::optional<Error> error;  // of one that failed
};

class DeskOperations {
 public:
  explicit DeskOperations(desk::Parts& parts) : parts_(parts) {}

  // Errors: kNotFound.
  Result<DeskOperation> operation(const DeskAsker& asker, const std::string& id);
  // Fine where it is cancelled already. Errors: kNotFound, kConflict (it has ended otherwise).
  Result<void> cancel(const DeskAsker& asker, const std::string& id);
  // Fails what a process that is gone has left running. Returns how many.
  Result<std::int64_t> fail_lost();

 private:
  desk::Parts& parts_;
};

}  // namespace tidegate
