// What the desk itself knows of a firm's other filings, from the rows of their cases: a flow that is cut into
// many, a word for the sector that was another before, a filing that was taken back to try again. Private to
// this folder.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "tidegate/base/text.h"
#include "tidegate/gate/desk/filing_document.h"
#include "tidegate/store/desk/desk_reader.h"
#include "tidegate/terms/finding.h"
#include "tidegate/terms/transfer.h"

namespace tidegate::desk {

struct FirmFilings {
  // Handed in this year and not withdrawn, refused or turned away; an extension is of a flow that was
  // counted.
  std::int64_t filings = 0;
  std::int64_t ordinary = 0;   // persons whose data is not sensitive
  std::int64_t sensitive = 0;  // persons
  bool has_ended =
      false;  // of the last twelve months: withdrawn, refused (in part too), turned away, contested
  bool has_stopped = false;       // of the last twelve months: a permit was suspended or revoked
  bool has_waiting = false;       // one waits for somebody, be it of a contest after the decision
  std::set<std::string> sectors;  // that the firm has filed under, in any year
  bool is_whole = true;           // each says how many persons
};

// but_of  id of a case that is left out; may be empty.
// Errors: of the store.
Result<FirmFilings> firm_filings(const DeskReader& reader, const TenantId& firm, const std::string& but_of,
                                 std::int64_t now_ms);

// Persons that a declaration says went abroad before it, this year.
struct CountedBefore {
  std::int64_t ordinary = 0;
  std::int64_t sensitive = 0;
  bool has_persons =
      true;  // false: every item of the filing is said to be of nobody, so that nobody is counted
};

CountedBefore counted_before(const Transfer& declared);
CountedBefore counted_before(const FilingDocument& handed_in);

// Whether the declaration counts fewer than the desk holds, or one of those does not say how many.
bool counts_too_few(const FirmFilings& held, const CountedBefore& declared);

// Rule V27 fails where it does; what failed before stands.
void check_other_filings(const FirmFilings& held, const CountedBefore& declared,
                         std::vector<Finding>& findings);

// Why a filing of this sector may not finish without a person; empty: nothing of the firm's others speaks
// against it.
std::vector<Text> against_by_other_filings(const FirmFilings& held, const CountedBefore& declared,
                                           const std::string& sector);

}  // namespace tidegate::desk
