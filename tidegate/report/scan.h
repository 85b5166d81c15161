// What the files hold: the answers of `tidegate scan` and `tidegate classify`. Never a value of anybody.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tidegate/base/result.h"
#include "tidegate/report/findings.h"
#include "tidegate/report/screen.h"
#include "tidegate/terms/data_profile.h"

namespace tidegate::report {

// A line a file, the columns that are about persons or secret, distinct persons, totals.
// With a baseline, what it does not know too. unread: how many more files could not be read.
std::string scan_screen(const FindingsOf& scanned, std::size_t unread, const ScreenOptions& options);
// A whole HTML 5 document (html.h): totals, types, findings place by place, what lists ask, every file.
// failed: what could not be read.
std::string scan_html(const FindingsOf& scanned, const std::vector<Error>& failed, std::string_view program,
                      Lang lang);
// {as_of, engine, taxonomy_hash, files[{path, ..., columns[], persons, ...}], totals, findings[], baseline}
// and a line end.
std::string scan_json(const FindingsOf& scanned);

// Every column of every table: its type, how sure, and why; near misses too.
std::string classify_screen(const DataProfile& profile, const ScreenOptions& options);
// One line a table: {"table_csv_path", "columns": [{"index", "name", "type", "p", "subjects"}]}; p has three
// decimals.
std::string classify_json(const DataProfile& profile);

}  // namespace tidegate::report
