// How persons are told where they could not be counted, or some tables were read by a sample alone.
#pragma once

#include "tidegate/base/text.h"
#include "tidegate/terms/data_profile.h"

namespace tidegate::report {

// Whether the number of persons says anything: of a schema, a text of secrets nobody can be counted, and none
// is no number then.
bool knows_persons(const FileProfile& file);
// A text that has no line: a PDF of pictures, parts of an office file. What it holds nobody has seen.
bool is_unread(const FileProfile& file);
std::size_t unread_files(const DataProfile& profile);
bool knows_persons(const DataProfile& profile);

// As totals_sentence of phrases.h; of a sample "a sample: at least 94,118 distinct persons ..."; where they
// are not known, that.
Text totals_of(const DataProfile& profile);

}  // namespace tidegate::report
