// The classifier that is built into the program.
#pragma once

#include "tidegate/classify/classify.h"

namespace tidegate {

// Made at the first call and kept: its models were laid out when the program was built
// (cmake/compile_models.cc) and never change.
const Classifier& own_classifier();

}  // namespace tidegate
