// A pass and the permit that extends it: one after the other, never both at once. Which one follows is the
// setting "permit.successor/ID" of the pass; what the pass's statements of status say of it, anybody
// verifies. Private to this folder.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "tidegate/gate/desk/desk_parts.h"
#include "tidegate/gate/desk/permit_statements.h"

namespace tidegate::desk {

// None: the pass was not extended, or what extended it was revoked.
Result<std::optional<PermitRow>> successor_of(const DeskReader& reader, const PermitRow& pass);

// Whether it waits to be extended: nothing follows it but, maybe, what came of this very case (empty: of
// none). Errors: kConflict (the permit that follows it is named).
Result<void> is_not_extended(const DeskReader& reader, const PermitRow& pass, const std::string& case_id);

// Why the pass cannot be extended, but by the case itself, which may be decided again. Empty: it can.
Result<Text> against_extending(const DeskReader& reader, const PermitRow& pass, const std::string& case_id);

// `next` was issued in its place.
Result<void> keep_successor(const Parts& parts, DeskTransaction& t, const PermitRow& pass,
                            const PermitRow& next, std::int64_t now_ms);

// What was stated of a permit that has not ended binds what follows it: with a pass that is suspended or
// revoked its extension is suspended, until a lead settles it; it is resumed with the pass. And of a permit
// that is revoked the pass before it says no more that it follows.
Result<void> follow_statement(const Parts& parts, DeskTransaction& t, const PermitRow& permit,
                              const StatementChange& change, std::int64_t now_ms);

}  // namespace tidegate::desk
