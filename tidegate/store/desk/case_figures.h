// What a firm's cases are added up by, read out of the summary of each. The store itself fills these columns
// wherever it keeps a summary, so that the two cannot differ. Private to this room.
#pragma once

#include <string_view>

#include "tidegate/base/result.h"
#include "tidegate/store/desk/rows.h"
#include "tidegate/store/desk/sql_session.h"

namespace tidegate::store {

// summary  CaseRow::summary. A number of persons is 0 to 10^12; one that is none, or below, counts nobody. A
//          summary that is no JSON says nothing: no sector, nobody, and that the number is unknown.
CaseFigures figures_of(std::string_view summary);

// Of every case that is kept. What summaries of older programs do not say of contests and of how the case
// ended they are told first, out of the steps of the case; an official's contest of a level counts there
// whichever way it went, until the case takes a step. Errors: of the database.
Result<void> fill_case_figures(SqlSession& session);

}  // namespace tidegate::store
