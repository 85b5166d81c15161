// An article of a pack explained: every version of it, and the rules that rest on it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "tidegate/base/date.h"
#include "tidegate/terms/opinion.h"

namespace tidegate {

struct RuleNumber {  // a number of the law that a condition compares with, while it held
  std::string name;  // "$assessment_from"
  Text label;
  std::int64_t value = 0;
  DateInterval in_force;
};

struct RuleText {
  std::string id;
  Text title;
  std::vector<Text> outcomes;             // each consequence in words: "route: security assessment"
  std::string when;                       // condition, in the pack's language
  std::string then;                       // "route=security_assessment"
  std::vector<std::string> exception_to;  // rules or groups it defeats
  std::vector<std::string> cites;         // Citation::code
  DateInterval in_force;
  std::vector<RuleNumber>
      numbers;  // of `when`, in its order; a number that changed stands once for each value
};

struct ArticleExplanation {
  std::string law;  // "CN"
  std::string pack_id;
  std::string pack_version;
  std::vector<Citation> versions;  // as it stood over time, oldest first
  std::vector<RuleText> rules;     // that cite any of them, in the pack's order
};

}  // namespace tidegate
