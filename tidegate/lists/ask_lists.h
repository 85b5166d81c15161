// The question of the room: which authority's list might name these columns?
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "tidegate/base/date.h"
#include "tidegate/lists/catalogue.h"
#include "tidegate/lists/reviews.h"
#include "tidegate/lists/row_index.h"
#include "tidegate/lists/words.h"
#include "tidegate/terms/data_profile.h"

namespace tidegate::lists {

struct TypeNature {
  int hint = 0;              // 0..3: how strongly the type alone hints at important data
  bool is_personal = false;  // personal or sensitive information
  Text name;
};

// What is known of the firm; empty: nothing.
struct AskedFor {
  Date day;
  std::string sector;  // exporter.sector
  std::string place;   // exporter.registered_in
};

struct AskingParts {  // all borrowed
  const ListCatalogue& catalogue;
  const ListWords& words;
  std::function<TypeNature(std::string_view)> nature;
  RowIndex::NameTypes name_types;  // surely meant by a name alone
  const std::vector<Review>& reviews;
};

// At most so many open questions a table, besides the answered ones. Of those that hold the rest becomes one
// question a row, which holds as they do; the others are counted in a remark.
inline constexpr std::size_t kMostQuestionsOfTable = 200;

// Questions of every column of every file, one a list and column, with their answers as they count on the
// day; lists consulted; remarks; where personal types are named. A type asks by itself only where it is
// important by its nature; other types and short words ask only where the sector agrees; words too weak to
// ask are counted in a remark.
ListFindings ask_lists(const DataProfile& profile, const AskedFor& asked, const AskingParts& parts);

}  // namespace tidegate::lists
