// HttpFetch by libcurl, which is loaded with the first exchange.
#pragma once

#include <memory>

#include "tidegate/base/http_fetch.h"

namespace tidegate {

// Its answers are those of HttpFetch. Where libcurl is not installed every exchange is kUnavailable.
std::unique_ptr<HttpFetch> http_client();

}  // namespace tidegate
