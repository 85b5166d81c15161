// One result of the pre-check of a declaration (rules V01..V30 of docs/formats/transfer.md).
#pragma once

#include <string>

#include "tidegate/base/text.h"

namespace tidegate {

enum class Severity { kBlocks, kReturned, kWarns };  // cannot submit; would be returned; likely question
enum class CheckState { kFails, kPasses, kNotCheckable };

struct Finding {
  std::string rule;  // "V01"
  Severity severity = Severity::kWarns;
  CheckState state = CheckState::kFails;
  std::string pointer;  // JSON pointer into the declaration: "/processor/uscc"
  Text says;
  Text source;  // law, article, edition, in force from
  Text fix;
  int line = 0;  // 1-based line of `pointer` in the declaration; 0: not known
};

}  // namespace tidegate
