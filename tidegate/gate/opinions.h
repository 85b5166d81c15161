// Every law that a transfer calls for, asked about it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tidegate/base/date.h"
#include "tidegate/gate/branches.h"
#include "tidegate/law/pack.h"
#include "tidegate/terms/opinion.h"
#include "tidegate/terms/transfer.h"

namespace tidegate {

struct LawQuestion {
  const Transfer& transfer;
  // Items as a law counts them when nobody declared any: by law code; a law that is not here gets those of
  // the transfer.
  std::vector<std::pair<std::string, std::vector<Facts>>> items_by_law;
  Date as_of;
  bool public_security_gate = false;
  bool proof = true;
  HeldAnswers held = {};
};

// One opinion a law that is called, strictest first. With several recipients each law is asked about each,
// and its strictest answer is kept.
std::vector<Opinion> ask_laws(const LawQuestion& question, const std::vector<law::RulePack>& packs);

// One note that names the laws of which nothing says whether they are called, and the facts that would say
// it; empty: of every law it is known. `places` are the columns that tell of persons' countries, for the
// reader.
std::vector<Text> uncalled_laws(const LawQuestion& question, const std::vector<law::RulePack>& packs,
                                const std::vector<std::string>& places);

// Holds the proof of one of these opinions against the pack's text and the facts, without the engine: what
// does not hold, one sentence each.
std::vector<std::string> check_proof(const LawQuestion& question, const Opinion& opinion,
                                     const std::vector<law::RulePack>& packs);

}  // namespace tidegate
