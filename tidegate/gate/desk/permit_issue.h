// From what was decided of a case to its permit, in the transaction of the deciding step.
#pragma once

#include <cstdint>
#include <string>

#include "tidegate/gate/desk/desk_parts.h"
#include "tidegate/permit/draw_up.h"
#include "tidegate/terms/decision.h"
#include "tidegate/terms/transfer.h"

namespace tidegate::desk {

// Borrowed for the call.
struct PermitGround {
  TenantId tenant;
  const Decision& decision;
  const Transfer& transfer;  // the version that was decided of
  std::string replaces{};    // id of the permit that is extended
  // What a lead added where the declaration leaves a side open; the room of the route, and the first day.
  permit::PermitTerms terms{};
};

struct PermitIssued {
  std::string id;
  bool is_held = false;
  Text why;  // is_held
};

// Draws up what was allowed, signs it, proves it as a stranger would, and keeps it. Where the declaration
// leaves a side open, or what was signed does not verify or is wider than what it extends, nothing is signed
// into force: a row in the state `held` says why (its document is no permit), and the case stays decided.
// Errors: of the store and of the key; kOutOfRange (nothing was allowed).
Result<PermitIssued> issue_permit(const Parts& parts, DeskTransaction& t, const PermitGround& ground,
                                  std::int64_t now_ms);

// What a decision does to the case's permits: what was allowed is issued, or held where the declaration that
// was decided of cannot be read, and what another decision gave before is revoked. Of a route that needs no
// permit (EX) nothing is issued.
Result<void> settle_permits(const Parts& parts, DeskTransaction& t, const DecidedCase& decided,
                            std::int64_t now_ms);

// What is held of a case's last decision, on a lead's terms. Errors: kOutOfRange (a side is open still: the
// text says which; the case was decided again since), of the store and of the key.
Result<PermitIssued> release_held(const Parts& parts, DeskTransaction& t, const PermitRow& held,
                                  const permit::PermitTerms& terms, std::int64_t now_ms);

// Ends every permit of the case that another decision has overtaken: they are revoked for this reason.
Result<void> revoke_permits_of_case(const Parts& parts, DeskTransaction& t, const std::string& case_id,
                                    const std::string& except, const Text& reason, std::int64_t now_ms);

inline constexpr const char* kHeld = "held";
inline constexpr const char* kReleased = "released";
// What is noted at a permit, PermitMarkRow::kind.
inline constexpr const char* kDoubted = "doubted";
inline constexpr const char* kDoubtSettled = "settled";
inline bool is_signed(const PermitRow& row) { return row.state != kHeld && row.state != kReleased; }
// Tells those who want to know what became of a permit, with its id, state and time alone.
Result<void> tell_of_permit(const Parts& parts, DeskTransaction& t, const PermitRow& row, const char* kind,
                            std::int64_t now_ms);
// What is told of a permit's state on a day in China: as stated, or not_yet, or expired.
std::string state_on(const PermitRow& row, Date today);
// Of a row that is held. Errors: kCorrupt.
Result<Text> why_held(const PermitRow& row);

}  // namespace tidegate::desk
