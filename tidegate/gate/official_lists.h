// Official lists at hand, asked about what a scan found; what their questions do to the facts of a case.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "tidegate/base/date.h"
#include "tidegate/base/result.h"
#include "tidegate/gate/branches.h"
#include "tidegate/gate/gate.h"
#include "tidegate/lists/ask_lists.h"
#include "tidegate/lists/catalogue.h"
#include "tidegate/lists/kept_list.h"
#include "tidegate/lists/reviews.h"
#include "tidegate/terms/data_profile.h"
#include "tidegate/terms/transfer.h"

namespace tidegate {

// Built-in lists, and those of the state folder beside them. home: may be empty,
// or lack. Errors: kCorrupt (a kept list is not what was signed or does not read), kUnavailable.
Result<lists::ListCatalogue> load_lists(const std::string& home);
// Of the file of a list's rows, hashed only for those who ask; empty: there is none.
std::string sha256_of(const lists::OfficialList& list);

bool is_known_type(std::string_view code);  // stands in the taxonomy

// Lists in the state folder as they lie there, by name of file.
Result<std::vector<std::pair<std::string, lists::KeptList>>> kept_lists(const std::string& home);
// Puts a list there in place of one of the same id. Errors: kUnavailable.
Result<void> keep_list(const std::string& home, std::string_view list_id, const lists::KeptList& kept);
bool has_built_in_list(std::string_view list_id);
// Takes it away, whether it reads or not. Errors: kNotFound (none was added under this id), kUnavailable.
Result<void> drop_list(const std::string& home, std::string_view list_id);

// The file of reviews that these options mean; empty: there is no state folder.
std::string reviews_path(const GateOptions& options);
// may_lack  a file that the options name need not be there yet. Errors: those of parse_reviews; kNotFound.
Result<std::vector<lists::Review>> load_reviews(const GateOptions& options, bool may_lack = false);
// Errors: kUnavailable.
Result<void> keep_reviews(const GateOptions& options, const std::vector<lists::Review>& reviews);

// Sets profile.lists: what is asked, with the reviews as they count on the day.
// flow  facts of the transfer, for the firm's sector and place; nullptr: none is known
Result<void> ask_official_lists(const Facts* flow, Date day, const GateOptions& options,
                                DataProfile& profile);
// The same with these reviews.
Result<void> ask_official_lists(const Facts* flow, Date day, const GateOptions& options,
                                const std::vector<lists::Review>& reviews, DataProfile& profile);

// What open questions that hold keep from being answered by a flag.
HeldAnswers held_answers(const Transfer& transfer, const DataProfile& profile);

// What the questions do to a case, never to its ease: an open one that holds turns "not important" into
// unknown; a confirmed one makes its items important; a dismissed one is noted as the firm's own word.
void settle_listed(Transfer& transfer, DataProfile& profile);

}  // namespace tidegate
