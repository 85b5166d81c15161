// Words that name columns: evidence that a row is a header.
#pragma once

#include <string_view>

namespace tidegate {

// A cell without digits whose last word is one of those that columns are named by, in English or Chinese.
bool names_a_column(std::string_view cell);

}  // namespace tidegate
