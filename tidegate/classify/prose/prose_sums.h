// Sums of weight rows for every unit: the inner loop of the prose tagger, with SIMD chosen at run time.
#pragma once

#include <cstdint>
#include <span>

#include "tidegate/classify/byte_classes.h"
#include "tidegate/classify/prose/prose_model.h"

namespace tidegate {

// Adds rows to sums for each add. Weights are whole numbers: any order gives the same sums.
// sums   kProseStates numbers a place.
using AddProseRows = void (*)(const std::int8_t* rows, std::span<const ProseAdd> adds, std::int16_t* sums);

AddProseRows add_prose_rows(Simd simd);

}  // namespace tidegate
