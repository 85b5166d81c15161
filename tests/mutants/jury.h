// The cases of one pack as a jury over its mutants.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "tests/mutants/mutants.h"
#include "tidegate/law/case_file.h"
#include "tidegate/law/diff.h"
#include "tidegate/law/pack.h"
#include "tidegate/pilot/labelled_route.h"

namespace tidegate::law {

enum class Fate {
  kNoPack,   // does not compile: nobody could use it
  kKilled,   // some case notices
  kSameLaw,  // the same answers in every case, shown by diff_packs
  kAlive     // other answers, and no case notices
};

class Jury {
 public:
  // folder of a pack: pack.json and cases/. Stops the test program when they cannot be read.
  explicit Jury(const std::filesystem::path& folder);

  const RulePack& pack() const { return pack_; }
  std::size_t cases() const { return cases_.size() + labelled_.size(); }
  void add(PackCase more) { cases_.push_back(std::move(more)); }
  bool notices(const RulePack& mutant) const;
  // change: what an alive mutant answers otherwise.
  Fate judge(const Mutation& mutation, DiffReport* change = nullptr) const;

 private:
  RulePack pack_;
  std::vector<PackCase> cases_;
  std::vector<LabelledCase> labelled_;
};

// The whole answer of the pack to one case, as a case that notices the mutation: what a lawyer reads and
// signs.
std::string case_text(const RulePack& pack, const std::string& mutation, const Witness& witness);

}  // namespace tidegate::law
