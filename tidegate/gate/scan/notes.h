// What a reader must know of a table beside its columns: which of them count nobody, which count others, what
// is not shown. Each adds its notes to the profile, columns of which are judged.
#pragma once

#include <cstdint>

#include "tidegate/classify/column_features.h"
#include "tidegate/classify/subject_roles.h"
#include "tidegate/terms/data_profile.h"

namespace tidegate {

void note_truncated_ids(const TableFeatures& features, FileProfile& profile);
// Columns called by number, since their header looks like somebody's name or number.
void note_hidden_headers(const TableFeatures& features, FileProfile& profile);
// Names and addresses inside text columns, and what share of these texts the tagger read.
void note_prose(const TableFeatures& features, FileProfile& profile);
// Numbers of a text that look like somebody's by chance (classify/chance_numbers.h), and are counted as
// nobody; or that are more than chance makes in the whole text, and are all counted.
void note_chance(std::uint64_t numbers, bool is_more, FileProfile& profile);
// Sessions that are not used, columns about others than the row's own person, columns that nothing unites.
void note_persons(const SubjectRoles& roles, FileProfile& profile);

// Persons who may be counted twice (SubjectSet::perhaps_twice): the number is an upper bound, and says so.
void note_twice(std::uint64_t persons, std::vector<Text>& notes);

}  // namespace tidegate
