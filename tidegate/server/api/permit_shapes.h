// Permits, flows and what the decision point answers, as the API writes them.
#pragma once

#include "tidegate/base/json_writer.h"
#include "tidegate/gate/desk/flows.h"
#include "tidegate/gate/desk/permits.h"

namespace tidegate::server {

void write(JsonWriter& json, const DeskPermit& permit);
void write(JsonWriter& json, const DeskPermitPage& page);
void write(JsonWriter& json, const DeskFlow& flow);

}  // namespace tidegate::server
