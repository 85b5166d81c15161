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
  std::string sha256;  // of the file of rows; empty: there is none, or it is built in
  std::string key;     // whose signature it has, 64 hexadecimal digits; empty: nobody's
};

// A list that only helps to identify: no authority names data by it.
bool is_factor_list(const OfficialList& list);

// Whether its rows stand in place of built-in ones of the same list and number: signed, and said to be whole.
bool may_replace(const OfficialList& list);

// Lists by list_id: of each id one that is built in, and behind it one that was added.
class ListCatalogue {
 public:
  void put(OfficialList list);  // beside a built-in one, in place of another of its origin
  const std::vector<OfficialList>& all() const { return lists_; }

 private:
  std::vector<OfficialList> lists_;
};

// The coverage of rows about which nothing was said: a fragment.
ListCoverage unstated_coverage(const std::vector<ListRow>& rows);

}  // namespace tidegate::lists
