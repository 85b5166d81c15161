// Types found inside the free text of a column.
#pragma once

#include "tidegate/terms/data_profile.h"

namespace tidegate {

// A number or an address of somebody; not a name or a postal address, which the tagger tells of a sample and
// not surely.
bool names_person(const InText& inside);

}  // namespace tidegate
