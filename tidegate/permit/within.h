// Whether one permit lies inside another, in where the data may lie and over which links it leaves: what
// extends a pass is no wider than the pass.
#pragma once

#include <optional>

#include "tidegate/base/result.h"
#include "tidegate/terms/permit.h"

namespace tidegate::permit {

// None: it does. Else kOutOfRange with the place in `permit` of the first destination or link that does not:
// of a link another mode, less encryption, or an end that `pass` bounds and this one does not, or wider.
std::optional<Error> beyond(const Permit& pass, const Permit& permit);

}  // namespace tidegate::permit
