// CmsCheck by libcrypto, which is loaded with the first signature by certificate.
#pragma once

#include <memory>

#include "tidegate/base/cms_check.h"

namespace tidegate {

std::unique_ptr<CmsCheck> cms_check();

}  // namespace tidegate
