// Who has begun something costly begins it no second time meanwhile: nobody waits here, whoever comes again
// is told so.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <unordered_set>

namespace tidegate::server {

class OneAtATime {
 public:
  // Held for as long as it lasts; nullptr: this one has begun already. Must end before the OneAtATime does.
  using Turn = std::shared_ptr<const void>;
  Turn begin(const std::string& who) {
    {
      const std::lock_guard lock(mutex_);
      if (!begun_.insert(who).second) return nullptr;
    }
    return Turn(this, [this, who](const void*) {
      const std::lock_guard lock(mutex_);
      begun_.erase(who);
    });
  }

 private:
  std::mutex mutex_;
  std::unordered_set<std::string> begun_;  // no more than there are workers
};

}  // namespace tidegate::server
