// The official lists that are held, each with its rows, how whole it is and where it came from.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tidegate/lists/list_rows.h"

namespace tidegate::lists {

enum class Origin { kBuiltIn, kSigned, kUnsigned };
std::string_view to_string(Origin origin);  // built_in signed unsigned

struct OfficialList {
  ListCoverage coverage;
  std::vector<ListRow> rows;
  Origin origin = Origin::kBuiltIn;
  std::string sha256;  // of the file of rows; empty: there is none
};

// A list that only helps to identify: no authority names data by it.
bool is_factor_list(const OfficialList& list);

// Lists by list_id, each once.
class ListCatalogue {
 public:
  void put(OfficialList list);  // replaces the list of that id
  const std::vector<OfficialList>& all() const { return lists_; }
  const OfficialList* find(std::string_view list_id) const;

 private:
  std::vector<OfficialList> lists_;
};

// The coverage of rows about which nothing was said: a fragment.
ListCoverage unstated_coverage(const std::vector<ListRow>& rows);

}  // namespace tidegate::lists
