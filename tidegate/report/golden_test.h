// Golden files of this room: tidegate/report/testdata. TIDEGATE_UPDATE_GOLDEN=1 writes them anew.
#pragma once

#include <string>

namespace tidegate::report {

void expect_golden(const std::string& file, const std::string& text);

}  // namespace tidegate::report
