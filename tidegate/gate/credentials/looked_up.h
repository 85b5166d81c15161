// What was found of a declaration's documents, at which moment and by which lists: what an answer that heeds
// them replays from.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "tidegate/terms/assurance.h"

namespace tidegate {

struct LookedUp {
  std::int64_t at_ms = 0;  // 0: nothing was named, and nothing looked up
  std::string lists;       // CredentialLists::hash; empty: there was no trust list, and nothing was believed
  std::vector<CheckedCredential> found;
};

}  // namespace tidegate
