// The first line of what a verifier tells a person: the verdict, the moment asked of, the exit code.
#pragma once

#include <cstdint>
#include <string>

#include "tidegate/base/text.h"
#include "tidegate/gate/gate.h"

namespace tidegate {

struct Headline {
  Text says;
  std::int64_t at_ms = 0;
  ExitCode exit = ExitCode::kProceed;  // told in words, and by colour: kProceed is good
};

// "■ holds: E3, ...   2026-11-28 10:46:01 UTC · exit 0" and an empty line.
std::string headline_text(const Headline& headline, const Look& look);

}  // namespace tidegate
