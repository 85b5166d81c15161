// Whether one permit lies inside another: what extends a pass is no wider than the pass, but for the growth
// that the law allows (CN-PPR-2024 art.9), and binds by the same conditions.
#pragma once

#include <optional>

#include "tidegate/base/result.h"
#include "tidegate/terms/permit.h"

namespace tidegate::permit {

// None: it does. Else kOutOfRange with the place in `permit` of the first that does not: another exporter; a
// recipient, item, type of an item or destination that `pass` does not name; more than 1.2 times its persons,
// sensitive persons or octets; of a link another mode, less encryption, or an end that `pass` bounds and this
// one does not, or wider; a condition that is left out.
std::optional<Error> beyond(const Permit& pass, const Permit& permit);

// Conditions of `pass` that `permit` does not state itself are added, of items that it still holds. What
// `pass` says of its own number of sensitive persons (draw_up.h) is not.
void carry_conditions(const Permit& pass, Permit& permit);

}  // namespace tidegate::permit
