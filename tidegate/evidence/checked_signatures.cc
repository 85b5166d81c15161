#include "tidegate/evidence/checked_signatures.h"

namespace tidegate::evidence {

std::optional<std::vector<Cosigned>> CheckedSignatures::find(const Sha256& asked) const {
  const std::lock_guard lock(mutex_);
  const auto at = held_.find(asked);
  if (at == held_.end()) return std::nullopt;
  return at->second;
}

void CheckedSignatures::keep(const Sha256& asked, std::vector<Cosigned> cosigned) {
  const std::lock_guard lock(mutex_);
  if (!held_.try_emplace(asked, std::move(cosigned)).second) return;
  by_age_.emplace(next_++, asked);
  if (held_.size() <= kMost) return;
  held_.erase(by_age_.begin()->second);
  by_age_.erase(by_age_.begin());
}

}  // namespace tidegate::evidence
