// The place of a fault in an input, as it is told to a person. Public: `cli` tells errors by it.
#pragma once

#include <string>
#include <string_view>

#include "tidegate/base/text.h"

namespace tidegate::report {

// where  Error::where: "t.json:byte 15", "flow.json:/persons/count".
// Returns it in words of the language: "t.json:第 15 字节". Pointers, lines and columns are the same in both.
std::string told_place(std::string_view where, Lang lang);

}  // namespace tidegate::report
