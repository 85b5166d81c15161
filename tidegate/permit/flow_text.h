// What the decision point is asked and answers, as JSON. Format: docs/formats/permit.md.
#pragma once

#include <string>
#include <string_view>

#include "tidegate/base/result.h"
#include "tidegate/terms/flow.h"

namespace tidegate::permit {

inline constexpr std::size_t kLargestRequest = std::size_t{1} << 20;  // octets

// A key may be left out: it is then unknown. Errors: kMalformed, kOutOfRange with a JSON pointer (a key that
// is not known or stands twice, a number below 0), kLimit (larger).
Result<FlowRequest> read_flow(std::string_view bytes, std::string_view where);
Result<PermitUsage> read_usage(std::string_view bytes, std::string_view where);

// Canonical JSON, without a line end. What is unknown is left out.
std::string write_flow(const FlowRequest& request);
std::string write_usage(const PermitUsage& usage);
std::string write_answer(const FlowAnswer& answer);

}  // namespace tidegate::permit
