// What official lists say of the columns of files: which row of which list might mean one, and how much of
// that list is held. Questions and explanations, never an answer: nothing here declares data important.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tidegate/base/text.h"

namespace tidegate {

// How a column was met by a row, weakest first.
enum class ListGrade {
  kContext,  // nothing sure is known of the column, and its neighbours are met
  kType,     // the column's type is one that the row may mean
  kWording,  // words of a class description stand in the column's name
  kSynonym,  // the name means the row's term in other words
  kExact,    // the row's own term stands in the name
  kScale     // the number of persons in the table is the row's
};
std::string_view to_string(ListGrade grade);  // context type wording synonym exact scale

enum class ReviewVerdict { kOpen, kDismissed, kConfirmed };
std::string_view to_string(ReviewVerdict verdict);  // open dismissed confirmed

// A row of an official list, as far as a reader must see it to find it there.
struct ListRowNamed {
  std::string row;      // its number in the file of the list
  std::string edition;  // "2024版"
  Text term;            // field or class as the list has it; the Chinese may be unread and empty
  std::string unit;     // field class scale
  std::string kind;     // important core pi spi
  std::string route;    // assessment scc_or_certification exempt other_regime; empty: names none
  std::string threshold;
  std::string source;
  std::string grade;  // of the source: T the text was read, S secondary, M memory
};

// What the firm said of a question. Its own statement, kept with its reason; never an authority's.
struct ListReview {
  ReviewVerdict verdict = ReviewVerdict::kOpen;
  std::string reason;
  std::string by;
  std::string on;     // YYYY-MM-DD
  std::string until;  // first day on which it counts no more; empty: without end
  Text reopened;      // why an earlier verdict counts no more; empty: there was none
};

struct ListQuestion {
  std::string id;                      // 16 hexadecimal digits: of row, column's name and the table's names
  std::size_t file = 0;                // row of DataProfile::files
  std::optional<std::size_t> column;   // into that file's columns; none: the table as a whole
  std::string list_id;                 // "cn-auto-2021"
  ListRowNamed row;                    // the row that fits best
  std::vector<std::string> more_rows;  // numbers of further rows of that list
  ListGrade grade = ListGrade::kContext;
  std::vector<Text> reasons;  // never a value
  bool is_factor = false;     // of a standard that helps to identify: no list names the data yet
  bool holds = false;         // while it is open, nobody's blanket "no" settles the law's fact
  ListReview review;
};

// A list that was looked at, and how much of it is here.
struct ListConsulted {
  std::string list_id;
  Text title;
  std::string kind;     // list law standard guideline reference "positive list"
  std::string zone;     // "CN", "Tianjin FTZ"
  bool is_ours = true;  // false: counts only for firms of that zone, and it is not known where this firm is
  std::string status;   // complete partial none
  std::uint64_t rows = 0;   // held
  std::string official;     // how many there are, as the list's own account has it: "612 fields"
  Text missing;             // which rows are not here
  std::string origin;       // built_in signed unsigned
  std::string official_zh;  // as `official`; empty: the list has no Chinese words for it
};

struct ListFindings {
  std::vector<ListQuestion> questions;              // by file, column, list
  std::vector<ListConsulted> consulted;             // by list_id
  std::vector<Text> remarks;                        // what was met too weakly to ask, rows below their scale
  std::vector<std::pair<std::string, Text>> basis;  // type -> "GB/T 35273-2020 A: 个人姓名"; by type
};

}  // namespace tidegate
