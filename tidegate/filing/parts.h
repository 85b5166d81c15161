// Parts of documents that are computed, by the names that templates give them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tidegate/filing/documents/document.h"
#include "tidegate/filing/filing_case.h"

namespace tidegate::filing {

// persons      distinct persons of this year and the forecast
// clauses      the six matters of art. 9, clause and page in each legal document
// method       what the report rests on: a scan of the data, or what the filer states
// law          the route by law, its articles, the counters against their limits
// risk         factors of the risk model named in `keys` ("N", "R"), as declared and as evidence bears them
// impacts      harms by kind
// problems     findings that stand open, each with its fix
// conclusion   what follows of route and findings; whether it is lawful and under control the firm writes
// changes      what differs from the previous filing
// extension    the conditions of an extension, each computed
// hits         rows of official lists that may name a column
bool is_part(std::string_view name);
bool is_table_part(std::string_view name);

std::vector<Block> part_blocks(const FilingCase& c, const Content& content);
Grid part_grid(const FilingCase& c, std::string_view part);

}  // namespace tidegate::filing
