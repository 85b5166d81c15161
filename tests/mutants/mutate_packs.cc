// For authors of rule packs: which small wrong changes do the pack's cases not notice?
//   mutate_packs rulepacks/cn               says how many of each fate, and shows every mutant alive with a
//   case mutate_packs rulepacks/cn --write FILE  adds to FILE a case, with the pack's own answer, that kills
//   each of them
// A written case is a question to a lawyer: is that what the law says? Only then does it belong in the
// repository.
#include <fmt/format.h>

#include <fstream>
#include <iostream>
#include <map>
#include <string>

#include "tests/mutants/jury.h"
#include "tidegate/law/plan.h"

using namespace tidegate;
using namespace tidegate::law;

int main(int count, char** words) {
  if (count != 2 && !(count == 4 && std::string(words[2]) == "--write")) {
    std::cerr << "usage: mutate_packs PACK_FOLDER [--write CASE_FILE]\n";
    return 2;
  }
  Jury jury(words[1]);
  const std::string write_to = count == 4 ? words[3] : "";
  std::map<Fate, std::size_t> fates;
  std::string written;
  for (const Mutation& mutation : mutations(jury.pack())) {
    DiffReport change;
    const Fate fate = jury.judge(mutation, &change);
    fates[fate] += 1;
    if (fate != Fate::kAlive) continue;
    std::cout << "alive: " << mutation.what << "\n";
    const auto shown = std::find_if(change.changes.begin(), change.changes.end(),
                                    [](const OutcomeChange& c) { return c.witness.has_value(); });
    if (shown == change.changes.end()) continue;
    const std::string text = case_text(jury.pack(), mutation.what, *shown->witness);
    std::cout << "  " << shown->says.en << "\n" << text << "\n";
    if (write_to.empty()) continue;
    written += text + "\n";
    jury.add(parse_case_file(text, "written")->at(0));
  }
  std::cout << fmt::format("{}: {} cases; no pack {}, killed {}, same law {}, alive {}\n", jury.pack().id,
                           jury.cases(), fates[Fate::kNoPack], fates[Fate::kKilled], fates[Fate::kSameLaw],
                           fates[Fate::kAlive]);
  if (!write_to.empty()) std::ofstream(write_to, std::ios::app) << written;
  return fates[Fate::kAlive] == 0 ? 0 : 1;
}
