// The small file that keeps what was last signed: a log that lacks it was rolled back or damaged.
#pragma once

#include <string>
#include <string_view>

#include "tidegate/base/result.h"
#include "tidegate/evidence/log.h"

namespace tidegate::evidence {

inline constexpr std::size_t kMaxSignedHeadOctets = 2'048;

std::string write_signed_head(std::string_view origin, const TreeHead& head);
// Only what write_signed_head writes for that origin. Errors: kCorrupt.
Result<TreeHead> read_signed_head(std::string_view octets, std::string_view origin);

}  // namespace tidegate::evidence
