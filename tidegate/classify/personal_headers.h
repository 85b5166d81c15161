// Headers and JSON keys that are themselves names or numbers of persons: the first row of a file that has no
// header, an object keyed by its persons. They are values, and no value leaves the program.
#pragma once

#include <string_view>
#include <vector>

#include "tidegate/classify/header_vocabulary.h"
#include "tidegate/classify/value_lexicons.h"

namespace tidegate {

// headers  of one table, as written; of a JSON path each key is judged beside its sisters. Borrowed for the
//          call.
// Returns  one answer a header. A mobile, an e-mail address, a card and an identity number of 18 characters
//          are known by themselves, inside a longer header too; names and shorter numbers where most keys
//          beside them are such, names in pinyin where there are three at least. What stands beside persons
//          is theirs as well, unless the vocabulary of headers knows it.
std::vector<bool> personal_headers(const std::vector<std::string_view>& headers,
                                   const HeaderVocabulary& vocabulary, const ValueLexicons& lexicons);

}  // namespace tidegate
