// Permits that were verified already, by the hash of their file, so that a decision need not verify again.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>

#include "tidegate/base/hash.h"
#include "tidegate/permit/verify.h"

namespace tidegate::permit {

// Holds for one trust policy: with another the owner begins a new one. One thread at a time.
class VerifiedPermits {
 public:
  // most  permits kept; beyond it the one that was longest not asked for goes. At least 1.
  explicit VerifiedPermits(std::size_t most) : most_(most == 0 ? 1 : most) {}

  // file_hash  sha256 of the whole file. Lives until the next `keep`. nullptr: not kept.
  const VerifiedPermit* find(const Sha256& file_hash);
  const VerifiedPermit& keep(const Sha256& file_hash, VerifiedPermit permit);
  std::size_t size() const { return kept_.size(); }

 private:
  struct Kept {
    VerifiedPermit permit;
    std::uint64_t asked;  // number of the last call that wanted it
  };
  std::size_t most_;
  std::uint64_t calls_ = 0;
  std::map<Sha256, Kept> kept_;
};

}  // namespace tidegate::permit
