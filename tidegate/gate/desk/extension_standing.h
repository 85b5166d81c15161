// An extension as it stands now: its pass and every line of its test, for the steps that decide it and for
// whoever reads its case. Private to this folder.
#pragma once

#include <cstdint>
#include <string>

#include "tidegate/clearance/decide.h"
#include "tidegate/filing/form.h"
#include "tidegate/gate/desk/desk_parts.h"

namespace tidegate::desk {

struct ExtensionStanding {
  std::string permit;  // the pass; empty: the filing names none
  std::string state;   // of it: active suspended revoked
  ExtensionGround ground;
};

// Of the version that was handed in last; what the firm writes meanwhile is its own. Errors: kNotFound,
// kCorrupt, of the store.
Result<ExtensionStanding> extension_standing(const DeskReader& reader, const CaseRow& row,
                                             const FilingVersionRow& version, const filing::Form& form,
                                             std::int64_t now_ms);

// As a page of the case tells it (api/openapi.yaml: CaseExtension).
std::string extension_text(const ExtensionStanding& standing);

// Nothing replaces a pass that is not active. Text: why; empty: it is.
Text against_pass(const PermitRow& pass);

}  // namespace tidegate::desk
