// The file of known findings that a scan is held against.
#pragma once

#include "tidegate/base/result.h"
#include "tidegate/gate/gate.h"

namespace tidegate {

// Sets the state of each of the answer's findings by the request's baseline.
// Errors: kNotFound (no such file), those of parse_baseline.
Result<BaselineSums> use_baseline(const ScanRequest& request, ScanAnswer& answer);

}  // namespace tidegate
