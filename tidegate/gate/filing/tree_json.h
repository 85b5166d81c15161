// A declaration's tree as a JSON value of typed scalars, and back: what the desk keeps and a form reads.
#pragma once

#include "tidegate/base/json.h"
#include "tidegate/intake/document.h"

namespace tidegate {

// What is quoted is a string; numbers and booleans are themselves. A key that stands twice keeps its first
// value.
Json typed_json(const intake::Node& node);
intake::Node node_of_json(const Json& value);

}  // namespace tidegate
