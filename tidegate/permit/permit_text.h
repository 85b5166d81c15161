// The contents of a permit and of a statement of its status, as canonical JSON: one text each, every key
// always there. Format: docs/formats/permit.md.
#pragma once

#include <string>
#include <string_view>

#include "tidegate/base/result.h"
#include "tidegate/terms/permit.h"

namespace tidegate::permit {

// Most of each in one permit.
inline constexpr std::size_t kMostRecipients = 200;
inline constexpr std::size_t kMostItems = 2'000;
inline constexpr std::size_t kMostLinks = 500;
inline constexpr std::size_t kMostEnds = 64;  // domains, and networks, of one end of a link
inline constexpr std::size_t kMostConditions =
    2'400;  // one an item that is declared pseudonymised, and others

std::string write_permit(const Permit& permit);
// Errors: kMalformed, kOutOfRange with a JSON pointer: a key that is not known, missing or twice, a bound
// beyond the above, a day that ends before it begins, a condition of an item that is not there, or another
// text than write_permit gives.
Result<Permit> read_permit(std::string_view contents, std::string_view where);

std::string write_status(const PermitStatus& status);
Result<PermitStatus> read_status(std::string_view contents, std::string_view where);

// The contents before they are signed, in any layout; what signing fills in (signers, issued_at,
// status_needed_from) may be left out and is then empty. Errors: as read_permit.
Result<Permit> read_draft(std::string_view bytes, std::string_view where);
// Without what signing fills in, for people to read and change.
std::string write_draft(const Permit& permit);

}  // namespace tidegate::permit
