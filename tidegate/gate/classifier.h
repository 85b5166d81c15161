// The classifier that is built into the program.
#pragma once

#include "tidegate/classify/classify.h"

namespace tidegate {

// Read at the first call, some 15 ms, and kept: what it is made of is built in and never changes.
const Classifier& own_classifier();

}  // namespace tidegate
