// Credentials and doubts as a case's page shows them. Private to this folder.
#pragma once

#include "tidegate/base/json_writer.h"
#include "tidegate/gate/desk/case_shapes.h"
#include "tidegate/gate/desk/filing_document.h"

namespace tidegate::desk {

// {"is_checked", "at", "rows": [{file, sha256, kind, kind_words, issuer, expires_at, grade, why}]}: of the
// newest version. Nothing is written where nothing was looked up.
void write_credentials(JsonWriter& json, const FilingDocument& version);
// What permits of the case are doubted for, as an array of those of each step.
void write_doubts(JsonWriter& json, const Case& c, const Names& names, Side side);

}  // namespace tidegate::desk
