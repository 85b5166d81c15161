// What the system says went wrong, in both languages.
#pragma once

#include "tidegate/base/text.h"

namespace tidegate {

// error_number  as errno holds it. A number without Chinese words of its own is told by the number.
Text system_text(int error_number);

}  // namespace tidegate
