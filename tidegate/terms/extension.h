// The answer to the test of an extension 延长有效期, line by line.
#pragma once

#include <string_view>
#include <vector>

#include "tidegate/base/text.h"
#include "tidegate/terms/opinion.h"

namespace tidegate {

struct ExtensionLine {
  std::string_view id;  // same_purpose same_scope same_processor same_recipients persons_growth
                        // important_growth legal_documents within_pass no_major_incident
                        // others_unchanged
  Truth holds = Truth::kUnknown;
  Text says;                      // with the numbers
  Text ask;                       // unknown: what must be told; else empty
  bool a_person_settles = false;  // unknown, and for the officer to say, with reasons
  std::string_view source = {};   // codes of the law: "CN-PPR-2024 art.9; ..."
};

struct ExtensionTest {
  std::vector<ExtensionLine> lines;  // always all of them, in this order
  Truth holds = Truth::kUnknown;     // false when one is; else unknown when one is
};

}  // namespace tidegate
