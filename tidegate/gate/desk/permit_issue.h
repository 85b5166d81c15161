// From what was decided of a case to its permit, in the transaction of the deciding step.
#pragma once

#include <cstdint>
#include <string>

#include "tidegate/gate/desk/permit_keys.h"
#include "tidegate/permit/draw_up.h"
#include "tidegate/terms/decision.h"
#include "tidegate/terms/transfer.h"

namespace tidegate::desk {

// Borrowed for the call.
struct PermitGround {
  TenantId tenant;
  const Decision& decision;
  const Transfer& transfer;     // the version that was decided of
  std::string replaces{};       // id of the permit that is extended
  permit::PermitTerms terms{};  // what a lead added where the declaration leaves a side open
};

struct PermitIssued {
  std::string id;
  bool is_held = false;
  Text why;  // is_held
};

// Draws up what was allowed, signs it, proves it as a stranger would, and keeps it. Where the declaration
// leaves a side open, or what was signed does not verify, nothing is signed into force: a row in the state
// `held` says why (its document is no permit), and the case stays decided.
// Errors: of the store and of the key; kOutOfRange (nothing was allowed).
Result<PermitIssued> issue_permit(PermitKeys& keys, DeskTransaction& t, const PermitGround& ground,
                                  std::int64_t now_ms);

// Ends every permit of the case that another decision has overtaken: they are revoked for this reason.
Result<void> revoke_permits_of_case(PermitKeys& keys, DeskTransaction& t, const std::string& case_id,
                                    const std::string& except, const Text& reason, std::int64_t now_ms);

inline constexpr const char* kHeld = "held";
// Of a row in that state. Errors: kCorrupt.
Result<Text> why_held(const PermitRow& row);

}  // namespace tidegate::desk
