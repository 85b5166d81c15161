// Notes whose signatures were found to hold, so that of a thousand bundles of one checkpoint they are checked
// once: for whoever checks many (gate/evidence/many_bundles.h); one bundle needs none. Named by the hash of
// the octets and of the keys asked for: another octet or key is another question.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

#include "tidegate/base/hash.h"
#include "tidegate/evidence/cosignature.h"

namespace tidegate::evidence {

// For several threads. kMost at most; the oldest goes.
class CheckedSignatures {
 public:
  static constexpr std::size_t kMost = 4'096;

  // Who cosigned it, where cosigners were asked for. None: not known yet.
  std::optional<std::vector<Cosigned>> find(const Sha256& asked) const;
  void keep(const Sha256& asked, std::vector<Cosigned> cosigned);

 private:
  mutable std::mutex mutex_;
  std::map<Sha256, std::vector<Cosigned>> held_;
  std::map<std::uint64_t, Sha256> by_age_;
  std::uint64_t next_ = 0;
};

}  // namespace tidegate::evidence
