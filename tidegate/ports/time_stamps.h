// TimeStampCheck by libcrypto, which is loaded with the first token.
#pragma once

#include <memory>

#include "tidegate/base/time_stamp.h"

namespace tidegate {

std::unique_ptr<TimeStampCheck> time_stamp_check();

}  // namespace tidegate
