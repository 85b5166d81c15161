// How the same field fared before, for the officer who decides it now.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/terms/case.h"
#include "tidegate/terms/precedent.h"

namespace tidegate {

// What is asked of. Empty: not known.
struct PrecedentQuery {
  std::string field;    // name of the item
  std::string list_id;  // official list that names it
  std::string row;
  std::string edition;  // in force now
  std::string sector;
  std::vector<std::string> regions;
};

struct PrecedentMatch {
  std::size_t place = 0;         // into what was handed in
  bool same_row = false;         // the same row of the same list and edition
  bool another_edition = false;  // of that list: a weaker likeness, shown as such
  bool same_sector = false;
  bool same_region = false;  // one region at least
  Text why;
};

// A name of a field as names are compared: without case, spaces and punctuation.
std::string folded_field(std::string_view name);

// Precedents of the same row, or of a field of the same name; those of the same edition first, then of the
// same sector and region, then the newest. Names are compared without case, spaces and punctuation. most  how
// many at most.
std::vector<PrecedentMatch> find_precedents(const PrecedentQuery& query,
                                            std::span<const Precedent> precedents, std::size_t most = 20);

// A row of an official list that names an item of a filing.
struct ListedItem {
  std::size_t item = 0;
  std::string list_id;
  std::string row;
  std::string edition;
};

// What a case leaves for later ones: an entry for each item of its last decision, and for each row that names
// it. Undecided, terminated or finished without a person: nothing, since nobody judged.
std::vector<Precedent> precedents_of(const Case& c, const std::vector<std::string>& regions,
                                     std::span<const ListedItem> listed);

}  // namespace tidegate
