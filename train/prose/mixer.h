// More texts out of labelled ones: the names, organisations and places in them are changed for others.
#pragma once

#include <array>
#include <vector>

#include "train/prose/chance.h"
#include "train/prose/lists.h"
#include "train/prose/texts.h"

namespace tidegate::train {

// What stands around a name says more about it than the name itself, of which a small corpus knows few.
class Mixer {
 public:
  // lists   names and places of the language, taken now and then; outlives the mixer.
  Mixer(const Lists& lists, bool is_chinese, std::uint64_t seed)
      : lists_(&lists), is_chinese_(is_chinese), chance_(seed) {}

  // Learns the names, organisations and places of a corpus, and forgets those of the one before.
  void learn(const std::vector<Text>& corpus);
  // The text with some of them changed; without any, a text of no weight.
  Text mix(const Text& from);

 private:
  std::string other(ProseType type);

  const Lists* lists_;
  bool is_chinese_;
  Chance chance_;
  std::array<Words, kProseTypes> known_;
};

}  // namespace tidegate::train
