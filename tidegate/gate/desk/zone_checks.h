// What a zone's own files say of the declaration, held to its format: a sector, a place or a word that is not
// there would never be asked, printed or taken. Private to this folder.
#pragma once

#include <optional>
#include <string>

#include "tidegate/base/result.h"
#include "tidegate/clearance/desk_rules.h"
#include "tidegate/filing/form.h"
#include "tidegate/filing/template.h"

namespace tidegate::desk {

// where  name of the file; the error's place is a JSON pointer behind it.
std::optional<Error> fault_of_sectors(const DeskRules& rules, const std::string& where);
// like  the program's own form, whose fields are the declaration's.
std::optional<Error> fault_of_form(const filing::Form& form, const filing::Form& like,
                                   const std::string& where);
std::optional<Error> fault_of_template(const filing::FilingTemplate& plan, const std::string& where);

}  // namespace tidegate::desk
