// Finds the rows of lists that may mean a column: by its type, by the words of its name.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/base/date.h"
#include "tidegate/lists/catalogue.h"
#include "tidegate/lists/words.h"
#include "tidegate/terms/list_findings.h"

namespace tidegate::lists {

// A row that can ask: it names important or core data, or its zone wants an assessment for it.
struct AskingRow {
  const OfficialList* list = nullptr;
  const ListRow* row = nullptr;
  std::vector<std::uint32_t> sectors;  // into ListWords::sectors(); empty: of no sector that is known
  bool is_general = false;             // names no sector at all
};

// Words of a name that stand in a row.
struct WordHit {
  std::uint32_t row = 0;  // into rows()
  ListGrade grade = ListGrade::kWording;
  bool is_weak = false;  // a short or common word: asks only where the type or the sector agrees
};

class RowIndex {
 public:
  // Rows in force on the day. Borrows the catalogue and the words.
  // name_types  types that a term means by itself, "VIN" -> VEH.VIN; they join a field row's own types
  using NameTypes = std::function<std::vector<std::string>(std::string_view)>;
  RowIndex(const ListCatalogue& catalogue, const ListWords& words, Date day, const NameTypes& name_types);

  const std::vector<AskingRow>& rows() const { return rows_; }
  // Rows that a type may be, ascending.
  const std::vector<std::uint32_t>& by_type(std::string_view type) const;
  // One hit a row, the best; ascending by row.
  std::vector<WordHit> by_words(std::string_view name) const;
  const std::vector<std::uint32_t>& scale_rows() const { return scale_rows_; }
  struct Replaced {
    const OfficialList* by = nullptr;
    std::size_t rows = 0;
  };
  // Rows of built-in lists that would ask, but for an added list that may replace them; by list_id.
  const std::map<std::string_view, Replaced>& replaced() const { return replaced_; }

 private:
  void add_words(std::uint32_t row, const ListWords& words);
  void add_phrase(const Folded& phrase, WordHit hit);

  std::vector<AskingRow> rows_;
  std::map<std::string, std::vector<std::uint32_t>, std::less<>> by_type_;
  std::vector<std::uint32_t> scale_rows_;
  std::map<std::string_view, Replaced> replaced_;
  std::vector<WordHit> hits_;  // meanings of the book
  PhraseBook book_;
};

}  // namespace tidegate::lists
