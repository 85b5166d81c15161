// A desk without the key that signs its permits: restored without it, say.
#pragma once

#include <optional>
#include <string>

#include "tidegate/base/result.h"
#include "tidegate/store/desk/desk_store.h"

namespace tidegate::desk {

inline constexpr const char* kOwnPermitKey = "/permit-key.pem";  // in the folder of the desk's data

// That no file lies there, and what helps.
Error permit_key_gone(const std::string& path);
// The same of a desk that has a key and whose folder does not hold it: it may lie elsewhere, where serve is
// told.
std::optional<Error> missing_permit_key(const DeskReader& reader, const std::string& folder);

}  // namespace tidegate::desk
