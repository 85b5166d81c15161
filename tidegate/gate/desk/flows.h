// Every flow that an account may see, from its filing to its permit: what the map of flows is drawn from.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tidegate/gate/desk/desk.h"

namespace tidegate {

inline constexpr std::size_t kMostFlows = 10'000;

// A filing to one recipient; where its summary names none, to one destination.
struct DeskFlow {
  std::string id;  // of the filing, and which of its flows
  std::string filing;
  std::string case_id;  // empty: not submitted
  std::string permit;   // empty: none
  std::string firm;     // id
  std::string firm_uscc;
  std::string firm_name;
  std::string title;
  std::string title_en;  // empty: the title is in one language
  std::string sector;
  std::string kind;  // pi spi important mixed other, unknown: no count is said
  std::string destination;
  std::string recipient;
  std::optional<std::int64_t> persons;  // of the filing; none: not said
  std::string route;
  std::string state;  // draft in_clearance permitted refused suspended exempt ended
};

class DeskFlows {
 public:
  explicit DeskFlows(desk::Parts& parts) : parts_(parts) {}

  // Of a firm its own, of an authority those whose case lies on its desk, of an auditor all: kMostFlows at
  // most, latest change first.
  Result<std::vector<DeskFlow>> flows(const DeskAsker& asker);

 private:
  desk::Parts& parts_;
};

}  // namespace tidegate
