// The editions of the guide to the security assessment, as data: since when each is in force, and what it
// asks for in another place than the others.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "tidegate/base/date.h"
#include "tidegate/base/result.h"
#include "tidegate/base/text.h"

namespace tidegate::intake {

struct GuideEdition {
  int number = 0;  // 0: none is known
  Date from;       // until the next one's
  Text title{"Guide to declaring an outbound data security assessment", "数据出境安全评估申报指南"};
  bool commitment_in_form = true;  // a box of the form; else a paper of its own, A5
  bool own_link_template = true;   // links stand in a template of their own; else in the report
};

// Format: docs/formats/guide-editions.md. Errors: those of JsonReader; kMalformed (editions or their days do
// not rise).
Result<std::vector<GuideEdition>> parse_guide_editions(std::string_view json, std::string_view where);

// The one in force on the day; before the first of all, the first. editions: rising. Without any:
// GuideEdition{}.
GuideEdition guide_on(Date day, std::span<const GuideEdition> editions);

}  // namespace tidegate::intake
