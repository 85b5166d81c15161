// What words of lists mean: synonyms of things, names of sectors, places of zones. From models/lists/.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/base/result.h"
#include "tidegate/lists/folded.h"

namespace tidegate::lists {

struct Sector {
  std::string key;                          // "automotive"
  std::vector<std::string> exporter_words;  // of exporter.sector
  std::vector<std::string> groups;          // of types: "VEH"
};

enum class Within { kYes, kNo, kUnknown };

class ListWords {
 public:
  // The three files of models/lists/: concepts.tsv, sectors.tsv, zones.tsv. Errors: kMalformed with file and
  // line.
  static Result<ListWords> parse(std::string_view concepts, std::string_view sectors, std::string_view zones);

  // Things that a text speaks of, ascending.
  std::vector<std::uint32_t> concepts_in(const Folded& text) const { return concept_book_.find(text); }
  const std::vector<std::vector<Folded>>& concepts() const { return concepts_; }  // all words of each

  // Sectors that a text names, by their place in sectors(), ascending.
  std::vector<std::uint32_t> sectors_in(std::string_view text) const { return sector_book_.find(fold(text)); }
  const std::vector<Sector>& sectors() const { return sectors_; }

  // Whether a firm lies in a zone. place: exporter.registered_in; empty: not known.
  Within is_within(std::string_view zone, std::string_view place) const;

 private:
  std::vector<std::vector<Folded>> concepts_;
  PhraseBook concept_book_;
  std::vector<Sector> sectors_;
  PhraseBook sector_book_;
  std::vector<std::pair<std::string, std::vector<std::string>>> zones_;
};

// Parts of a text between commas.
std::vector<std::string> at_commas(std::string_view text);

}  // namespace tidegate::lists
