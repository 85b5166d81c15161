#include "tidegate/permit/verified_permits.h"

#include <algorithm>

namespace tidegate::permit {

const VerifiedPermit* VerifiedPermits::find(const Sha256& file_hash) {
  const auto at = kept_.find(file_hash);
  if (at == kept_.end()) return nullptr;
  at->second.asked = ++calls_;
  return &at->second.permit;
}

const VerifiedPermit& VerifiedPermits::keep(const Sha256& file_hash, VerifiedPermit permit) {
  if (kept_.size() >= most_ && kept_.find(file_hash) == kept_.end()) {
    kept_.erase(std::min_element(kept_.begin(), kept_.end(), [](const auto& a, const auto& b) {
      return a.second.asked < b.second.asked;
    }));
  }
  return kept_.insert_or_assign(file_hash, Kept{std::move(permit), ++calls_}).first->second.permit;
}

}  // namespace tidegate::permit
