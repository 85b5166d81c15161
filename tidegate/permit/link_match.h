// Whether a flow's link is one of the permit's. Private to this room.
#pragma once

#include <string>

#include "tidegate/permit/verify.h"
#include "tidegate/terms/flow.h"

namespace tidegate::permit {

struct LinkMatch {
  enum class State {
    kOutside,
    kWeak,     // one of them, but encrypted less than it must be
    kUnknown,  // could be one, were more of it told
    kInside,
  };
  State state = State::kOutside;
  std::string pointer;  // kUnknown: what is not told; kOutside: what does not fit
};

// Of each end, whatever kind the permit's link names (domain, network) must be told and must fit: a name
// alone is a claim, an address alone may be anybody's.
LinkMatch match_link(const VerifiedPermit& permit, const FlowRequest& request);

// "*.example.com" is every name below example.com, not itself. Case does not count, nor a final dot.
bool fits_domain(std::string_view pattern, std::string_view domain);

}  // namespace tidegate::permit
