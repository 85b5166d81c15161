// Which columns identify somebody, and whom of a row they are about.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "tidegate/classify/told_ages.h"
#include "tidegate/terms/data_profile.h"

namespace tidegate {

// What a column is good for when persons are counted. Follows from its verdict alone.
struct SubjectRole {
  enum class Value : std::uint8_t {
    kPlain,
    kResidentId,
    kMobile,
    kEmail,
    kDigits
  };                      // how its values are normalised
  std::int8_t rank = -1;  // of its identifier; -1: identifies nobody
  Value value = Value::kPlain;
  bool personal = false;  // a value here makes the row one about a person
  bool sensitive = false;
  bool name = false;
  bool birth = false;  // date of birth
  bool age = false;
  AgeUnit age_unit = AgeUnit::kYears;  // of its ages that name no unit
  bool text = false;                   // prose that may name persons: identifiers are looked for inside
  // Identifiers amid the cells of a column of a table that has better ones: of others where several stand in
  // one cell, or where they stand so often that they are no chance remark.
  enum class Inside : std::uint8_t { kNone, kSeveral, kEach };
  Inside inside = Inside::kNone;
  bool cards = false;      // some cells prove to be payment cards, whatever the column is
  bool several = false;    // some cells list several values (listed_values.h): each is a person
  bool again = false;      // names whom a better column of its kind names: it counts where that one is blank
  bool in_array = false;   // of an array of objects ("members[].email"): each in a row is a person of its own
  bool shared = false;     // many people have one value: it is a person's with the name beside it
  std::uint8_t party = 0;  // whom of the row it is about (classify/other_party.h); 0: the row's own person
  friend bool operator==(const SubjectRole&, const SubjectRole&) = default;
};
using SubjectRoles = std::vector<SubjectRole>;  // one a column

// Identifiers by rank: resident ID, passports and permits, other state numbers, staff numbers, mobile,
// e-mail, cards and accounts, messaging and user names, fixed telephones, devices. Names identify nobody:
// many share one.
SubjectRole role_of(const ColumnProfile& column);
// The evidence by which a column says that some of its cells list several people.
inline constexpr std::string_view kListsSeveral = "values.several";
// The same that some cells of a column that identifies somebody are payment cards.
inline constexpr std::string_view kHoldsCards = "values.cards";
// Parties above those of counterpart(): groups of columns that begin with a name headed as another one is.
inline constexpr std::uint8_t kFirstRepeat = 40;
// Those whose numbers are many more than the better ones beside them.
inline constexpr std::uint8_t kFirstByNumbers = 100;
// Those whom a second name under a word of its own tells of.
inline constexpr std::uint8_t kFirstNamed = 140;
inline constexpr std::uint8_t kLastNamed = 250;
// Sessions, cookies and doubtful numbers (nine of ten fail their check; a name of a user that little speaks
// for and that differs in every row) stand for persons, but in a table that knows the persons of many rows by
// something better: there, a row that has no more than these is nobody's that the table could tell. Several
// names of an account, or several lines of a telephone, whose headers say that they are one person's, are
// one's; the two sides of a deal are two. columns  with the estimate of their different values in `distinct`.
SubjectRoles roles_of(const std::vector<ColumnProfile>& columns, bool is_prose);

// Columns of one kind in one row, none of a better kind beside them, that nothing says are one person's: each
// value is counted as a person. By place.
std::vector<std::size_t> strict_columns(const SubjectRoles& roles);

}  // namespace tidegate
