// How persons are told where some tables were read by a sample alone.
#pragma once

#include "tidegate/base/text.h"
#include "tidegate/terms/data_profile.h"

namespace tidegate::report {

// As totals_sentence of phrases.h; of a sample "a sample: at least 94,118 distinct persons ..."
Text totals_of(const DataProfile& profile);

}  // namespace tidegate::report
