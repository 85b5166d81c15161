// An article of a pack explained: every version of it, and the rules that rest on it.
#pragma once

#include <string>
#include <vector>

#include "tidegate/base/date.h"
#include "tidegate/terms/opinion.h"

namespace tidegate {

struct RuleText {
  std::string id;
  Text title;
  std::vector<Text> outcomes;             // each consequence in words: "route: security assessment"
  std::string when;                       // condition, in the pack's language
  std::string then;                       // "route=security_assessment"
  std::vector<std::string> exception_to;  // rules or groups it defeats
  std::vector<std::string> cites;         // Citation::code
  DateInterval in_force;
};

struct ArticleExplanation {
  std::string law;  // "CN"
  std::string pack_id;
  std::string pack_version;
  std::vector<Citation> versions;  // as it stood over time, oldest first
  std::vector<RuleText> rules;     // that cite any of them, in the pack's order
};

}  // namespace tidegate
