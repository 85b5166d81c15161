// From rows to persons: what each row says of whom.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/base/date.h"
#include "tidegate/base/hash.h"
#include "tidegate/base/keyed_hashes.h"
#include "tidegate/classify/line_findings.h"
#include "tidegate/classify/literals.h"
#include "tidegate/classify/subject_identifier.h"
#include "tidegate/classify/subject_roles.h"
#include "tidegate/classify/subjects.h"
#include "tidegate/classify/text_values.h"
#include "tidegate/terms/data_profile.h"
#include "tidegate/terms/table.h"

namespace tidegate {

// One thread's part of a table. Blocks may be shared out in any way.
class SubjectScan {
 public:
  // literals  outlives the scan.
  SubjectScan(SubjectRoles roles, const SubjectKeySecret& secret, Date as_of, const LiteralMatcher& literals);

  // lines: what stands in the block, where it is running text and that is known; else it is looked for here.
  void add(const RowBlock& block, const LineFindings* lines = nullptr);
  // The same, row by row, as any block can be read: what tables are read by, column by column, must agree.
  void add_by_row(const RowBlock& block);
  // other: of the same table; it is used up.
  void merge(SubjectScan&& other);
  SubjectSet take();
  // Rows that only sum up others (classify/total_row.h): they are about nobody.
  std::uint64_t total_rows() const { return total_rows_; }

 private:
  // The columns that say something of one of a row's persons, best identifiers first.
  struct Party {
    std::uint8_t party = 0;
    std::vector<std::uint32_t> columns;
    bool has_again = false;
    std::size_t identifying = 0;  // of the columns, the first so many
  };
  void add_cell(const SubjectRole& role, std::string_view raw);
  bool is_known_by(std::int8_t rank) const;
  bool add_identifier(std::uint8_t rank, SubjectRole::Value kind, std::string_view value);
  std::size_t add_found(std::string_view cell, std::span<const FoundValue> found);
  void add_marks(RowMarks marks);
  bool are_of_one_person(std::size_t first) const;
  bool is_another(std::size_t first) const;
  void part_found(bool is_of_person, RowMarks own);
  void settle_texts();
  struct InsideText {  // a cell in which identifiers may stand, trimmed
    std::size_t row;   // of the block
    std::uint32_t column;
    std::string_view text;
    std::size_t first_hit;  // in inside_hits_
    std::size_t hits;
  };
  void forget_inside();
  void take_inside(const RowBlock& block, const RowBlock::Cell& cell, std::size_t row);
  void find_inside_words();
  void add_inside(const RowBlock& block, std::span<const RowBlock::Cell> cells);
  void add_inside(std::span<const InsideText> texts);
  void add_several(const RowBlock& block);
  void add_several_of(std::size_t row, std::span<const InsideText> texts);
  bool add_listed(const SubjectRole& role, std::string_view cell);
  bool list_value(const SubjectRole& role, std::string_view value);
  bool add_array(const SubjectRole& role, const RowBlock& block, std::span<const RowBlock::Cell> cells);
  void add_ages(const SubjectRole& role, const RowBlock& block, std::span<const RowBlock::Cell> cells);
  std::vector<RowMarks> listed_marks(std::size_t persons, std::size_t names) const;
  void share_by_name();
  void mark_age(std::optional<bool> under14);
  void end_row();
  void end_listed_row();
  void find_totals(const RowBlock& block);
  void add_party(const RowBlock& block, const Party& party);
  struct Rows {  // of a block: [first, last) of count
    std::size_t first;
    std::size_t last;
    std::size_t count;
  };
  void say_column(const RowBlock& block, const Party& party, std::size_t i, const Rows& rows);
  void settle_when_many();
  void add_lines(const RowBlock& block, const LineFindings& lines);
  void settle();

  SubjectRoles roles_;
  std::vector<Party> parties_;
  std::vector<std::uint32_t> inside_;  // columns
  bool has_each_ = false;              // one of them with Inside::kEach, or a column that lists several
  bool has_arrays_ = false;            // columns of arrays of objects
  bool is_shared_ = false;             // numbers that are told together with the name beside them
  bool has_own_party_ = false;         // columns about the row's own person
  SubjectKeySecret secret_;
  KeyedHashes hashes_;
  AgesOn as_of_;
  const LiteralMatcher* literals_;
  SubjectSet subjects_;
  std::uint64_t total_rows_ = 0;
  TextScanner scanner_;
  LiteralMatcher::Scratch scratch_;
  std::vector<LiteralHit> hits_;
  std::vector<FoundValue> found_;
  std::string normalised_;
  // Rows that subjects_ does not know yet.
  std::vector<Identifier> ids_;
  std::vector<SubjectSet::Row> rows_;
  // The rows of a block of a table, read column by column: what each says, as bits, and its identifiers, one
  // column's after another's; 0: none.
  std::vector<std::uint8_t> said_;
  std::vector<std::uint8_t> is_total_;
  std::vector<std::uint8_t> put_off_;    // rows of nobody yet, whose texts may tell
  std::vector<Identifier> anchors_;      // the best identifiers of each row's own persons, row after row
  std::vector<std::size_t> anchor_end_;  // of a row, in anchors_
  std::vector<std::uint64_t> names_;
  std::vector<Identifier> own_best_;  // the best identifiers of the row whose texts are read
  std::vector<InsideText> inside_texts_;
  std::string inside_text_;  // theirs, a line each
  std::vector<LiteralHit>
      inside_hits_;  // theirs, each text's behind the one's before; they count from its begin
  // The row at hand.
  std::size_t row_ids_ = 0;  // where its identifiers begin in ids_
  RowMarks marks_;
  bool personal_ = false;
  std::vector<RowMarks> found_marks_;  // of the identifiers that stood in its texts, the last of ids_
  RowMarks aside_;                     // of those that are the own person's, and are not counted
  bool has_texts_ = false;             // which are not settled yet
  bool was_personal_ = false;          // before its texts were read
  bool is_known_row_ = false;          // its own identifiers went before
  bool is_named_ = false;              // by one name
  // What its cells list: identifiers, list after list; how many each has; the most names of a cell.
  struct Listed {
    Identifier id;
    RowMarks marks;  // what its own value tells
  };
  std::vector<Listed> listed_;
  std::vector<std::size_t> lists_;
  std::size_t listed_names_ = 0;
  std::vector<std::optional<bool>> listed_ages_;  // under 14, in the order of the array; none: not readable
  bool are_ages_in_order_ = true;                 // of the same people as the other columns of the array
  std::uint64_t row_name_ = 0;  // of the row's own name, where its numbers are shared; 0: none
  std::vector<std::string_view> parts_;
};

}  // namespace tidegate
