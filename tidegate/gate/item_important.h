// Whether words say of themselves that they are of important data, and how a filing's words deny or answer
// it.
#pragma once

#include <string_view>

namespace tidegate {

// Whether a text says that it holds important or core data ("重要数据", and not "非重要数据" nor
// "是否为重要数据：否"), or what is so by its accuracy or place alone. A question without an answer, and a
// denial of something else beside it
// ("未公开的重要数据"), deny nothing.
bool says_important(std::string_view said);

// ": no", "：否" at its beginning: what stands before it asks, and is answered with no.
bool is_answered_no(std::string_view lower);

}  // namespace tidegate
