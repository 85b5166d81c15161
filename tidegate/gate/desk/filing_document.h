// What a filing's version holds as it was handed in: FilingVersionRow::document
// (docs/formats/filing-version.md).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tidegate/clearance/precedents.h"
#include "tidegate/gate/desk/json_piece.h"
#include "tidegate/terms/case.h"

namespace tidegate::desk {

// Borrows the text, and walks it once.
class FilingDocument {
 public:
  explicit FilingDocument(std::string_view document) : members_(JsonPiece(document)) {}

  JsonPiece declaration() const { return members_.member("declaration"); }
  JsonPiece assessment() const { return members_.member("assessment"); }
  JsonPiece findings() const { return members_.member("findings"); }
  JsonPiece papers() const { return members_.member("papers"); }
  JsonPiece summary() const { return members_.member("summary"); }
  // What was found of the credentials that it names; of a version of before they were looked up nothing.
  JsonPiece credentials() const { return members_.member("credentials"); }
  JsonPiece version() const { return members_.member("version"); }
  // Places in Case::contests of the levels that it was scored with; of a version as it was handed in none.
  std::vector<std::size_t> settled() const;

 private:
  JsonMembers members_;
};

// The formal gaps among the findings, as a return lists them: those that fail and block or would be returned.
// At most `most`.
std::vector<SupplementAsk> formal_gaps(const FilingDocument& document, std::size_t most);

// Every finding that fails, of whatever weight, as lines of a request for supplements.
std::vector<SupplementAsk> open_findings(const FilingDocument& document, std::size_t most);

// Destinations among what lists show of a filing.
std::vector<std::string> regions_of(std::string_view summary);

// A question that an official list asks about an item.
struct ListQuestion {
  std::optional<std::size_t>
      item;            // into FilingVersion::items; none: the column is none of the items declared
  std::string column;  // its name in the file
  std::string list_id;
  std::string row;
  std::string edition;
  std::string verdict;  // open dismissed confirmed
  std::string source;
  Text term;
};
std::vector<ListQuestion> list_questions(const FilingDocument& document,
                                         const std::vector<std::string>& items);

}  // namespace tidegate::desk
