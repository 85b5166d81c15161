// Small wrong changes to a rule pack, as a careless reader of the law would make them: a bound off by one, an
// exception forgotten, an article of the year before, "and" for "or". The cases of a pack must notice every
// one that changes an answer.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "tidegate/law/pack.h"

namespace tidegate::law {

struct Mutation {
  std::string what;                      // "cn.r4: >= becomes >"
  std::function<void(RulePack&)> apply;  // on a copy; compile() the result
};

// In a fixed order. Some may not compile (two versions on one day, a word not in the list): they are no packs
// at all.
std::vector<Mutation> mutations(const RulePack& pack);

}  // namespace tidegate::law
