// Whether a text that should be made up looks like a real person's data.
#pragma once

#include <string_view>

#include "tidegate/base/text.h"

namespace tidegate::intake {

// What was found, without the value; empty: nothing. Looks for resident identity numbers and payment cards
// whose check digit fits, mainland mobile numbers, and e-mail addresses of domains that are not reserved for
// examples.
Text looks_like_a_person(std::string_view text);

}  // namespace tidegate::intake
