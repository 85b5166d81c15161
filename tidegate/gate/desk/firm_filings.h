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
#include "tidegate/gate/desk/json_piece.h"
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
  bool has_ended = false;      // one went against the firm in the last twelve months (against_firm.h)
  // A permit was suspended or revoked in that time, or is suspended and would hold otherwise.
  bool has_stopped = false;
  bool has_waiting = false;       // one waits for somebody on its own account, be it after the decision
  std::set<std::string> sectors;  // that the firm has filed under, in any year
  std::set<std::string> sectors_lately;  // in the last twelve months
  bool is_whole = true;                  // each says how many persons
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
// declaration  as it was handed in
CountedBefore counted_before(const JsonPiece& declaration);

// Whether the declaration counts fewer than the desk holds, or one of those does not say how many.
bool counts_too_few(const FirmFilings& held, const CountedBefore& declared);

// Rule V27 fails where it does; what failed before stands.
void check_other_filings(const FirmFilings& held, const CountedBefore& declared,
                         std::vector<Finding>& findings);

// What of the firm's others speaks against finishing a filing without a person: bits, also told in the tag of
// a case's page.
using FirmReasons = unsigned;
inline constexpr FirmReasons kCountsMore = 1;  // persons than are declared
inline constexpr FirmReasons kHasEnded = 2;    // FirmFilings::has_ended ...
inline constexpr FirmReasons kHasStopped = 4;  // ... and so on
inline constexpr FirmReasons kHasWaiting = 8;
inline constexpr FirmReasons kOtherSector =
    16;  // lately, and no person has passed one under this one's sector

struct CaseOfFirm {
  const TenantId& firm;
  const std::string& id;
  std::string sector;             // of its newest version
  std::set<std::string> sectors;  // of all its versions
  CountedBefore declared;
};
// held: the firm's others. Errors: of the store.
Result<FirmReasons> against_by_other_filings(const DeskReader& reader, const FirmFilings& held,
                                             const CaseOfFirm& of);
// A sentence each, in the order of the bits.
std::vector<Text> words_of(FirmReasons reasons);

}  // namespace tidegate::desk
